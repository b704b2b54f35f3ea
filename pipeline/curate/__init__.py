"""Curate: dated human decisions applied to what the machine found; every candidate ends in exactly one place."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from pipeline.curate.decide import ACTIONS, claim_of, decided
from pipeline.curate.gates import quote_gate, review_gate
from pipeline.records import Decision, Evidence, Fault

__all__ = ["ACTIONS", "Curated", "claim_of", "curate"]


@dataclass(frozen=True, slots=True)
class Curated:
    """``kept`` is published; ``aside`` is not (outcome set_aside, rejected or ignored, with its reason).

    ``dormant`` decisions wait for a page that is not in this run, ``needless`` ones changed nothing, ``faults`` are
    decisions that no longer fit their page.
    """

    kept: tuple[Evidence, ...]
    aside: tuple[Evidence, ...]
    dormant: tuple[Decision, ...] = ()
    needless: tuple[Decision, ...] = ()
    faults: tuple[Fault, ...] = ()


def curate(
    evidence: Iterable[Evidence], decisions: Iterable[Decision] = (), sources: Collection[str] | None = None
) -> Curated:
    """Sort what was found into published and not published.

    In: evidence of any number of pages; decisions (others than accept, reject and amend are passed over);
    ``sources``, the pages of this run (by default those with evidence). A candidate whose words a repair awaiting
    review touches is set aside unless a decision accepts it; a quotation that is too long is set aside always.
    Raises nothing: decisions that no longer fit are in ``faults``, all of them.

    >>> from pipeline.records import Candidate
    >>> found = Candidate("indication", "a", "treats", "c", "condition", 0, 8, "r")
    >>> no = Decision("d1", "reject", "p", "A treats", claim="a treats c")
    >>> curate([Evidence("p", found, "A treats c.", "")], [no]).aside[0].candidate.reason
    'd1'
    """
    found = [review_gate(one) for one in evidence]
    there = {one.source_id for one in found} if sources is None else set(sources)
    mine = sorted((d for d in decisions if d.action in ACTIONS), key=lambda d: d.decision_id)
    awake = [decision for decision in mine if decision.source_id in there]
    settled, needless, faults = decided(found, awake)
    gated = [quote_gate(one) for one in settled]
    return Curated(
        kept=tuple(_cleared(one) for one in gated if one.candidate.outcome == "published"),
        aside=tuple(one for one in gated if one.candidate.outcome != "published"),
        dormant=tuple(decision for decision in mine if decision.source_id not in there),
        needless=needless,
        faults=faults,
    )


def _cleared(one: Evidence) -> Evidence:
    return replace(one, candidate=replace(one.candidate, reason="")) if one.candidate.reason else one
