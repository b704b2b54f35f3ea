"""Everything that is wrong with the declarations and the pages, in one list, however early a run had to stop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

from pipeline import declare, store
from pipeline.cli.siblings import sibling
from pipeline.cli.trials import relate as relate_trials
from pipeline.cli.trials import repair as repair_trials
from pipeline.curate import ACTIONS, curate
from pipeline.declare.rules import Trial
from pipeline.page import Kit, extract_document
from pipeline.read import read
from pipeline.records import Decision, Document, Fault, Faults
from pipeline.repair import Sibling, repair
from pipeline.repair.settle import place

DECISIONS = "curation/decisions.csv"


def everything_wrong(root: Path) -> Iterator[Fault]:
    """All faults of declarations, pages and decisions below ``root``; some may be told twice.

    Each part is looked at with what the others left usable, so that one run tells a person all there is to mend.
    """
    kit = _kit(root)
    yield from declare.lint(root, _trials(kit) if kit else {})
    documents: list[Document] = []
    siblings: list[Sibling] = []
    for row in _rows(root / "raw/sources.csv"):
        try:
            documents.append(read(store.read_bytes(root / row["file"]), row["source_id"]))
            siblings.append(sibling(row, documents[-1].text))
        except KeyError:  # a column is missing: lint has told
            continue
        except Fault as fault:
            if fault.code.startswith("page_"):  # a file that is not there is lint's to tell
                yield Fault(fault.code, row["file"], fault.problem, fault.remedy)
    decisions = _decisions(root)
    void = dict(_void(documents, decisions))
    yield from void.values()
    if kit:
        sound = [decision for decision in decisions if decision not in void]
        yield from _claim_faults(kit, documents, siblings, sound)


def told_once(faults: Iterable[Fault], root: Path) -> list[Fault]:
    """Each fault once, with the line it stands in where that is known."""
    once: dict[tuple[str, str], Fault] = {}
    for fault in faults:
        told = once.setdefault((fault.code, fault.problem), fault)
        if "#" in told.where:
            once[fault.code, fault.problem] = fault
    return [_located(fault, root) for fault in once.values()]


def _located(fault: Fault, root: Path) -> Fault:
    """A fault of a decision with the line it stands in."""
    file, _, decision_id = fault.where.partition("#")
    for row in _rows(root / file) if file == DECISIONS and decision_id else ():
        if row.get("decision_id") == decision_id:
            return Fault(fault.code, f"{file}:{row.line}", f"decision {decision_id}: {fault.problem}", fault.remedy)
    return fault


def _kit(root: Path) -> Kit | None:
    """What extraction needs, from the rows that can be read; None where that is too little."""
    raw = declare.read.read_all(root)
    try:
        return Kit.of(declare.parse.vocabulary(raw.tables), raw.rules.get("repair", ()))
    except (KeyError, TypeError, Fault, Faults):  # lint tells which column or rule it is
        return None


def _trials(kit: Kit) -> dict[str, Trial]:
    """Step -> the function that tries the examples of its rules."""
    return {
        "relate": lambda rules: relate_trials.tried(rules, kit),
        "repair": lambda rules: repair_trials.tried(rules, kit.vocabulary),
    }


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


def _claim_faults(
    kit: Kit, documents: list[Document], siblings: list[Sibling], decisions: list[Decision]
) -> Iterator[Fault]:
    """The decisions on claims that fit nothing that the pages say."""
    for document, self in zip(documents, siblings, strict=True):
        own = [decision for decision in decisions if decision.source_id == document.name]
        if any(decision.action in ACTIONS for decision in own):
            others = [other for other in siblings if other.name != document.name]
            found = repair(document, others, kit.repair_rules, kit.vocabulary, own, self.publisher_known)
            yield from curate(extract_document(document, found, kit).evidence, own, {document.name}).faults
