"""Extraction of single pages, in ``raw/`` or not: the one function behind ``extract``, ``evaluate`` and the tests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline import store
from pipeline.cli.guard import tried
from pipeline.cli.siblings import others_of, sibling, vouched_for
from pipeline.curate import curate
from pipeline.declare import Declarations
from pipeline.page import Kit, extract_page
from pipeline.read import read
from pipeline.records import Decision, Evidence, Fault, Page
from pipeline.repair import Sibling


@dataclass(frozen=True)
class Machine:
    """Declarations made ready for single pages. A page of ``raw/`` is known by its bytes, wherever it lies."""

    kit: Kit
    siblings: tuple[Sibling, ...] = ()  # the pages of raw/, with which a new page may share its origin
    known: Mapping[str, Mapping[str, str]] | None = None  # sha256 -> row of raw/sources.csv
    decisions: tuple[Decision, ...] = ()

    @classmethod
    def of(cls, declared: Declarations, root: Path, siblings: Sequence[Sibling] = ()) -> Machine:
        """The machine for a project's declarations; ``siblings`` replace the pages of ``raw/``."""
        return cls.prepared(declared, tuple(siblings) or siblings_of(declared, root))

    @classmethod
    def prepared(cls, declared: Declarations, siblings: Sequence[Sibling]) -> Machine:
        """The same where nothing is left to be read."""
        kit = Kit.of(declared.vocabulary, declared.rules.get("repair", ()))
        known = {row["sha256"]: row for row in declared.sources}
        return cls(kit, tuple(siblings), known, declared.decisions)

    def page(self, path: Path, decided: bool = False, claims_only: bool = False) -> Page:
        """Everything found on one page. ``decided`` applies the decisions on its text; else it is the machine's own.

        Raises Fault or Faults for a page that cannot be read.
        """
        return self.read(store.read_bytes(path), path.name, decided, claims_only)

    def read(self, data: bytes, name: str, decided: bool = False, claims_only: bool = False) -> Page:
        """The same from a page's bytes; ``claims_only`` as in :func:`pipeline.page.extract_page`."""
        row = (self.known or {}).get(hashlib.sha256(data).hexdigest(), {})
        name = row.get("source_id") or name
        others = others_of(name, self.siblings, (self.known or {}).values())
        own = [d for d in self.decisions if d.source_id == name and d.action in ("repair", "flag")]
        return extract_page(data, name, self.kit, others, own if decided else (), vouched_for(row), claims_only)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A page, or why there is none."""

    path: Path
    page: Page | None = None
    faults: tuple[Fault, ...] = ()


def each(
    machine: Machine, paths: Sequence[Path], decided: bool = False, claims_only: bool = False
) -> Iterator[Outcome]:
    """One outcome per path, in order: a page that cannot be read does not stop the others."""
    for path in paths:
        yield Outcome(path, *tried(str(path), partial(machine.page, path, decided, claims_only)))


def gated(page: Page) -> list[Evidence]:
    """A page's evidence in reading order after the gates that hold for every page, without anybody's decisions."""
    curated = curate(page.evidence)
    return sorted(curated.kept + curated.aside, key=lambda e: (e.candidate.start, e.candidate.end))


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files named, and all files below the folders named, in order and each once."""
    found: list[Path] = []
    for path in paths:
        found += store.list_files(path) if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def siblings_of(declared: Declarations, root: Path) -> tuple[Sibling, ...]:
    """The pages of ``raw/``; one that cannot be read is no sibling, and the curated build will say so."""
    found = []
    for row in declared.sources:
        try:
            found.append(sibling(row, read(store.read_bytes(root / row["file"]), row["source_id"]).text))
        except Fault:
            continue
    return tuple(found)
