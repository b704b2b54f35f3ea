"""Titles that state a use: "X for A", "X in the treatment of A"; that of a report of a study says what was studied."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.records import Candidate

from ..agents.who import Who, subject_group
from ..text.units import Text, Unit, once_a_page
from ..text.words import words_in
from .approval import regulator, standing
from .clause import FINITE, TRIAL, Use
from .indications import paired
from .objects import is_only_population, named_objects, of_use
from .rows import rows

ROUND = 4  # words a title may hold before its agent, and behind its condition
TIE = re.compile(  # "A in B" alone says nothing of a treatment
    r"[®™*_)\s]*(?:(?:(?:therapy|treatment|injections?|immunotherapy|use)\s+)?for\s+(?:the\s+)?"
    r"|(?:therapy|treatment|immunotherapy)\s+(?:in|of)\s+|in\s+(?:the\s+)?(?=treat|manage))"
    r"(?:(?:treatment|management)\s+of\s+|treating\s+)?"
    r"(?:(?!(?:and|or|versus|vs|with|after|during)\b)[\w-]+\s+){0,4}",
    re.I,
)
TRIED = re.compile(
    r"\b(?:efficacy|effects?|trials?|study|evaluation|investigation)\b[\w\s,-]*\bof\s+(?:[\w-]+\s+){0,3}\Z", re.I
)
IN = re.compile(TIE.pattern.replace("(?=treat|manage)", ""), re.I)  # "Efficacy of A in B"
WITH = re.compile(r"(?:patients|people|adults|children|those)\s+with\s+(?:[\w-]+\s+){0,3}", re.I)
OTHER_MATTER = re.compile(r"[:?]|\b(?:side effects?|risks?|safety|toxicity|resistance|failure)\b", re.I)


def titled(text: Text, unit: Unit) -> Iterator[Candidate]:
    """The use that a title without a verb states."""
    group = subject_group(text, unit, unit.start, unit.end)
    objects = [o for o in named_objects(text, unit, unit.span) if group and o.start >= group[-1].end]
    if not objects or FINITE.search(text.text, *unit.span) or paired(text, unit):
        return
    tried = TRIED.search(text.text, unit.start, group[0].start) is not None or unit.has("cue_study")
    tried |= TRIAL.search(text.text, *unit.span) is not None
    tie = (IN if tried else TIE).match(text.text, group[-1].end, objects[0].start)
    rest = tie and (tie.end() == objects[0].start or WITH.fullmatch(text.text, tie.end(), objects[0].start))
    ends = text.text[objects[-1].end : unit.end]
    before = words_in(text.text[unit.start : group[0].start])
    if not rest or len(before) > ROUND:
        return
    if not tried and (len(words_in(ends)) > ROUND or OTHER_MATTER.search(text.text, *unit.span)):
        return
    objects = [o for o in of_use(text, unit, objects) if not is_only_population(text, [m.id for m in group], o)]
    yield from rows(text, unit, unit.span, Who.of(group), _use(text, unit, tried), objects, ())


def _use(text: Text, unit: Unit, tried: bool) -> Use:
    """What the title of a report names was studied; "FDA approves X for A" says more than "X for A"."""
    if tried or is_report(text):
        return Use("under_study", "under_study", rule="IND-TITLE")
    status = standing(unit, unit.span)
    return Use("treats", status, regulator(unit, unit.span) if status == "approved" else "", rule="IND-TITLE")


METHODS = re.compile(
    r"^\W*(?:(?:patients|materials?|subjects) and )?(?:methods?|experimental design|study design)\b\W", re.I | re.M
)
RESULTS = re.compile(r"(?:^|[.!?]\s)\W*(?:results|findings)\s*[:.\n]", re.I)


@once_a_page
def is_report(text: Text) -> bool:
    """Whether a page is the report of a study: it has methods and results."""
    return METHODS.search(text.text) is not None and RESULTS.search(text.text) is not None
