"""Stage repair: documents -> repairs, gaps and flags of each; decisions on words are obeyed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline import declare, store
from pipeline.cli.siblings import sibling, vouched_for
from pipeline.cli.stages import BUILD
from pipeline.cli.stages.read import documents
from pipeline.records import Document, Faults, Repair
from pipeline.repair import Sibling, repair

REPAIRS = BUILD / "repairs.jsonl"


@dataclass(frozen=True, slots=True)
class Repaired:
    """A page's name and everything found broken on it."""

    source_id: str
    repairs: tuple[Repair, ...]


def run(root: Path) -> None:
    """Repair every document with all others as possible siblings; raises Faults for every void decision at once."""
    declared = declare.load(root)
    rows = {row["source_id"]: row for row in declared.sources}
    pages = documents(root)
    others = [sibling(rows[page.name], page.text) for page in pages]
    done, faults = [], []
    for page in pages:
        try:
            done.append(_repaired(page, others, declared, vouched_for(rows[page.name])))
        except Faults as raised:
            faults += raised.faults
    if faults:
        raise Faults(faults)
    store.write_jsonl(root / REPAIRS, done)


def _repaired(page: Document, others: list[Sibling], declared: declare.Declarations, known: bool) -> Repaired:
    siblings = [other for other in others if other.name != page.name]
    decisions = [decision for decision in declared.decisions if decision.source_id == page.name]
    rules = declared.rules["repair"]
    return Repaired(page.name, repair(page, siblings, rules, declared.vocabulary, decisions, known))


def repairs(root: Path) -> dict[str, tuple[Repair, ...]]:
    """What this stage stored, by page."""
    return {one.source_id: one.repairs for one in store.read_jsonl(root / REPAIRS, Repaired)}
