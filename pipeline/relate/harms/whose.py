"""Whose harms: the agents behind "side effects of", of a sentence about harms, of a list."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.records import Mention

from ..agents.inheritance import inherited, row_agents
from ..agents.who import NOBODY, Who, subject_group, usable
from ..text.units import Text, Unit

OF_REACH = 24  # characters from "side effects" to the agent they are of: "side effects that may follow X"
OF_TREATMENT = re.compile(r"\s+(?:of|after|from|with|following|during)\s+(?:[\w-]+\s+)?", re.I)
CAUSED_BY = re.compile(r"\s+(?:(?:that|which)\s+(?:is|are)\s+)?(?:caused|induced|produced)\s+by\s+", re.I)
AND_OF = re.compile(r"\s*(?:and|or|with|plus|,|/)\s*", re.I)


def of_cue(text: Text, unit: Unit, cue: Mention, focus: Who) -> Who:
    """The agents right behind "side effects of", else before it, else as in any sentence about harms.

    Nobody for "side effects with X" where X is no agent of ours.
    """
    behind = [
        m for m in unit.of("other_drug", "partner", "condition") if OF_TREATMENT.fullmatch(text.text, cue.end, m.start)
    ]
    if behind and not any(AND_OF.fullmatch(text.text, behind[0].end, m.start) for m in unit.of("agent")):
        return NOBODY
    by = CAUSED_BY.match(text.text, cue.end)
    if by and not unit.starting(by.end(), by.end() + OF_REACH, "agent", "cue_pronoun"):
        return NOBODY
    after = subject_group(text, unit, cue.end, unit.end)
    if after and after[0].start - cue.end <= OF_REACH and not unit.starting(cue.end, after[0].start, "event"):
        return Who.of(after)
    before = subject_group(text, unit, unit.start, cue.start)
    if before:
        return Who.of(before)
    if not _is_remedy(text, unit, cue):
        return spoken(text, unit, focus)
    who = _from_before(text, unit, focus)
    return NOBODY if {m.id for m in unit.of("agent")} & set(who.ids) else who


GIVE = re.compile(r"[;,]\s.*\b(?:give|prescribe|offer|recommend)\b", re.I)
JOINED = re.compile(r"\W*(?:;|,|\b(?:and|so|but)\b)", re.I)
MAY_BE_GIVEN = re.compile(
    r"\s+(?:may|might|can|will|is|are)\s+(?:also\s+|often\s+|then\s+)?(?:be\s+)?(?:given|needed|prescribed|offered)\b",
    re.I,
)


def _is_remedy(text: Text, unit: Unit, cue: Mention) -> bool:
    """ "Side effects include E; your doctor may give you X", "E, and X may be given": X is for E, not its cause."""
    agents = [m for m in unit.of("agent") if m.start >= cue.end]
    events = [e for e in unit.of("event") if agents and cue.end <= e.start and e.end <= agents[0].start]
    if not events or any(m.start < cue.end for m in unit.of("agent")):
        return False
    between = text.text[events[-1].end : agents[0].start]
    given = MAY_BE_GIVEN.match(text.text, agents[-1].end) is not None
    return GIVE.search(between) is not None or given and JOINED.match(between) is not None


def spoken(text: Text, unit: Unit, focus: Who) -> Who:
    """The agents a sentence names outside brackets, else what it inherits."""
    if any(not in_bracket(text, m) for m in usable(text, unit)):
        group = subject_group(text, unit, unit.start, unit.end)
        return Who.of(group)
    return NOBODY if _is_of_other(text, unit) else _from_before(text, unit, focus)


def _from_before(text: Text, unit: Unit, focus: Who) -> Who:
    """What a unit inherits; not "T cells flood the blood with cytokines" on a page that is not about them."""
    who = inherited(text, unit, focus)
    own = {m.id for m in text.subject}
    entries = [text.entry(m) for m in who.mentions]
    roots = bool(entries) and all(entry is not None and not entry.parent for entry in entries)
    plain = roots and not any(" " in m.words.strip() or m.id in own for m in who.mentions)
    other = who.how == "focus" and _is_of_unknown(text, unit)
    return NOBODY if other or plain and who.how == "previous" else who


SUBJECT = re.compile(
    r"\W*(?!(?:it|they|this|these|treatment|therapy|injections?|side|the\s+(?:drug|medicine)s?)\b)[A-Z][\w-]+\s", re.I
)


def _is_of_unknown(text: Text, unit: Unit) -> bool:
    """ "Some gel can cause E. F is common.": the sentence before names a cause that is no drug known here."""
    before = unit.paragraph[0] if unit.paragraph else None
    if before is None or before.has("agent", "cue_pronoun"):
        return False
    cue = next(iter(before.of("cue_cause")), None)
    told = cue is not None and not before.has_before(cue.start, cue.start - before.start, "event", "condition")
    return told and SUBJECT.match(text.text, before.start, cue.start) is not None


RECEIVING = re.compile(r"\b(?:receiving|having|given|undergoing|on)\s+\Z", re.I)


def _is_of_other(text: Text, unit: Unit) -> bool:
    """ "Fever (9%) and rash were commoner with D", D a drug that is no agent and no remedy: D's harms."""
    given = [o for o in unit.of("other_drug") if unit.has_before(o.start, 2, "cue_with")]
    given += [o for o in unit.of("partner") if RECEIVING.search(text.text, unit.start, o.start)]
    return any(not any(c.end <= o.start for c in unit.of("cue_manage_event", "cue_treats", "cue_used")) for o in given)


# "A sudden rise in their levels can cause:": the body's own, nothing given
BODILY = re.compile(r"\b(?:increases?|rises?|changes?|drops?|falls?)\s+in\s+(?:the|their|its|these)\s+levels?\b", re.I)


def of_list(text: Text, unit: Unit, source: Unit, focus: Who) -> Who:
    """The agents of a list: those its head names, behind "side effects of" first; else what the item inherits."""
    if unit.row and (in_row := row_agents(text, unit)):
        return in_row
    if BODILY.search(text.text, *source.span):
        return NOBODY
    spans = [(cue.end, source.end) for cue in source.of("cue_side_effect")]
    for low, high in [*spans, source.span]:
        group = subject_group(text, source, low, high)
        if group:
            return Who.of(group, "list_head", (source.span,))
    who = _from_before(text, unit, focus)
    return replace(who, contexts=tuple(sorted({*who.contexts, source.span})))


def in_bracket(text: Text, mention: Mention) -> bool:
    before = text.text[max(mention.start - 3, 0) : mention.start]
    return before.rstrip().endswith("(")
