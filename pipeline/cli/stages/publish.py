"""Stage publish: tables -> the package in ``data_out/``, checked before and after it is written, then swapped in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline import check, compile, declare, package, store
from pipeline.cli.quality import error_rate, stored
from pipeline.cli.stages.build import DATA_DOCS, SCORES, pages, tables

DATA_OUT = Path("data_out")
SCORES_OUT = "scores.json"
KEPT = ("releases",)  # what a build carries over as it is


def run(root: Path) -> None:
    """Write the package; raises Faults, with ``data_out/`` as it was, if any validator objects to anything."""
    store.recover(root / DATA_OUT)
    declared = declare.load(root)
    schemas = compile.expand(declared.schemas, declared.enumerations)
    frames, read = compile.frames(tables(root, schemas), schemas), pages(root)
    files = package.data(frames, schemas)
    texts = {page.document.name: page.document.text for page in read}
    found = {page.document.name: len(page.evidence) for page in read}
    report = check.quality(files, schemas, declared.package, texts, found)
    extra = {SCORES_OUT: store.read_bytes(root / SCORES)}
    rate = error_rate(stored(root / SCORES))
    whole = package.wrap(files, frames, schemas, declared.package, report, rate, extra)
    store.publish(whole, root / DATA_OUT, lambda folder: _verify(folder, whole, schemas), KEPT)
    _write_docs(root / DATA_DOCS, (files, schemas, declared.package, texts, found))


def _verify(folder: Path, whole: Mapping[str, bytes], schemas: dict[str, dict]) -> None:
    """The folder that is about to be published, as it lies on the disk."""
    check.gate(str(folder), store.read_tree(folder, skip=KEPT), schemas, whole)


def _write_docs(folder: Path, checked: tuple) -> None:
    """Data Docs of the same checks, for a maintainer's eyes: they are no part of the package."""
    store.remove(folder)
    check.docs(str(folder), *checked)
    store.rewrite(folder, "*.html", check.clean)
