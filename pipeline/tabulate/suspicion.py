"""Suspected source errors: which statements a person's flag on a page's words touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.records import Candidate, Decision, Evidence, Mention, Page, Repair
from pipeline.tabulate.claims import Statement

KIND = "factual_error"  # other flags (a lost sign in a number) do not say that the page is wrong
Marked = frozenset[tuple[str, Evidence]]


def suspected(pages: Iterable[Page], stated: Iterable[Statement], decisions: Iterable[Decision] = ()) -> Marked:
    """The (claim_id, evidence) pairs that a flag concerns.

    A flag whose decision names a claim concerns that claim. Any other concerns the statements whose agent or object
    is named inside the flagged words: in "approved for this and that", a flag on "that" leaves "this" alone. When
    none is named there, it concerns all that the words touch.
    """
    claims = {decision.decision_id: decision.claim for decision in decisions if decision.claim}
    mentions = {page.document.name: page.mentions for page in pages}
    touched: dict[tuple[str, Repair], list[tuple[str, Evidence]]] = defaultdict(list)
    for one in stated:
        for evidence in one.evidence:
            for repair in evidence.repairs:
                if repair.status == "flag" and repair.kind == KIND:
                    touched[evidence.source_id, repair].append((one.claim_id, evidence))
    marked: set[tuple[str, Evidence]] = set()
    for (source_id, flag), found in touched.items():
        if flag.rule in claims:
            marked |= {pair for pair in found if _claim(pair[1].candidate) == claims[flag.rule]}
        else:
            marked |= set(_concerned(flag, found, mentions.get(source_id, ())))
    return frozenset(marked)


def _concerned(flag: Repair, found: list[tuple[str, Evidence]], mentions: Iterable[Mention]) -> list:
    named = {m.id for m in mentions if flag.start <= m.start and m.end <= flag.end}
    direct = [pair for pair in found if named & _arguments(pair[1])]
    return direct or found


def _claim(candidate: Candidate) -> str:
    """The claim as decisions write it."""
    return f"{candidate.agent} {candidate.relation} {candidate.object}"


def _arguments(evidence: Evidence) -> set[str]:
    candidate = evidence.candidate
    return {candidate.agent, candidate.object, candidate.group, *candidate.partners} - {""}
