"""The dataset as pages, decisions and vocabularies make it now, without a build: what a person is shown before one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import store
from pipeline.cli.made import Tables, expanded, tables_of
from pipeline.cli.siblings import others_of, sibling, vouched_for
from pipeline.declare import Declarations
from pipeline.page import Kit, extract_page
from pipeline.read import read
from pipeline.records import Page
from pipeline.repair import Lineage, Sibling, lineage


@dataclass(frozen=True)
class Live:
    """Every page that is not withdrawn, the pairs of common origin, and the tables that they make."""

    pages: tuple[Page, ...]
    origins: tuple[Lineage, ...]
    tables: Tables

    def page(self, source_id: str) -> Page:
        """One page by its name."""
        return next(page for page in self.pages if page.document.name == source_id)


def live(declared: Declarations, root: Path, given: Mapping[str, bytes] | None = None) -> Live:
    """Read, repair, extract and tabulate everything in this process.

    ``given``: bytes of pages that lie nowhere yet, by source_id. Raises Fault or Faults as the build would.
    """
    rows = [row for row in declared.sources if not row["withdrawn_on"]]
    data = {row["source_id"]: _bytes(row, root, given or {}) for row in rows}
    kin = [sibling(row, read(data[row["source_id"]], row["source_id"]).text) for row in rows]
    kit = Kit.of(declared.vocabulary, declared.rules.get("repair", ()))
    pages = tuple(
        _page(row, data[row["source_id"]], others_of(row["source_id"], kin, declared.sources), kit, declared)
        for row in rows
    )
    origins = tuple(lineage(kin, declared.rules.get("repair", ())))
    return Live(pages, origins, tables_of(declared, expanded(declared), pages, origins))


def _bytes(row: Mapping[str, str], root: Path, given: Mapping[str, bytes]) -> bytes:
    return given[row["source_id"]] if row["source_id"] in given else store.read_bytes(root / row["file"])


def _page(row: Mapping[str, str], data: bytes, others: list[Sibling], kit: Kit, declared: Declarations) -> Page:
    name = row["source_id"]
    own = [d for d in declared.decisions if d.source_id == name and d.action in ("repair", "flag")]
    page = extract_page(data, name, kit, others, own, vouched_for(row))
    return page if row["role"] == "claims" else replace(page, mentions=(), evidence=())
