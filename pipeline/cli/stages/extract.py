"""Stage extract: documents and repairs -> pages with mentions and evidence, and how good that is."""

from __future__ import annotations

from pathlib import Path

from pipeline import declare, store
from pipeline.cli.evaluate import measured
from pipeline.cli.machine import Machine
from pipeline.cli.stages.build import PAGES, SCORES, documents, repairs
from pipeline.cli.trials import refuse
from pipeline.cli.trials.relate import tried
from pipeline.page import Kit, extract_document
from pipeline.records import Document, Page, Repair


def run(root: Path) -> None:
    """Extract every page whose role is claims (others only serve to repair), and score extraction on the gold."""
    declared = declare.load(root)
    rows = {row["source_id"]: row for row in declared.sources}
    machine = Machine.of(declared, root)
    refuse("relate", tried(declared.rules["relate"], machine.kit))
    read, found = documents(root), repairs(root)
    pages = [_page(one, found[one.name], machine.kit, rows[one.name]["role"]) for one in read]
    store.write_jsonl(root / PAGES, pages)
    decided = {rows[page.document.name]["file"]: page for page in pages}
    store.write_atomic(root / SCORES, measured(root, machine, decided))


def _page(document: Document, found: tuple[Repair, ...], kit: Kit, role: str) -> Page:
    return extract_document(document, found, kit) if role == "claims" else Page(document, found, (), ())
