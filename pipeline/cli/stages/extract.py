"""Stage extract: documents and repairs -> pages with mentions and evidence, and how good that is."""

from __future__ import annotations

from pathlib import Path

from pipeline import declare, store
from pipeline.cli.evaluate import measured
from pipeline.cli.stages.build import PAGES, SCORES, documents, repairs
from pipeline.cli.trials import refuse
from pipeline.cli.trials.relate import tried
from pipeline.page import Kit, extract_document
from pipeline.records import Document, Page, Repair


def run(root: Path) -> None:
    """Extract every page whose role is claims (others only serve to repair), and score extraction on the gold."""
    declared = declare.load(root)
    roles = {row["source_id"]: row["role"] for row in declared.sources}
    kit, found = Kit.of(declared.vocabulary), repairs(root)
    refuse("relate", tried(declared.rules["relate"], kit))
    store.write_jsonl(root / PAGES, [_page(one, found[one.name], kit, roles[one.name]) for one in documents(root)])
    store.write_atomic(root / SCORES, measured(root))


def _page(document: Document, found: tuple[Repair, ...], kit: Kit, role: str) -> Page:
    return extract_document(document, found, kit) if role == "claims" else Page(document, found, (), ())
