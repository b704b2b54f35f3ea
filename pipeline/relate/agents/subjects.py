"""Whose clause: the agents a verb has as its subject, before it, in the clause before, or behind a pronoun."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention

from ..text.clauses import AUXILIARIES, has_own_subject
from ..text.units import Span, Text, Unit
from ..text.words import words_between
from .coordination import ids
from .inheritance import inherited
from .who import NOBODY, Who, likened, member_words, subject_group


def clause_subject(
    text: Text, unit: Unit, spans: Sequence[Span], number: int, edge: int, focus: Who, companions: bool = False
) -> Who:
    """The agents that are the subject of clause ``number`` before ``edge``; NOBODY when it has another subject.

    ``companions``: those that only go along with another drug count too; they are used, but its harms are not theirs.
    """
    low = spans[number][0]
    if ITS_USE.match(text.text, low, edge) and not subject_group(text, unit, low, edge):
        return inherited(text, unit, focus)
    if _is_relative(text, low, edge):
        return _antecedent(text, unit, low, edge)
    if _is_of_condition(text, unit, low, edge):
        return NOBODY
    group = subject_group(text, unit, low, edge)
    if group:
        return NOBODY if not companions and _is_companion(unit, low, group) else named(text, unit, group)
    start = after_comma(text, low, edge)
    if _is_labelled_other(text, unit, start):
        return NOBODY
    pronoun = opening_pronoun(text, unit, start, edge)
    if pronoun is None and has_own_subject(text, start, edge):
        return NOBODY
    return _named_around(text, unit, spans, number, edge, pronoun, focus)


def _is_labelled_other(text: Text, unit: Unit, start: int) -> bool:
    """ "Vaccines: used to prevent A": what the label names is no agent of ours."""
    other = unit.of("partner", "other_drug")[:1]
    return bool(other) and other[0].start - unit.start <= LABEL and text.text[other[0].end : start].strip("*_ ") == ":"


LABEL = 3  # characters before the name that a label begins with


def _named_around(
    text: Text, unit: Unit, spans: Sequence[Span], number: int, edge: int, pronoun: Mention | None, focus: Who
) -> Who:
    """The subject of a clause that names none before its verb: from the clause before, one behind it, or above."""
    if number:
        earlier = subject_group(text, unit, unit.start, spans[number][0])
        if pronoun is not None and ITS_USE.match(text.text, *spans[0]):
            return inherited(text, unit, focus)  # "Its use has been replaced by Y, but it is approved for A"
        return named(text, unit, earlier) if earlier else _pronoun_of(text, unit, spans, focus)
    if pronoun is not None and len(spans) > 1 and (ahead := subject_group(text, unit, spans[1][0], spans[1][1])):
        return named(text, unit, ahead)  # "Although it is approved for A, X is used for B"
    if pronoun is None and (behind := subject_group(text, unit, edge, spans[number][1])):
        return named(text, unit, behind)  # "Trials of X in A"
    return NOBODY if pronoun is not None and _is_of_disease(text, unit, pronoun) else inherited(text, unit, focus)


def _is_of_disease(text: Text, unit: Unit, pronoun: Mention) -> bool:
    """ "The damage is done in attacks of A. It can cause ...": the paragraph speaks of a disease, and of no drug."""
    before = next(iter(unit.paragraph), None)
    if before is None or pronoun.words.lower() != "it" or not before.has("condition"):
        return False
    if any(earlier.has("agent") for earlier in unit.paragraph[:EARLIER]):
        return False
    return opening_pronoun(text, before, before.start, before.end) is None and not before.has("cue_used", "cue_treats")


WITHOUT_SUBJECT = re.compile(r"\W*(?:while|although|though|if|when)\s+(?:not\s+)?(?:\w+ly\s+)?\w+ed\b", re.I)
EARLIER = 6  # sentences before a pronoun that may name what it stands for
ITS_USE = re.compile(r"\W*(?:its|their)\s+(?:[\w-]+\s+){0,2}(?:uses?|indications?|applications?)\b", re.I)
RELATIVE = re.compile(r",\s*(?:which|that|who)\s+(?:\w+\s+){0,2}$", re.I)


def _is_relative(text: Text, low: int, edge: int) -> bool:
    """ "X, which caused ...": the verb of a relative clause."""
    return bool(RELATIVE.search(text.text, low, edge))


OTHERS = re.compile(
    r"\b(?:conditions?|diseases?|disorders?|illness(?:es)?|problems?|infections?|cells?|tumou?rs?|viruses|factors)\s+"
    r"(?:that|which)\s+(?:\w+\s+){0,2}\Z|\bwhose\b[^,;]*\Z",
    re.I,
)
THAT = re.compile(r"\s+(?:that|which)\s+(?:\w+\s+){0,2}", re.I)


def _is_of_condition(text: Text, unit: Unit, low: int, edge: int) -> bool:
    """ "conditions that may cause E", "anemia that is associated with E": the verb is the condition's."""
    if OTHERS.search(text.text, low, edge):
        return True
    named = [m for m in unit.of("condition", "event") if low <= m.start and m.end < edge]
    return bool(named) and THAT.fullmatch(text.text, named[-1].end, edge) is not None


def _antecedent(text: Text, unit: Unit, low: int, edge: int) -> Who:
    """What stands right before the relative pronoun, when that is an agent."""
    comma = text.text.rfind(",", low, edge)
    before = [m for m in unit.of("agent", "other_drug", "partner") if low <= m.start and m.end <= comma]
    if not before or before[-1].type != "agent":
        return NOBODY
    group = subject_group(text, unit, low, comma)
    return named(text, unit, group) if group else NOBODY


def _is_companion(unit: Unit, low: int, group: Sequence[Mention]) -> bool:
    """ "Ribavirin, which is given with X, can cause ...": X only goes along with the drug the clause is about."""
    others = unit.starting(low, group[0].start, "other_drug")
    return bool(others) and unit.has_before(group[0].start, 2, "cue_with")


def _pronoun_of(text: Text, unit: Unit, spans: Sequence[Span], focus: Who) -> Who:
    """A later clause of a sentence without agents: whose the first clause is, unless that has a subject of its own."""
    first = spans[0]
    if WITHOUT_SUBJECT.match(text.text, *first):
        return inherited(text, unit, focus)
    starts = (first[0], after_comma(text, *first))
    if all(opening_pronoun(text, unit, start, first[1]) is None for start in starts):
        return NOBODY
    return inherited(text, unit, focus)


def named(text: Text, unit: Unit, group: list[Mention]) -> Who:
    """Agents named in the sentence, those likened to them included."""
    extra = likened(text, unit, group)
    return Who(ids([*group, *extra]), "sentence", (), member_words(text, unit, group), tuple(group))


def after_comma(text: Text, low: int, edge: int) -> int:
    """Where the subject may begin: behind what is put first and closed by comma or colon, unless it goes on."""
    comma = max(text.text.rfind(",", low, edge), text.text.rfind(":", low, edge))
    opened = words_between(text, comma + 1, edge)[:1] if comma >= 0 else []
    goes_on = bool(opened) and (opened[0].endswith("ing") or opened[0].lower() in AUXILIARIES)
    listed = bool(opened) and opened[0].lower() in ("and", "or")  # "A involves B, C, and ...": no second subject
    return low if comma < 0 or goes_on or listed else comma + 1


def opening_pronoun(text: Text, unit: Unit, low: int, edge: int) -> Mention | None:
    """The pronoun that opens a stretch, adverbs aside."""
    found = next(iter(unit.starting(low, edge, "cue_pronoun")), None)
    return found if found is not None and not has_own_subject(text, low, found.start) else None
