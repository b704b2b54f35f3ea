"""Stage publish: tables -> the package in ``data_out/``, checked before and after it is written, then swapped in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline import check, compile, declare, package, store
from pipeline.cli.quality import error_rate, stored
from pipeline.cli.stages.build import DATA_DOCS, SCORES, pages, tables

DATA_OUT = Path("data_out")
SCORES_OUT = "scores.json"
CHANGES = Path("schemas/changes.csv")  # what made the declared version; `bump` writes it
SITE_PARTS = Path("site")  # the explorer's page, styles and scripts, without data
KEPT = ("releases",)  # what a build carries over as it is


@dataclass(frozen=True)
class Made:
    """The tables in every format, and what they are held against."""

    files: Mapping[str, bytes]
    frames: Mapping
    schemas: Mapping[str, dict]
    package: Mapping
    texts: Mapping[str, str]
    found: Mapping[str, int]

    @property
    def checked(self) -> tuple:
        """What the release gate is given."""
        return self.files, self.schemas, self.package, self.texts, self.found


def run(root: Path) -> None:
    """Write the package; raises Faults, with ``data_out/`` as it was, if any validator objects to anything."""
    store.recover(root / DATA_OUT)
    made = _made(root)
    report = check.quality(*made.checked)
    scores = stored(root / SCORES)
    rate, limit = error_rate(scores), made.package["x_quote_limits"]["max_share"]
    told = {"scores": scores, "report": report, "error_rate": rate, "quote_limit": limit}
    told["changes"] = store.read_csv_rows(root / CHANGES)
    site = package.site_bytes(store.read_tree(root / SITE_PARTS), made.frames, made.schemas, made.package, told)
    extra = {SCORES_OUT: store.read_bytes(root / SCORES), package.SITE: site}
    documents = {place: store.read_bytes(root / place) for place in made.package["x_documents"].values()}
    whole = package.wrap(made.files, made.frames, made.schemas, made.package, report, rate, extra, documents)
    store.publish(whole, root / DATA_OUT, lambda folder: _verify(folder, whole, made.schemas), KEPT)


def write_docs(root: Path) -> Path:
    """Data Docs of the same checks, for a maintainer's eyes: no part of the package, and too slow for every build."""
    check.docs(str(root / DATA_DOCS), *_made(root).checked)
    store.rewrite(root / DATA_DOCS, "*.html", check.clean)
    return root / DATA_DOCS / "index.html"


def _made(root: Path) -> Made:
    declared = declare.load(root)
    schemas = compile.expand(declared.schemas, declared.enumerations)
    # Held to the schemas by the stage before; here they only get their types back.
    frames = {name: compile.to_frame(rows, schemas[name]) for name, rows in tables(root, schemas).items()}
    read = pages(root)
    texts = {page.document.name: page.document.text for page in read}
    found = {page.document.name: len(page.evidence) for page in read}
    return Made(package.data(frames, schemas), frames, schemas, declared.package, texts, found)


def _verify(folder: Path, whole: Mapping[str, bytes], schemas: Mapping[str, dict]) -> None:
    """The folder that is about to be published, as it lies on the disk."""
    check.gate(str(folder), store.read_tree(folder, skip=KEPT), schemas, whole)
