"""What the stages hand each other in ``build/``: JSON Lines of records, the same bytes for the same input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline import store
from pipeline.records import Document, Page, Repair

BUILD = Path("build")
SCORES = BUILD / "scores.json"
DATA_DOCS = BUILD / "data_docs"
DOCUMENTS, REPAIRS, LINEAGE, PAGES = (BUILD / f"{name}.jsonl" for name in ("documents", "repairs", "lineage", "pages"))
TABLES = BUILD / "tables"
Rows = Iterable[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Repaired:
    """A page's name and everything found broken on it."""

    source_id: str
    repairs: tuple[Repair, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Two pages of common origin, as ``repair`` measured it."""

    source_id: str
    other_source_id: str
    kind: str
    containment: float
    direction: str
    why: str


def documents(root: Path) -> list[Document]:
    """What ``read`` stored."""
    return list(store.read_jsonl(root / DOCUMENTS, Document))


def repairs(root: Path) -> dict[str, tuple[Repair, ...]]:
    """What ``repair`` stored, by page."""
    return {one.source_id: one.repairs for one in store.read_jsonl(root / REPAIRS, Repaired)}


def lineage(root: Path) -> list[Origin]:
    """What ``repair`` stored of common origin."""
    return list(store.read_jsonl(root / LINEAGE, Origin))


def pages(root: Path) -> list[Page]:
    """What ``extract`` stored."""
    return list(store.read_jsonl(root / PAGES, Page))


def tables(root: Path, names: Iterable[str]) -> dict[str, Iterator[dict]]:
    """What ``tabulate`` stored: the rows of these tables."""
    return {name: store.read_jsonl(root / TABLES / f"{name}.jsonl") for name in names}


def store_tables(root: Path, made: Mapping[str, Rows]) -> None:
    """Store the rows of every table."""
    for name, rows in made.items():
        store.write_jsonl(root / TABLES / f"{name}.jsonl", rows)
