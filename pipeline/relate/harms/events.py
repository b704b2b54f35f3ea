"""Adverse events: which harms a page ties to which agent, how often and how badly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.records import Candidate, Mention

from ..agents.coordination import ids
from ..agents.who import Who, subject_group, usable
from ..text.assertion import is_advice, negation_before
from ..text.cues import traced
from ..text.units import Text, Unit
from ..text.words import words_between
from .arms import Details, arms
from .grades import figures, frequency, percentages, qualifiers, severity
from .lists import NEAR
from .occurrences import Occurrence, occurrences
from .reasons import Harm, harms_of
from .series import Element, elements
from .verdict import certainty, fate, is_denied
from .whose import in_bracket

MAX_WORDS = 8  # of a list item that may be an event no name matches


def events(text: Text, unit: Unit, focus: Who) -> Iterator[Candidate]:
    """The adverse event candidates of one unit, each event once: an arm's report first, then the unit's harms."""
    if unit.kind != "item" and not unit.has("event"):
        return
    harms = harms_of(text, unit, focus)
    if not unit.has("event"):
        yield from _agents(text, unit)
        if harms and harms[0].rule == "AE-LIST":
            yield from _unknown(text, unit, harms[0])
        return
    done: set[Mention] = set()
    if not harms or harms[0].rule != "AE-LIST":
        for found in occurrences(text, unit):
            done.add(found.event)
            yield from _reported(text, unit, found)
    for harm, details in _by_arm(text, unit, harms):
        for element in elements(text, unit, harm.span):
            if element.event not in done or details:
                done.add(element.event)
                yield from _candidates(text, unit, harm, element, details)


def _by_arm(text: Text, unit: Unit, harms: list[Harm]) -> list[tuple[Harm, Details]]:
    """A table row speaks for each column that names an agent; everything else for the harm as it is."""
    columns = arms(text, unit) if unit.row else []
    return [(replace(h, who=who), details) for h in harms for who, details in columns] or [(h, ()) for h in harms]


def _reported(text: Text, unit: Unit, found: Occurrence) -> Iterator[Candidate]:
    """An event reported in an arm, with the figures that stand beside it."""
    harm = Harm(found.rule, unit.span, Who(found.agents), found.cue)
    element = next(e for e in elements(text, unit, unit.span) if e.event == found.event)
    low, high = found.figures
    before = high <= found.event.end  # "of those on X 62% had E": the last figure before the event is its own
    details = figures(text, low, high, before) or (figures(text, unit.start, found.event.start) if before else ())
    yield from _candidates(text, unit, harm, element, details)


def _candidates(
    text: Text, unit: Unit, harm: Harm, element: Element, details: tuple[tuple[str, str], ...] = ()
) -> Iterator[Candidate]:
    mention, who = element.event, harm.who
    bracket = [m for m in usable(text, unit) if 0 <= m.start - mention.end <= 2 and in_bracket(text, m)]
    contexts = set() if bracket else set(who.contexts)
    often, where = frequency(text, unit, mention, harm.source)
    contexts |= {u.span for u in (harm.source, where) if u is not None}
    agents = ids(bracket) or who.ids
    outcome, reason = fate(text, unit, harm, element, agents)
    for_all = Candidate(
        "adverse_event", "", "adverse_event", mention.id, "event", unit.start, unit.end, harm.rule,
        polarity="negated" if is_denied(text, unit, harm, element) else "affirmed",
        certainty=certainty(text, unit, harm, mention),
        frequency=often, severity=severity(text, unit, mention, harm.source), group=element.group,
        qualifiers=qualifiers(text, unit, mention, harm.source),
        details=details or percentages(text, unit, mention),
        contexts=tuple(sorted(c for c in contexts if c != unit.span)),
        agent_from="bracket" if bracket else who.how, outcome=outcome, reason=reason,
        trace=traced(unit, harm.cue),
    )  # fmt: skip
    yield from (replace(for_all, agent=agent) for agent in agents or ("",))


def _agents(text: Text, unit: Unit) -> Iterator[Candidate]:
    """ "Medicines that can cause fever include:" over an item that names agents: the head has the harm."""
    head = unit.head
    if unit.kind != "item" or head is None or head.has("agent") or is_advice(text, head):
        return
    cue = next((c for c in head.of("cue_cause")), None)
    caused = elements(text, head, (cue.end, head.end)) if cue is not None else []
    if caused and len(words_between(text, cue.end, caused[0].event.start)) > NEAR:
        return  # "makes it of use where the body cannot fight E:"
    by = next((c for c in head.of("cue_because") if not re.search(r"\w", text.text[c.end : head.end])), None)
    if by is not None and not caused:  # "E may be caused by:"
        cue, caused = by, elements(text, head, (head.start, by.start))
    group = subject_group(text, unit, unit.start, unit.end)
    who = Who.of(group, "sentence", (head.span,))
    for element in caused if group else []:
        if not negation_before(text, head, head.start, element.event.start):
            yield from _candidates(text, unit, Harm("AE-LIST-AGENT", unit.span, who, cue, head), element)


def _unknown(text: Text, unit: Unit, harm: Harm) -> Iterator[Candidate]:
    """A list item under a harm's head that no name of the vocabulary matches: a person is asked."""
    who = harm.who
    if not who or len(words_between(text, unit.start, unit.end)) > MAX_WORDS or not unit.first:
        return
    words = re.sub(r"\s+", " ", text.text[unit.start : unit.end]).strip()
    yield Candidate(
        "adverse_event", who.ids[0], "adverse_event", "", "event", unit.start, unit.end, harm.rule,
        details=(("words", words),), contexts=who.contexts, agent_from=who.how,
        outcome="set_aside", reason="unknown_event",
    )  # fmt: skip
