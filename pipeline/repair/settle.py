"""One-place repairs and flags that a person settled (curation/decisions.csv)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from pipeline.records import Decision, Document, Fault, Faults, Repair

LOSSES = ("lost_list", "lost_link")  # a flag of these kinds says that something is missing behind the words: a gap


def place(decision: Decision, text: str) -> tuple[int, int]:
    """Where a decision's expected words stand; raises Fault unless there is exactly one place.

    >>> place(Decision("d1", "repair", "p", "pain", within="heartbeat, pain,"), "pain; a heartbeat, pain, and")
    (19, 23)
    """
    where = f"curation/decisions.csv#{decision.decision_id}"
    passage = decision.within or decision.expected
    if text.count(passage) != 1:
        raise Fault(
            "decision_void", where, f"{passage!r} stands {text.count(passage)} times in {decision.source_id}, not once",
            "look at the page again: mend expected or within, or remove the decision",
        )  # fmt: skip
    if passage.count(decision.expected) != 1:
        problem = f"{decision.expected!r} does not stand exactly once in {passage!r}"
        raise Fault("decision_void", where, problem, "mend expected or within")
    start = text.index(passage) + passage.index(decision.expected)
    return start, start + len(decision.expected)


def _record(decision: Decision, start: int, end: int) -> Repair:
    basis = f"{decision.curator} {decision.decided_on}: {decision.reason}".strip(" :")
    after, kind, id = decision.replacement, decision.kind, decision.decision_id
    if decision.action == "flag" and kind in LOSSES:
        return Repair(end, end, "", after, kind, id, "gap", basis, harm=0)
    status = "approved" if decision.action == "repair" else "flag"
    return Repair(start, end, decision.expected, after, kind, id, status, basis, harm=0)


def settled(document: Document, decisions: Iterable[Decision]) -> Iterator[Repair]:
    """The repairs and flags settled for a document; raises Faults naming every decision that no longer fits."""
    faults, repairs = [], []
    for decision in decisions:
        if decision.source_id != document.name or decision.action not in ("repair", "flag"):
            continue
        try:
            start, end = place(decision, document.text)
        except Fault as fault:
            faults.append(fault)
            continue
        repairs.append(_record(decision, start, end))
    faults += _contradictions(repairs)
    if faults:
        raise Faults(faults)
    yield from repairs


def _contradictions(repairs: Sequence[Repair]) -> list[Fault]:
    """Two repairs of the same words that read otherwise: neither may win by its name."""
    mended = [repair for repair in repairs if repair.status == "approved"]
    return [
        Fault("decisions_contradict", f"curation/decisions.csv#{two.rule}",
              f"{one.rule}, {two.rule} mend the same words to {one.after!r} and {two.after!r}", "delete one")
        for one, two in combinations(mended, 2)
        if max(one.start, two.start) < min(one.end, two.end) and one.after != two.after
    ]  # fmt: skip
