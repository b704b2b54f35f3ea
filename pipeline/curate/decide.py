"""Decisions on claims: which candidates each one means, and what it makes of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.curate.amend import amended, parts
from pipeline.records import Candidate, Decision, Evidence, Fault

ACTIONS = ("accept", "reject", "amend")
LOOK = "look at the page again: mend the decision or remove it"


def claim_of(candidate: Candidate) -> str:
    """How a decision names a claim.

    >>> claim_of(Candidate("indication", "a", "treats", "c", "condition", 0, 1, "r"))
    'a treats c'
    """
    return f"{candidate.agent} {candidate.relation} {candidate.object}"


def decided(
    found: Sequence[Evidence], decisions: Iterable[Decision]
) -> tuple[list[Evidence], tuple[Decision, ...], tuple[Fault, ...]]:
    """The evidence with decisions applied, in the same order; the needless decisions; the faults of the others.

    Decisions are matched against what the machine found, so that none depends on another's effect; amendments come
    before accept and reject.
    """
    orders: dict[int, list[Decision]] = defaultdict(list)
    faults: list[Fault] = []
    idle = {}
    for decision in decisions:
        places = [at for at, one in enumerate(found) if _means(decision, one)]
        if not places:
            faults.append(_void(decision, found))
        idle[decision] = bool(places)
        for at in places:
            orders[at].append(decision)
    result = list(found)
    for at, theirs in orders.items():
        for decision in sorted(theirs, key=lambda d: (d.action != "amend", d.decision_id)):
            result[at], changed, fault = _apply(decision, result[at])
            idle[decision] &= not (changed or fault)
            faults += [fault] if fault else []
        faults += _contradictions(theirs)
    return result, tuple(decision for decision, is_idle in idle.items() if is_idle), tuple(faults)


def _means(decision: Decision, one: Evidence) -> bool:
    return (
        decision.source_id == one.source_id
        and decision.claim == claim_of(one.candidate)
        and decision.expected in one.quote
        and (not decision.within or decision.within in one.quote or one.quote in decision.within)
    )


def _apply(decision: Decision, one: Evidence) -> tuple[Evidence, bool, Fault | None]:
    candidate = one.candidate
    if decision.action == "amend":
        try:
            new = amended(candidate, decision.replacement)
        except ValueError as error:
            return one, False, Fault("decision_void", _where(decision), str(error), "write field=value; see the guide")
    elif decision.action == "accept":
        new = candidate if candidate.outcome == "published" else _with(candidate, "published", decision)
    else:
        new = candidate if candidate.outcome == "rejected" else _with(candidate, "rejected", decision)
    return replace(one, candidate=new), new != candidate, None


def _with(candidate: Candidate, outcome: str, decision: Decision) -> Candidate:
    return replace(candidate, outcome=outcome, reason=decision.decision_id)


def _void(decision: Decision, found: Sequence[Evidence]) -> Fault:
    mine = [one for one in found if one.source_id == decision.source_id]
    if not any(decision.expected in one.quote for one in mine):
        problem = f"no quotation of {decision.source_id} holds {decision.expected!r}"
    else:
        said = sorted({claim_of(one.candidate) for one in mine if decision.expected in one.quote})
        problem = f"nothing found there is {decision.claim!r}; found: {'; '.join(said)}"
    return Fault("decision_void", _where(decision), problem, LOOK)


def _contradictions(decisions: Sequence[Decision]) -> list[Fault]:
    """Accepted and rejected, or one field set to two values: none of them may win by its name alone."""
    said: dict[str, dict[str, Decision]] = defaultdict(dict)
    for decision in decisions:
        for field, value in parts(decision.replacement) if decision.action == "amend" else (("", decision.action),):
            said[field][value] = decision
    faults = []
    for field, values in said.items():
        if len(values) > 1:
            first, *_ = theirs = list(values.values())
            problem = f"{', '.join(d.decision_id for d in theirs)} settle {field or 'one claim'} both ways"
            faults.append(Fault("decisions_contradict", _where(first), problem, LOOK))
    return faults


def _where(decision: Decision) -> str:
    return f"curation/decisions.csv#{decision.decision_id}"
