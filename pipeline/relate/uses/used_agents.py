"""Used agents: whose a use is; subject of its clause, or behind its verb or its object."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.records import Mention

from ..agents.acted_on import is_bodily
from ..agents.coordination import groups, narrowed
from ..agents.inheritance import inherited
from ..agents.subjects import clause_subject, named
from ..agents.who import NOBODY, Who, is_compared, subject_group, usable
from ..text.cues import cues
from ..text.units import Span, Text, Unit
from ..text.words import PEOPLE
from .clause import Use


def who_is_used(text: Text, unit: Unit, spans: Sequence[Span], number: int, use: Use, objects, focus: Who) -> Who:
    """The agents of a use: subject of its clause, behind the verb ("doctors approved X"), or behind the object."""
    low, high = spans[number]
    edge = use.cue.start if use.cue is not None else high
    here = objects[0].start >= unit.start
    if use.cue is not None and _is_in_brackets_of_other(text, unit, use.cue):
        return NOBODY
    if here and (
        _names_other(text, unit, (edge, objects[0].start))
        or not use.agents_after
        and _is_of_other(text, unit, (low, edge), objects[0])
    ):
        return NOBODY
    if here and objects[0].start < edge:
        edge = max(edge, objects[0].start)
    if not use.agents_after:
        who = clause_subject(text, unit, spans, number, edge, focus, companions=True)
        if not who and use.cue is not None and TRIALS.search(use.cue.words):
            group = subject_group(text, unit, unit.start, low)
            who = named(text, unit, group) if group else who
        if not who and here and _embedded(text, unit, low, objects[0].start):
            who = inherited(text, unit, focus)
        if who:
            other = not who.mentions and _is_of_partner(text, unit, use)
            return NOBODY if other or _is_of_treated(text, low, use, who.mentions) else who
        group = subject_group(text, unit, edge, objects[0].start) if here and objects[0].start > edge else []
        if group:
            return named(text, unit, group)
    group = _after(text, unit, (max(edge, objects[-1].end) if here else edge, high))
    return named(text, unit, group) if group and not _is_of_treated(text, low, use, group) else NOBODY


PARTNERS = re.compile(r"\s+(?:(?:therapy|treatment|injections?|tablets)\s+)?(?:to\s+|for\s+)?\Z", re.I)


def _is_of_partner(text: Text, unit: Unit, use: Use) -> bool:
    """ "Some have required steroid therapy to control A": what stands right before the verb does it, and no agent."""
    cue = use.cue
    return cue is not None and any(
        PARTNERS.fullmatch(text.text, p.end, cue.start) for p in unit.of("partner", "other_drug") if p.end < cue.start
    )


# "X is still under study, although phase III trials for A are being run"
TRIALS = re.compile(r"\btrials?\b", re.I)
TREATED_WITH = re.compile(
    rf"\b{PEOPLE}\s+(?:\w+\s+){{0,3}}(?:treated\s+with|receiving|taking)\s+(?:[\w-]+\s+){{0,3}}\Z", re.I
)


def _is_of_treated(text: Text, low: int, use: Use, agents: Sequence[Mention]) -> bool:
    """ "Treatment of A in patients treated with X": X is what A comes from; a study may be of just them."""
    if use.agents_after or use.relation == "under_study":
        return False
    return any(TREATED_WITH.search(text.text, low, m.start) for m in agents[:1] if m.start >= low)


def _is_in_brackets_of_other(text: Text, unit: Unit, cue: Mention) -> bool:
    """ "D at a lower dose (approved for A)", D no agent of ours: the bracket is D's."""
    low = text.text.rfind("(", unit.start, cue.start + 1)
    if low < 0 or text.text[low + 1 : cue.start].strip():
        return False
    named = [m for m in unit.of("agent", "other_drug", "partner") if m.end <= low]
    return bool(named) and max(named, key=lambda m: m.end).type != "agent"


def _is_of_other(text: Text, unit: Unit, span: Span, object: Mention) -> bool:
    """ "D, given for A, blocks X", "by binding X, D reduces A", D a drug that is no agent: the use is D's."""
    others = [o for o in unit.of("other_drug") if span[0] <= o.start and o.end <= span[1]]
    others = [o for o in others if not _goes_along(text, unit, o)]
    own = [m for m in usable(text, unit) if span[0] <= m.start < object.start]
    return bool(others) and not any(m.start > others[-1].start or _is_beside(text, m, others) for m in own)


BESIDE = re.compile(r"\W*(?:\([^()]*\)\W*)?(?:(?:and|or|plus|with|versus|vs)\b\W*)?(?:[\w-]+\s+){0,2}", re.I)


def _is_beside(text: Text, agent: Mention, others: Sequence[Mention]) -> bool:
    """ "X, D and E", "X or D": an agent among the other drugs."""
    return any(BESIDE.fullmatch(text.text, agent.end, o.start) for o in others if o.start >= agent.end)


def _names_other(text: Text, unit: Unit, span: Span) -> bool:
    """ "the agency approved D for A", D a drug that is no agent: not said of what the sentence before was about."""
    others = cues(unit, ("other_drug",), span)
    return bool(others) and not any(_goes_along(text, unit, o) for o in others) and not usable(text, unit)


ALONG = re.compile(r"\s+(?:other\s+)?(?:[\w-]+\s+){0,2}(?:\((?:such as|like|for example|e\.g\.,?)\s+)?", re.I)


def _goes_along(text: Text, unit: Unit, drug: Mention) -> bool:
    """ "with D", "with other drugs (such as D)": D is only the companion."""
    return any(ALONG.fullmatch(text.text, c.end, drug.start) for c in unit.of("cue_with"))


EMBEDDED = re.compile(r"\b(?:how|whether|if|that|when)\s+$", re.I)


ASKED = re.compile(  # "Trials are being run to determine its use in A"
    r"\b(?:determin|evaluat|assess|explor|study|studying|studied|investigat|examin|test)\w*\s+(?:its|their)\s+"
    r"(?:[\w-]+\s+){0,2}(?:use|role|effects?|efficacy|effectiveness|safety|value|potential|benefits?)\b",
    re.I,
)


# "Cancers it is used for include A"
IT_IS = re.compile(
    r"\b(?:it|they)\s+(?:is|are|has\s+been|have\s+been|can\s+be|may\s+be)\s+(?:used|given|approved)\b", re.I
)


def _embedded(text: Text, unit: Unit, low: int, high: int) -> bool:
    """ "Researchers study how they might be used", "the FDA approved it for X": a pronoun inside the clause."""
    pronouns = unit.starting(low, high, "cue_pronoun")
    verbs = unit.of("cue_approval", "cue_used", "cue_give", "cue_receive")
    if any(0 <= p.start - c.end <= 1 for p in pronouns for c in verbs):
        return True
    if any(EMBEDDED.search(text.text, unit.start, p.start) for p in pronouns):
        return True
    return any(words.search(text.text, low, high) for words in (ASKED, IT_IS))


def _after(text: Text, unit: Unit, span: Span) -> list[Mention]:
    """Agents after the object: "treatments for melanoma include A and B"; not what the object is caused by."""
    named = [m for m in usable(text, unit) if span[0] <= m.start < span[1] and not is_bodily(text, unit, [m])]
    named = [m for m in named if not is_compared(text, m)]
    causes = cues(unit, ("cue_because",), (span[0], named[0].start)) if named else []
    causes = [c for c in causes if not unit.has_around(c, "cue_treated")]  # "benefit from treatment"
    if not named or any(not unit.has_between(c.end, named[0].start, "cue_treated", "cue_used") for c in causes):
        return []
    gathered = groups(text, named)
    first = narrowed(text, unit, gathered[0], gathered[1:])
    return [*first, *_further(text, gathered)] if first == gathered[0] else first


BETWEEN = re.compile(  # ", D, E and ": drugs of no interest in a series
    r"(?:\s*\([^()]*\))?(?:,\s+(?!(?:which|who|that|but|and|or|with|while|whereas)\b)[\w-]+(?:\s[\w-]+)?(?:\s*\([^()]*\))?){1,4}"
    r",?\s+(?:(?:and|or)\s+)?",
    re.I,
)


def _further(text: Text, gathered: Sequence[list[Mention]]) -> list[Mention]:
    """The agents of a series that other drugs interrupt: "treated with X, D, E or Y"."""
    found: list[Mention] = []
    for left, right in pairwise(gathered):
        if not BETWEEN.fullmatch(text.text, left[-1].end, right[0].start):
            break
        found += right
    return found
