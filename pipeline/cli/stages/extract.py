"""Stage extract: documents and repairs -> pages with mentions and evidence, and how good that is."""

from __future__ import annotations

from pathlib import Path

from pipeline import declare, store
from pipeline.cli.stages import BUILD
from pipeline.cli.stages.read import documents
from pipeline.cli.stages.repair import repairs
from pipeline.page import Kit, extract_document
from pipeline.records import Document, Page, Repair

PAGES = BUILD / "pages.jsonl"


def run(root: Path) -> None:
    """Extract every page whose role is claims; pages that only serve to repair others state nothing."""
    declared = declare.load(root)
    roles = {row["source_id"]: row["role"] for row in declared.sources}
    kit, found = Kit.of(declared.vocabulary), repairs(root)
    store.write_jsonl(root / PAGES, [_page(one, found[one.name], kit, roles[one.name]) for one in documents(root)])


def _page(document: Document, found: tuple[Repair, ...], kit: Kit, role: str) -> Page:
    return extract_document(document, found, kit) if role == "claims" else Page(document, found, (), ())


def pages(root: Path) -> list[Page]:
    """What this stage stored."""
    return list(store.read_jsonl(root / PAGES, Page))
