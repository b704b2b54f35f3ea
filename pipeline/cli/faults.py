"""Everything that is wrong with the declarations and the pages, in one list, however early a run had to stop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from pipeline import declare, store
from pipeline.cli.trials import TRIALS
from pipeline.curate import curate
from pipeline.page import Kit, extract_document
from pipeline.read import read
from pipeline.records import Decision, Document, Fault, Faults
from pipeline.repair import repair
from pipeline.repair.settle import place

DECISIONS = "curation/decisions.csv"


def everything_wrong(root: Path) -> Iterator[Fault]:
    """All faults of declarations, pages and decisions below ``root``; those told twice are the caller's to drop.

    Each part is looked at with what the others left usable, so that one run tells a person all there is to mend.
    """
    yield from declare.lint(root, TRIALS)
    documents: list[Document] = []
    for row in _rows(root / "raw/sources.csv"):
        try:
            documents.append(read(store.read_bytes(root / row["file"]), row["source_id"]))
        except KeyError:  # a column is missing: lint has told
            continue
        except Fault as fault:
            if fault.code.startswith("page_"):  # a file that is not there is lint's to tell
                yield Fault(fault.code, row["file"], fault.problem, fault.remedy)
    decisions = _decisions(root)
    void = list(_void(documents, decisions))
    yield from (fault for _, fault in void)
    yield from _claim_faults(root, documents, [d for d in decisions if d not in dict(void)])


def located(fault: Fault, root: Path) -> Fault:
    """A fault of a decision with the line it stands in."""
    file, _, decision_id = fault.where.partition("#")
    for row in _rows(root / file) if file == DECISIONS and decision_id else ():
        if row.get("decision_id") == decision_id:
            return Fault(fault.code, f"{file}:{row.line}", f"decision {decision_id}: {fault.problem}", fault.remedy)
    return fault


def _rows(path: Path) -> list[store.Row]:
    try:
        return store.read_csv_rows(path)
    except (Fault, Faults):  # lint has told
        return []


def _decisions(root: Path) -> list[Decision]:
    names = {field.name for field in fields(Decision)}
    return [Decision(**row) for row in _rows(root / DECISIONS) if set(row) == names]


def _void(documents: list[Document], decisions: list[Decision]) -> Iterator[tuple[Decision, Fault]]:
    """The decisions on words that no longer stand on their page."""
    texts = {document.name: document.text for document in documents}
    for decision in decisions:
        if decision.action in ("repair", "flag") and decision.source_id in texts:
            try:
                place(decision, texts[decision.source_id])
            except Fault as fault:
                yield decision, fault


def _claim_faults(root: Path, documents: list[Document], decisions: list[Decision]) -> Iterator[Fault]:
    """The decisions on claims that fit nothing: needs sound declarations, since it reads the pages to the end."""
    try:
        declared = declare.load(root, pages=False)
        kit = Kit.of(declared.vocabulary, declared.rules["repair"])
        for document in documents:
            own = [decision for decision in decisions if decision.source_id == document.name]
            page = extract_document(document, repair(document, (), kit.repair_rules, kit.vocabulary, own), kit)
            yield from curate(page.evidence, own, {document.name}).faults
    except (Fault, Faults):  # told already, by lint or by the stage
        return
