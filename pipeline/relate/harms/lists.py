"""Lists of harms: the heads and headings under which what is listed is a harm."""

from __future__ import annotations

import re
from itertools import pairwise

from ..agents.who import is_product
from ..text.assertion import is_advice, is_alarm
from ..text.sections import OF_HARMS
from ..text.units import Span, Text, Unit, once
from ..text.words import PEOPLE, words_between


def listing(text: Text, unit: Unit) -> Unit | None:
    """The head or heading that makes the events of an item, a cell or a paragraph under it harms."""
    if is_graded_list(unit) or is_labelled_list(text, unit):
        return unit
    if unit.kind == "cell" and unit.head is not None and unit.head.has("column_event"):
        return unit.head
    head = unit.head if unit.section not in QUIET or unit.kind == "item" else None
    while head is not None:
        if _is_of_disease(text, head) or CAUSES_OF.search(text.text, *head.span):
            return None
        advises = (head.has("cue_advice") or is_advice(text, head)) and not _announces(head)
        if advises and not (unit.section == OF_HARMS and is_alarm(text, head)):
            return None
        if head.has("cue_side_effect") or _causes(text, head) or is_frequency_line(head) or _foretells(text, head):
            return head
        head = head.head
    above = unit.headings[0] if unit.headings else None
    if above is not None and is_frequency_line(above):
        return above
    if unit.kind in ("item", "cell") and unit.section == OF_HARMS and not is_advice(text, unit):
        return unit.head or above
    return None


def _causes(text: Text, head: Unit) -> bool:
    """ "X can cause:", "X can cause severe E such as:"; not "makes it of use where the body cannot fight E:"."""
    return any(
        all(len(words_between(text, c.end, e.start)) <= NEAR for e in head.starting(c.end, head.end, "event")[:1])
        for c in head.of("cue_cause")
    )


NEAR = 4  # words between a verb of causing and the harm: "can cause severe or lasting fever"


def _announces(head: Unit) -> bool:
    """ "Side effects that you should report at once:" is advice, and names them all the same."""
    return any(c.start - head.start <= LEADING for c in head.of("cue_side_effect"))


LEADING = 3  # characters before the word that a line begins with: bullets, marks of emphasis
CAUSES_OF = re.compile(r"\b(?:other|common|possible|main|many|some|the|usual)\s+(?:\w+\s+)?causes\s+of\b", re.I)
SYMPTOMS = re.compile(r"\bsymptoms?\b", re.I)


def _is_of_disease(text: Text, head: Unit) -> bool:
    """ "Everyone has their own set of symptoms of A. These can include:": what the disease does, not a drug."""
    said = head if head.has("condition") else next(iter(head.paragraph), head)
    told = said.has("agent", "cue_side_effect", "cue_cause") or head.has("agent", "cue_side_effect")
    return said.has("condition") and not told and SYMPTOMS.search(text.text, *said.span) is not None


ADVISING = ("cue_advice", "imperative")
WARNED_OPENING = 2  # words before the harm that an entry under "Warnings and precautions" names


def warned_of(text: Text, unit: Unit) -> Span | None:
    """ "Capillary leak syndrome: monitor" under "Warnings and precautions": labels say there which harms they mean.

    The stretch that names them: an item whole, of a sentence only what stands before its colon.
    """
    above = unit.headings[0] if unit.headings and unit.head is None else None
    if above is None or not above.has("warned_harms"):
        return None
    title = text.text.find(":", unit.start, unit.end)
    end = title if title >= 0 else unit.end
    event = next(iter(unit.of("event")), None)
    if event is None or event.start >= end or unit.kind != "item" and title < 0:
        return None
    opens = len(words_between(text, unit.start, event.start)) <= WARNED_OPENING
    spoilt = unit.has_between(unit.start, end, "cue_history", "cue_contra", "cue_hypothetical", *ADVISING)
    return (unit.start, end) if opens and not spoilt else None


def is_graded_list(unit: Unit) -> bool:
    """ "Very common (more than 1 in 10 people) headache, fever": a frequency that opens a list of events."""
    opens = any(f.start - unit.start <= 4 for f in unit.of("frequency"))
    return opens and unit.has("event") and not unit.has("agent", "cue_side_effect", "cue_is", "cue_experience")


OF_LABEL = re.compile(r"[®™*_)]*(?:\s*\([^()]*\))?[*_]*\s*(?::|\s[–—-]|–|—)[*_]*\s*(?:[\w-]+\s+){0,2}")
JOINED = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:,|;|/|&|,?\s*(?:and|or)\s)\s*(?:[\w-]+\s+){0,2}", re.I)
SHORTEST = 2  # harms that make a line under the name of a drug a list of them


@once
def is_labelled_list(text: Text, unit: Unit) -> bool:
    """ "X: fever, chills, muscle pain": harms are all that a line under the name of a drug holds.

    None that is a disease too, or it might be what the drug is for.
    """
    events, agents = unit.of("event"), unit.of("agent")
    if len(events) < SHORTEST or not agents or agents[0].start - unit.start > LEADING:
        return False
    ahead = [m for m in agents if m.end <= events[0].start]
    if not ahead or not OF_LABEL.fullmatch(text.text, ahead[-1].end, events[0].start) or not is_product(text, ahead[0]):
        return False
    if unit.section in ("uses", "study", *QUIET) or unit.has(*OTHERWISE):
        return False
    joined = (b.start < a.end or JOINED.fullmatch(text.text, a.end, b.start) for a, b in pairwise(events))
    return len(words_between(text, events[-1].end, unit.end)) <= SHORTEST and all(joined)


OTHERWISE = ("condition", "cue_body", "cue_is", "cue_manages", "cue_treats", "cue_contra", "cue_hypothetical")


def is_frequency_line(unit: Unit) -> bool:
    """ "Very common (may affect more than 1 in 10 people)" as a line of its own."""
    opens = any(f.start - unit.start <= 4 for f in unit.of("frequency"))
    return opens and not unit.has("event", "agent", "condition")


FORETELLS = re.compile(
    r"\b(?:may|can|might|could)\s+(?:\w+\s+)?(?:notice|have|feel|get|experience|develop|cause|include)\b", re.I
)
EVERYBODY = re.compile(
    rf"\b(?:everyone|everybody|(?:all|most|many|some|few) (?:\w+ )?{PEOPLE})"
    r"\s+(?:has|have|had|gets?|got|develop(?:s|ed)?|feels?|felt)\b"
    r"|\A\W*(?:these|the following|others?)\b.{0,60}\b(?:happen|occur|affect|(?:are|were|been) (?:seen|reported))\b",
    re.I | re.S,
)


def _foretells(text: Text, unit: Unit) -> bool:
    """ "After the injection you may notice:"."""
    words = text.text[unit.start : unit.end]
    if not text.ends_in_colon(unit) or unit.has("cue_history"):
        return False
    said = FORETELLS.search(words)
    given = said is not None and any(m.start - unit.start >= said.end() for m in unit.of("agent"))  # "may have X:"
    return said is not None and not given or EVERYBODY.search(words) is not None


QUIET = ("advice", "warnings")  # sections whose lists and prose warn or advise; only what is said outright counts
