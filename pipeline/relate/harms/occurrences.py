"""Occurrences: sentences that report an event in an arm, not as a side effect by name.

"Fever was seen in 14 of 56 patients (25%) treated with X", "of those on X 62% developed a rash",
"E is common with X". An event belongs to the nearest arm; an arm may be a placebo.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records import Mention

from ..agents.coordination import groups, ids
from ..agents.who import subject_group, usable
from ..text.units import Span, Text, Unit, once
from .attribution import attributed

ARM = ("agent", "other_drug", "cue_comparator", "partner")
RELATIVE = re.compile(r"\b(?:who|that|which|with|to)\s*$", re.I)
ACTIVE = re.compile(
    r"(?:had|have|has|get|gets|got|develop\w*|experienced?|suffer\w*(?: from)?|noticed?|feels?|felt|complain\w* of"
    r"|reports?)$",
    re.I,
)
DEVELOPS = re.compile(r"develop(?:s|ed)?\s+(?:in|during|after|within|on|with|while)\b", re.I)
CHANGES = re.compile(  # "blood pressure may fall": what is measured says what came over whom
    r"\s+((?:(?:may|might|can|could|will|often|also|sometimes|usually)\s+){0,2}"
    r"(?:falls?|fell|drops?|dropped|rises?|rose|increases?|increased|decreases?|decreased|(?:go|goes|went)\s+(?:up|down)))\b",
    re.I,
)
BRIEFLY = re.compile(r"\s+(?:\w+ly\s+|also\s+)?", re.I)  # between an arm and its verb: "patients on X also reported E"
BEEN = re.compile(r"\b(?:been|be|was|were|is|are)\s+(?:\w+ly\s+)?\Z")  # "has been developed for"
LESS = re.compile(  # "had decreases in E", "had fewer E", "has a part in what leads to E"
    r"\b(?:less(?!\s+sev)|fewer|lower\s+(?:rates?|risks?|incidence|frequency)"
    r"|(?:decreases?|reductions?|improvements?|relief)\s+(?:in|of|from)|(?:implications?|roles?|part)\s+(?:in|for)|(?:no\s+)?effects?\s+on)\b"
)
WHILE = re.compile(r"\b(?:while|whilst|during)\b[^.;]*|\s+(?:with|on|from|after)\s+(?:[\w-]+\s+){0,2}")
AS_OFTEN = re.compile(  # "no more common with X than with placebo"
    r"\b(?:no|not)\s+more\s+(?:common|frequent|often)|\b(?:as|equally)\s+(?:common|frequent|often)\b"
    r"|\bno\s+(?:difference|increase)\s+in\b",
    re.I,
)
EDGE = re.compile("[,;]")
THAN = re.compile(r"\b(?:than|unlike|compared)\b")  # behind it stands the other arm
SAYS_HAD = re.compile(
    r"(?:feel|lose|get|become|became|becoming)s?\b", re.I
)  # names of events that begin with their verb
TO = re.compile(r"\s+to\s+(?:the\s+)?", re.I)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event, the agents of its arm, the cue that ties them, and where its figures may stand."""

    event: Mention
    agents: tuple[str, ...]
    rule: str
    cue: Mention
    figures: Span


def occurrences(text: Text, unit: Unit) -> Iterator[Occurrence]:
    """The events that a unit reports of an agent named in it."""
    if not unit.has("agent"):
        return
    for event in (e for e in unit.of("event") if not _is_as_often(text, unit, e)):
        if tie := attributed(text, unit, event):
            cue, group = tie
            yield Occurrence(event, ids(group), "AE-CAUSED-BY", cue, (event.end, unit.end))
        elif found := occurred(text, unit, event):
            yield found


def occurred(text: Text, unit: Unit, event: Mention) -> Occurrence | None:
    """ "E occurred in patients on X" (the arm behind the event) or "patients on X had E" (the arm before it)."""
    passive = _passive(text, unit, event)
    if passive is not None and (arm := _behind(text, unit, event)) is not None:
        group = _group(text, unit, arm)
        return Occurrence(event, ids(group), "AE-OCCURRED", passive, (event.end, arm.end)) if group else None
    if passive is not None and (arm := _in_front(text, unit, event)) is not None:
        return Occurrence(event, ids(_group(text, unit, arm)), "AE-OCCURRED", passive, (event.end, passive.end))
    if passive is not None and (arm := _reacted_to(text, unit)) is not None:
        return Occurrence(event, ids(_group(text, unit, arm)), "AE-OCCURRED", passive, (event.end, passive.end))
    if passive is not None and passive.type == "frequency":  # "X does not cause A, although B is common"
        group = subject_group(text, unit, unit.start, event.start)
        return Occurrence(event, ids(group), "AE-OCCURRED", passive, (event.end, passive.end)) if group else None
    active = _active(text, unit, event)
    if active is not None and (arm := _behind(text, unit, event)) is not None and _goes_along(text, event, arm):
        group = _group(text, unit, arm)
        return Occurrence(event, ids(group), "AE-OCCURRED", active, (event.end, arm.end)) if group else None
    if active is not None and (arm := _before(unit, event)) is not None and arm.end <= active.start:
        group = _group(text, unit, arm)
        return Occurrence(event, ids(group), "AE-OCCURRED", active, (arm.end, event.end)) if group else None
    return None


def _goes_along(text: Text, event: Mention, arm: Mention) -> bool:
    """ "you may have E while on X", "it is common to have E with X"."""
    said = WHILE.search(text.text, event.end, arm.start)
    return said is not None and said.end() == arm.start and not THAN.search(text.text, event.end, arm.start)


def _passive(text: Text, unit: Unit, event: Mention) -> Mention | None:
    """The verb behind the event: occurred, was seen; or "is common"."""
    verbs = [c for c in unit.of("cue_occur") if c.start >= event.end and _is_passive(text, c)]
    grades = [f for f in unit.of("frequency") if unit.has_between(event.end, f.start, "cue_is")]
    found = sorted([*verbs, *grades], key=lambda c: c.start)
    if found and not re.search(r"[;:]", text.text[event.end : found[0].start]):
        return found[0]
    measured = event.words != text.text[event.start : event.end]  # "fatigue decreased" tells of no harm
    if not found and measured and (change := CHANGES.match(text.text, event.end, unit.end)):
        return Mention(*change.span(1), "cue_occur", "occur", change[1])
    shared = [c for c in unit.of("cue_occur") if c.end <= event.start and not ACTIVE.search(c.words)]
    return shared[-1] if shared and _behind(text, unit, event) is not None else None  # "A was seen in X and B in Y"


def _is_passive(text: Text, cue: Mention) -> bool:
    """Whether what stands before a verb came over somebody: "E was seen", "E develops in some"; not "A develop E"."""
    return not ACTIVE.search(cue.words) or DEVELOPS.match(text.text, cue.start) is not None


def _active(text: Text, unit: Unit, event: Mention) -> Mention | None:
    """The verb before the event: had, developed; "who have" tells of a condition."""
    verbs = [c for c in unit.of("cue_occur") if c.end <= event.start and _is_active(text, unit, c)]
    verbs = [c for c in verbs if not BEEN.search(text.text, unit.start, c.start)]
    verbs = verbs or ([event] if SAYS_HAD.match(event.words) else [])
    if not verbs or RELATIVE.search(text.text, unit.start, verbs[-1].start):
        return None
    if unit.has_between(verbs[-1].end, event.start, "cue_manages", "cue_manage_event"):
        return None  # "this one has a part in what prevents E"
    between = text.text[verbs[-1].end : event.start]
    return verbs[-1] if not re.search(r"[;:]", between) and not LESS.search(between) else None


def _is_as_often(text: Text, unit: Unit, event: Mention) -> bool:
    """Whether the part of the sentence that holds an event says that it came no more often than elsewhere."""
    low = max(text.text.rfind(",", unit.start, event.start), text.text.rfind(";", unit.start, event.start), unit.start)
    high = EDGE.search(text.text, event.end, unit.end)
    return AS_OFTEN.search(text.text, low, high.start() if high else unit.end) is not None


def _is_active(text: Text, unit: Unit, cue: Mention) -> bool:
    """Whether a verb says what an arm had; "reported" does so right behind the arm only."""
    if cue.words.lower() != "reported":
        return bool(ACTIVE.search(cue.words))
    arms = [a.end for a in unit.of(*ARM) if a.end < cue.start]
    return bool(arms) and BRIEFLY.fullmatch(text.text, arms[-1], cue.start) is not None


WHEN = re.compile(r"\b(?:when|where|once)\s+(?:the\s+)?\Z", re.I)
IS_GIVEN = re.compile(
    r"[)®™*_]*\s+(?:is|was|were|are|has\s+been)\s+(?:\w+\s+)?(?:injected|infused|given|used|started|taken|administered)\b",
    re.I,
)


def _is_given(text: Text, unit: Unit, arm: Mention) -> bool:
    """ "where X is injected", "when X is first given"."""
    opens = WHEN.search(text.text, unit.start, arm.start) is not None
    return opens and IS_GIVEN.match(text.text, arm.end, unit.end) is not None


def _behind(text: Text, unit: Unit, event: Mention) -> Mention | None:
    """The first arm behind the event, when it is introduced as one."""
    arms = [m for m in unit.of(*ARM) if m.start >= event.end]
    if not arms:
        return None
    introduced = unit.has_before(arms[0].start, 12, "cue_during", "cue_receive", "cue_with")
    introduced = introduced or _is_given(text, unit, arms[0])
    return arms[0] if introduced or arms[0].type == "cue_comparator" else None


IN_FRONT = re.compile(r"\W*(?:during|while|after|following|when|upon|with|on)\s+(?:[\w-]+\s+){0,4}", re.I)


def _in_front(text: Text, unit: Unit, event: Mention) -> Mention | None:
    """The arm that opens the sentence: "During treatment with X, E may occur"."""
    arm = unit.of("agent")[0]
    opens = arm.end <= event.start and IN_FRONT.fullmatch(text.text, unit.start, arm.start) is not None
    return arm if opens and _group(text, unit, arm) else None


@once
def _reacted_to(text: Text, unit: Unit) -> Mention | None:
    """The agent of "reactions to X", and of what follows: "reactions to X, including A, have been reported"."""
    ends = [e.end for e in unit.of("event")]
    for arm in unit.of("agent"):
        if any(TO.fullmatch(text.text, end, arm.start) for end in ends if end < arm.start):
            return arm if _group(text, unit, arm) else None
    return None


def _before(unit: Unit, event: Mention) -> Mention | None:
    arms = [m for m in unit.of(*ARM) if m.end <= event.start]
    return arms[-1] if arms else None


def _group(text: Text, unit: Unit, arm: Mention) -> list[Mention]:
    """The agents of an arm; none for a placebo or another drug."""
    if arm.type != "agent" or arm not in usable(text, unit):
        return []
    series = next(g for g in groups(text, usable(text, unit)) if arm in g)
    return subject_group(text, unit, series[0].start, unit.end)
