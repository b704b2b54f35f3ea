"""Pointing: the condition of a clause that names none, of "these cancers", a heading or the sentence before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, takewhile

from pipeline.records import Mention

from ..agents.coordination import ids
from ..agents.who import subject_group, usable
from ..text.cues import cues
from ..text.units import Span, Text, Unit
from .clause import Use
from .objects import in_anaphor, is_compound, is_refused, named_objects
from .populations import is_no_remedy
from .regimens import PLAIN, regimens

Pointed = tuple[Sequence[Mention], tuple[Span, ...]]  # conditions, and the spans outside the sentence that name them
NOTHING: Pointed = ((), ())
POINTING = (  # a clause without any of these points to nothing
    "cue_alone", "cue_anaphor", "cue_approval", "cue_explore", "cue_options", "cue_study", "cue_treated",
    "cue_treats", "cue_with", "partner_unnamed",
)  # fmt: skip


def pointed_at(text: Text, unit: Unit, span: Span, use: Use, earlier: Pointed) -> Pointed:
    """The objects of a clause that names none: of the clause before, of "these cancers", of heading or paragraph."""
    if text.ends_in_colon(unit):
        return NOTHING  # the list that follows says which
    pointers = unit.starting(*span, "cue_anaphor")
    if pointers and (same := _same_sentence(text, unit, span, pointers[0])):
        return same, ()
    if pointers:
        return _meant(text, unit)
    if use.polarity == "negated" and use.cue is not None and UNKNOWN.match(text.text, use.cue.end):
        return NOTHING
    if use.cue is not None and OWN_VERB.match(text.text, use.cue.end):
        return NOTHING
    labelled = use.approval in ("approved", "label_indication") and usable(text, unit)
    if cues(unit, ("cue_options",), span) or (labelled and _headed(text, unit)[0]):
        return _headed(text, unit)
    agents = ids(subject_group(text, unit, *span))
    regimen = regimens(text, unit, span, agents) != [PLAIN]
    if not (use.approval == "approved" or use.relation == "under_study" or regimen):
        return NOTHING
    if earlier[0] or named_objects(text, unit, (span[1], unit.end)):
        return earlier  # "Although not approved, X is used for A" is not about what was named before
    found, sources = _nearby(text, unit, use.relation == "under_study", regimen)
    return [m for m in found if not is_no_remedy(text, agents, m)], sources


PASSIVE = re.compile(r"\W*(?:it|they|this|these)\s+(?:(?:can|may|could|might|is|are)\s+)(?:\w+\s+){0,2}\Z", re.I)


def of_subject_before(text: Text, unit: Unit, span: Span) -> tuple[Use, list[Mention], tuple[Span, ...]] | None:
    """ "A is a common disease. It is treated with X", "A is common and is treated with X": of what it begins with."""
    cue = next(iter(cues(unit, ("cue_treated",), span)), None)
    if cue is None:
        return None
    use = Use("treats", rule="IND-TREATED-WITH", cue=cue, agents_after=True)
    if span[0] > unit.start and GOES_ON.fullmatch(text.text, span[0], cue.start):
        earlier = named_objects(text, unit, (unit.start, span[0]))
        return (use, earlier[-1:], ()) if earlier else None
    if not unit.paragraph or not PASSIVE.match(text.text, span[0], cue.start):
        return None
    before = unit.paragraph[0]
    named = [m for m in named_objects(text, before, before.span) if m.start - before.start <= OPENING]
    return (use, named[:1], (before.span,)) if named and not before.has("agent") else None


GOES_ON = re.compile(  # "A is common and is treated with X", "A, which is treated with X"
    r"(?:(?:which|that)\s+)?(?:is|are|can\s+be|may\s+be)\s+(?:\w+\s+){0,2}", re.I
)
OPENING = 12  # characters in which a sentence names its subject: "Chronic ..."


def _nearby(text: Text, unit: Unit, studied: bool, regimen: bool) -> Pointed:
    """The conditions of the paragraph; for a study of what stands before it too, for a regimen of what follows."""
    if studied and not usable(text, unit):
        return NOTHING
    places = [*unit.paragraph[:2], *(_before(text, unit) if studied else []), *(_next(text, unit) if regimen else [])]
    for source in places:
        found = [m for m in source.of("condition") if _is_meant(text, source, m)]
        if found:
            return found, (source.span,)
    return NOTHING


def _is_meant(text: Text, source: Unit, mention: Mention) -> bool:
    """Whether a condition named near a use may be its object; the most general ones also as part of a name."""
    return is_compound(source, mention) and _is_root(text, mention) or not is_refused(text, source, mention)


# "has no approval for D alone", D unknown: what is denied of it is not denied of what was named before
UNKNOWN = re.compile(
    r"\s+(?:for|in|of)\s+(?!(?:use|this|that|these|those|it|them|children|adults|patients|people)\b)\w"
)


OWN_VERB = re.compile(r"\s+to\s+(?!(?:treat|manage|prevent|be|use)\b)[a-z]+", re.I)  # "is approved to help move cells"


def _same_sentence(text: Text, unit: Unit, span: Span, pointer: Mention) -> list[Mention]:
    """What "that disease" or "these cancers" points to in a clause before its own: the last condition there, or all."""
    named = named_objects(text, unit, (unit.start, span[0]))
    return named[-1:] if pointer.id == "condition" else named


def _headed(text: Text, unit: Unit) -> Pointed:
    """The condition of the nearest heading: "Treatment of X" over "Options include ..."."""
    for heading in unit.headings:
        found = named_objects(text, heading, heading.span)
        if found and heading.section == "uses":
            return found[:1], (heading.span,)
    return NOTHING


def _is_root(text: Text, mention: Mention) -> bool:
    """True for the most general conditions, which compounds still name ("target cancer cells")."""
    entry = text.entry(mention)
    return entry is not None and not entry.parent


def _next(text: Text, unit: Unit) -> list[Unit]:
    after = text.after(unit)
    return [after] if after is not None and after.block == unit.block else []


def _before(text: Text, unit: Unit) -> list[Unit]:
    """The last three prose units of the same section, nearest first, as long as they speak of no other agent."""
    own = set(ids(usable(text, unit)))
    section = islice((u for u in text.ahead_of(unit) if u.headings == unit.headings and u.kind == "paragraph"), 3)
    return list(takewhile(lambda u: not usable(text, u) or own & set(ids(usable(text, u))), section))


def _meant(text: Text, unit: Unit) -> Pointed:
    """What "these cancers" points to: the nearest earlier unit that names some, else the next sentence."""
    for source in [*unit.paragraph, *unit.headings, *_next(text, unit)]:
        found = [m for m in named_objects(text, source, source.span) if not in_anaphor(source, m)]
        if found:
            return found, (source.span,)
    return NOTHING
