"""Overruled: what one sentence seems to claim and the rest of the page takes back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.records import Candidate

from .agents.acted_on import is_blocked
from .agents.titles import about_other
from .text.units import Text, once_a_page

BY_VERB = ("AE-CAUSE", "AE-PROSE", "AE-OCCURRED", "AE-CAUSED-BY")  # no word of side effects stands by


def overruled(page: Text, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates in order; those that the page takes back are ignored, each with its reason."""
    other = about_other(page)
    found = [_because(c, "blocker", _is_blocker(page, c, other)) for c in candidates]
    treated = {(c.agent, c.object) for c in found if c.claim_type == "indication" and c.outcome == "published"}
    found = [_because(c, "treated_condition", _is_treated(page, c, treated)) for c in found]
    given = {c.agent for c in found if c.outcome == "published" and _is_of_giving(page, c)}
    return [_because(c, "body_substance", _is_bodily(page, c, given)) for c in found]


def _because(candidate: Candidate, reason: str, holds: bool) -> Candidate:
    if not holds or candidate.outcome != "published" or candidate.claim_type == "agent_fact":
        return candidate
    return replace(candidate, outcome="ignored", reason=reason)


def _is_blocker(page: Text, candidate: Candidate, other: bool) -> bool:
    """A blocker of a cytokine is not given as one; a page about a blocker tells of its target, not of giving it.

    ``other``: the page is about a drug that is no agent of ours.
    """
    entry = page.ground.entries.get(("agent", candidate.agent))
    level = entry.level if entry is not None else ""
    about_blocker = any(m.id not in page.given for m in page.subject) or candidate.agent in _mostly_blocked(page)
    unsaid = about_blocker and (level == "class" or candidate.agent_from != "sentence")
    unsaid |= other and level != "substance" and candidate.agent_from != "sentence"
    return bool(candidate.agent) and (candidate.agent not in page.given or unsaid)


@once_a_page
def _mostly_blocked(page: Text) -> frozenset[str]:
    """The agents that a page names mostly as what is acted against: it is about their blockers."""
    named = [(m.id, is_blocked(page, u, m)) for u in page.units if u.label == "body" for m in u.of("agent")]
    count, blocked = Counter(id for id, _ in named), Counter(id for id, is_target in named if is_target)
    return frozenset(id for id in count if 2 * blocked[id] > count[id])


def _is_treated(page: Text, candidate: Candidate, treated: set[tuple[str, str]]) -> bool:
    """The disease that an agent treats is no adverse event of it, though trials report how often it came."""
    if candidate.claim_type != "adverse_event":
        return False
    same = {candidate.object} | page.ground.shared.get(candidate.object, frozenset())
    return any((candidate.agent, condition) in treated for condition in same)


GIVING = re.compile(
    r"\b(?:tak(?:e|es|ing)|receiv\w+|treated|inject\w+|administ\w+|therapy|treatment(?!\s+(?:of|for|options?)\b)|doses?)\b",
    re.I,
)


NATURAL = re.compile(r"\b(?:protect|fight|defend|defen[cs]e|prevent|clear|kill|attack|limit|control|combat)\w*\b", re.I)
OF_USE = re.compile(
    r"\b(?:use[ds]?|using|treat\w*|drugs?|medic\w+|approv\w+|licen[cs]ed|indicat\w+|effective\w*|prescri\w+|recommend\w*"
    r"|stud(?:y|ies|ied)|trials?|tested|patients|options?|prophyla\w+|dos(?:es|ed|ing))\b",
    re.I,
)


def _is_by_verb(page: Text, candidate: Candidate) -> bool:
    """ "X causes E", "X protects against A": what the body's own may do as well."""
    if candidate.rule != "IND-CUE":
        return candidate.rule in BY_VERB
    span = candidate.start, candidate.end
    return NATURAL.search(page.text, *span) is not None and OF_USE.search(page.text, *span) is None


def _is_of_giving(page: Text, candidate: Candidate) -> bool:
    """A claim that takes for granted that the agent is given: a use, a route, an effect called a side effect."""
    said = not _is_by_verb(page, candidate) or GIVING.search(page.text, candidate.start, candidate.end) is not None
    asked = any(OF_HARMS.search(page.text, *span) for span in candidate.contexts)
    return candidate.claim_type != "agent_fact" and (said or asked)


# in a heading or a question above what it tells
OF_HARMS = re.compile(
    r"\b(?:side[\s-]effects?|adverse\s+(?:effects?|events?|reactions?)|toxicit(?:y|ies))(?:\s+(?:of|from|with)\b|\W*\Z|\?)",
    re.I,
)


def _is_bodily(page: Text, candidate: Candidate, given: set[str]) -> bool:
    """ "X causes the E": what the page nowhere gives, nor one of its kind, is the body's own.

    Where no drug of its kind is known, the sentence itself has to tell of giving it.
    """
    if candidate.agent in page.ground.formless:
        return not GIVING.search(page.text, candidate.start, candidate.end)
    entry = page.ground.entries.get(("agent", candidate.agent))
    if not _is_by_verb(page, candidate) or entry is None or entry.level == "substance":
        return False
    if len(page.units) < SHORT and page.title is None:
        return False
    near = given | {up for id in given for up in page.ground.ancestors.get(("agent", id), ())}
    return candidate.agent not in near and not any(page.is_below("agent", candidate.agent, id) for id in given)


SHORT = 12  # units below which a text without a title is an excerpt that may leave out how an agent is given
