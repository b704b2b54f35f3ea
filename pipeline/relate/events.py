"""Adverse events: which harms a page ties to which agent, how often and how badly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.records import Candidate, Mention

from .agents import Who, groups, ids, inherited, subject_group, usable
from .assertion import hedged, is_advice, is_hypothetical, negation_before
from .clauses import words_between
from .grades import frequency, percentages, qualifiers, severity
from .series import Element, elements
from .units import Span, Text, Unit
from .uses import traced


@dataclass(frozen=True, slots=True)
class Harm:
    """Why a unit speaks of adverse events: the rule, where the events stand, and the cue."""

    rule: str
    span: Span
    cue: Mention | None = None
    source: Unit | None = None  # the head or heading that says so


def events(text: Text, unit: Unit, focus: Who) -> Iterator[Candidate]:
    """The adverse event candidates of one unit."""
    if not unit.has("event"):
        if unit.kind == "item" and (harm := harm_of(text, unit)) is not None and harm.rule == "AE-LIST":
            yield from _unknown(text, unit, harm, focus)
        return
    harm = harm_of(text, unit)
    if harm is None:
        return
    who = _who(text, unit, harm, focus)
    for element in elements(text, unit, harm.span):
        yield from _candidates(text, unit, harm, who, element)


def harm_of(text: Text, unit: Unit) -> Harm | None:
    """The reason to read a unit's events as harms, most explicit first; None when there is none."""
    if unit.kind == "heading":
        return None
    source = _listing(text, unit)
    if source is not None and not (unit.has("agent") and unit.has("cue_side_effect")):
        return Harm("AE-LIST", unit.span, None, source)
    stated = _stated(text, unit)
    if stated is not None and (unit.section != "warnings" or unit.has("agent")):
        return stated
    if unit.section in ("advice", "warnings"):
        return None
    if _continues(unit):
        cue = next((c for c in unit.of("cue_experience")), None)
        return Harm("AE-PROSE", (cue.end, unit.end) if cue and _events_after(unit, cue) else unit.span, cue)
    return None


def _stated(text: Text, unit: Unit) -> Harm | None:
    """The sentence itself says "side effects" or "causes"."""
    for cue in unit.of("cue_side_effect"):
        if _managed(unit, cue) or _inside_condition(unit, cue):
            continue
        if _events_after(unit, cue):
            return Harm("AE-STATED", (cue.end, unit.end), cue)
        if any(c.end <= cue.start for c in unit.of("cue_is")) and unit.of("event")[:1]:
            return Harm("AE-STATED", unit.span, cue)
    for cue in unit.of("cue_cause"):
        before = subject_group(text, unit, unit.start, cue.start)
        pronoun = any(p.end <= cue.start for p in unit.of("cue_pronoun"))
        if (before or pronoun) and _events_after(unit, cue) and not _inside_entry(unit, cue):
            return Harm("AE-CAUSE", (cue.end, unit.end), cue)
    return None


def _listing(text: Text, unit: Unit) -> Unit | None:
    """The head or heading that makes an item's events harms."""
    head = unit.head if unit.section not in ("advice", "warnings") or unit.kind == "item" else None
    while head is not None:
        if head.has("cue_advice") or is_advice(text, head):
            return None
        if head.has("cue_side_effect", "cue_cause") or (head.has("frequency") and unit.section == "events"):
            return head
        head = head.head
    if unit.kind in ("item", "cell") and unit.section == "events" and not is_advice(text, unit):
        return unit.head or (unit.headings[0] if unit.headings else None)
    return None


def _continues(unit: Unit) -> bool:
    """Prose that goes on about harms: the section is about them, or the sentence before was, and someone has them."""
    if unit.kind == "heading":
        return False
    if unit.section == "events":
        return True
    earlier = unit.paragraph[:3]
    return unit.has("cue_experience", "cue_example") and any(u.has("cue_side_effect") for u in earlier)


def _managed(unit: Unit, cue: Mention) -> bool:
    """ "to prevent or manage side effects": nothing is said to be caused."""
    return any(0 <= cue.start - m.end <= 14 for m in unit.of("cue_manage_event"))


def _inside_condition(unit: Unit, cue: Mention) -> bool:
    return any(c.start <= cue.start and cue.end <= c.end for c in unit.of("condition"))


def _inside_entry(unit: Unit, cue: Mention) -> bool:
    return any(c.start <= cue.start and cue.end <= c.end for c in unit.of("condition", "event", "agent"))


def _events_after(unit: Unit, cue: Mention) -> bool:
    return any(e.start >= cue.end for e in unit.of("event"))


def _who(text: Text, unit: Unit, harm: Harm, focus: Who) -> Who:
    """The agents of a harm: after "side effects of", before the cue, after the events, or inherited."""
    if harm.rule != "AE-LIST":
        if harm.cue is not None:
            after = subject_group(text, unit, harm.cue.end, unit.end)
            if (
                after
                and after[0].start - harm.cue.end <= 24
                and not _events_between(unit, harm.cue.end, after[0].start)
            ):
                return Who(ids(after), "sentence", (), (), tuple(after))
            before = subject_group(text, unit, unit.start, harm.cue.start)
            if before:
                return Who(ids(before), "sentence", (), (), tuple(before))
        named = [m for m in usable(text, unit) if not _in_bracket(text, m)]
        if named:
            group = subject_group(text, unit, unit.start, unit.end)
            return Who(ids(group), "sentence", (), (), tuple(group))
        return inherited(text, unit, focus)
    source = harm.source
    if source is not None:
        for cue in source.of("cue_side_effect"):
            after = subject_group(text, source, cue.end, source.end)
            if after:
                return Who(ids(after), "list_head", (source.span,), (), tuple(after))
        group = subject_group(text, source, source.start, source.end)
        if group:
            return Who(ids(group), "list_head", (source.span,), (), tuple(group))
    who = inherited(text, unit, focus)
    return replace(who, contexts=tuple(sorted({*who.contexts, *((source.span,) if source else ())})))


def _events_between(unit: Unit, low: int, high: int) -> bool:
    return any(low <= e.start < high for e in unit.of("event"))


def _in_bracket(text: Text, mention: Mention) -> bool:
    before = text.text[max(mention.start - 3, 0) : mention.start]
    return before.rstrip().endswith("(")


def _candidates(text: Text, unit: Unit, harm: Harm, who: Who, element: Element) -> Iterator[Candidate]:
    mention = element.event
    bracket = [m for m in usable(text, unit) if 0 <= m.start - mention.end <= 2 and _in_bracket(text, m)]
    agents = ids(bracket) or who.ids
    contexts = set(who.contexts) if not bracket else set()
    if harm.source is not None:
        contexts.add(harm.source.span)
    outcome, reason = _fate(text, unit, harm, element, agents)
    often, where = frequency(text, unit, mention, harm.source)
    if where is not None:
        contexts.add(where.span)
    for agent in agents or ("",):
        yield Candidate(
            "adverse_event", agent, "adverse_event", mention.id, "event", unit.start, unit.end, harm.rule,
            polarity="negated" if _denied(text, unit, harm, mention) else "affirmed",
            certainty=_certainty(unit, mention),
            frequency=often, severity=severity(text, unit, mention, harm.source), group=element.group,
            qualifiers=qualifiers(text, unit, mention, harm.source), details=percentages(text, unit, mention),
            contexts=tuple(sorted(c for c in contexts if c != unit.span)),
            agent_from="bracket" if bracket else who.how, outcome=outcome, reason=reason,
            trace=traced(unit, harm.cue),
        )  # fmt: skip


def _denied(text: Text, unit: Unit, harm: Harm, mention: Mention) -> bool:
    low = max((c.end for c in unit.of("cue_comma_but") if c.end <= mention.start), default=unit.start)
    return negation_before(text, unit, low, mention.start)


def _certainty(unit: Unit, mention: Mention) -> str:
    if is_hypothetical(unit, unit.start, mention.start):
        return "hypothetical"
    return hedged(unit, unit.start, mention.start)


def _fate(text: Text, unit: Unit, harm: Harm, element: Element, agents: tuple[str, ...]) -> tuple[str, str]:
    """published, or why not: no agent, advice, a managed event, a sign of something else, a name known in part."""
    if not agents:
        return "set_aside", "no_agent"
    mention = element.event
    if harm.rule == "AE-PROSE" and is_advice(text, unit):
        return "ignored", "advice"
    if any(0 <= mention.start - m.end <= 18 for m in unit.of("cue_manage_event") if m.start >= harm.span[0]):
        return "ignored", "managed_event"
    if any(h.start == mention.start or 0 <= mention.start - h.end <= 12 for h in unit.of("cue_history")):
        return "ignored", "history_or_sign"
    if re.search(r"\(\s*which\b[^()]*$", text.text[unit.start : mention.start]):
        return "ignored", "consequence"
    if any(0 <= c.start - mention.end <= 1 or c.end == mention.end for c in unit.of("category_word")) and text.text[
        mention.end : mention.end + 12
    ].lstrip("s disorder").startswith(":"):
        return "ignored", "category_heading"
    if element.is_gloss:
        return "ignored", "gloss"
    if element.extra:
        return "set_aside", "event_partly_known"
    return "published", ""


def _unknown(text: Text, unit: Unit, harm: Harm, focus: Who) -> Iterator[Candidate]:
    """A list item under a harm's head that no name of the vocabulary matches: a person is asked."""
    who = _who(text, unit, harm, focus)
    if not who or len(words_between(text, unit.start, unit.end)) > 8 or not unit.first:
        return
    words = re.sub(r"\s+", " ", text.text[unit.start : unit.end]).strip()
    yield Candidate(
        "adverse_event", who.ids[0], "adverse_event", "", "event", unit.start, unit.end, harm.rule,
        details=(("words", words),), contexts=who.contexts, agent_from=who.how,
        outcome="set_aside", reason="unknown_event",
    )  # fmt: skip


__all__ = ["events", "groups"]
