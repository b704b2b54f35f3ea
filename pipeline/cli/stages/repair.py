"""Stage repair: documents -> repairs, gaps and flags of each; decisions on words are obeyed."""

from __future__ import annotations

from pathlib import Path

from pipeline import declare, store
from pipeline.cli.siblings import others_of, sibling, vouched_for
from pipeline.cli.stages.build import LINEAGE, REPAIRS, Repaired, documents
from pipeline.cli.trials import refuse
from pipeline.cli.trials.repair import tried
from pipeline.records import Document, Faults
from pipeline.repair import Sibling, lineage, repair


def run(root: Path) -> None:
    """Repair every document with all others as possible siblings; raises Faults for every void decision at once."""
    declared = declare.load(root)
    rows = {row["source_id"]: row for row in declared.sources}
    pages = documents(root)
    others = [sibling(rows[page.name], page.text) for page in pages]
    refuse("repair", tried(declared.rules["repair"], declared.vocabulary))
    done, faults = [], []
    for page in pages:
        try:
            done.append(_repaired(page, others, declared, vouched_for(rows[page.name])))
        except Faults as raised:
            faults += raised.faults
    if faults:
        raise Faults(faults)
    store.write_jsonl(root / REPAIRS, done)
    store.write_jsonl(root / LINEAGE, lineage(others, declared.rules["repair"]))


def _repaired(page: Document, others: list[Sibling], declared: declare.Declarations, known: bool) -> Repaired:
    siblings = others_of(page.name, others, declared.sources)
    decisions = [decision for decision in declared.decisions if decision.source_id == page.name]
    rules = declared.rules["repair"]
    return Repaired(page.name, repair(page, siblings, rules, declared.vocabulary, decisions, known))
