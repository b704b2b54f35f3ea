"""Administration: route, setting, schedule, dose context and monitoring."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.records import Candidate, Mention

from .agents.coordination import groups
from .agents.inheritance import inherited, row_agents
from .agents.who import NOBODY, Who, member_words, subject_group, usable
from .text.assertion import hedged, is_advice, is_question, negation_before
from .text.clauses import clause_at, clauses
from .text.cues import within_name
from .text.schedules import Schedule
from .text.units import Text, Unit, first_per_id

NAMED = ("route", "setting", "dose_context", "monitoring", "unit", "schedule_phrase")  # one of them has to be there
GENERAL_ROUTES = ("injection",)  # said only where the sentence names nothing more specific


def administration(text: Text, unit: Unit, focus: Who) -> Iterator[Candidate]:
    """The administration candidates of one unit."""
    if unit.kind == "heading" or is_question(text, unit):
        return
    found = [*routes(text, unit), *settings(text, unit), *doses(unit), *monitoring(text, unit)]
    schedules = [] if is_advice(text, unit) else schedules_of(text, unit)
    who = who_is_given(text, unit, focus) if found or schedules else NOBODY
    for kind, mention in found if who else []:
        rule = f"ADM-{kind.upper().replace('_', '-')}"
        yield from _rows(unit, who, kind, mention.id, (("words", mention.words),), rule)
    for schedule in schedules if who else []:
        whose = relative(text, unit, schedule.span[0]) or who
        yield from _rows(unit, whose, "schedule", schedule.value, schedule.details, "ADM-SCHEDULE")


def schedules_of(text: Text, unit: Unit) -> list[Schedule]:
    """The schedules a unit states; words without numbers count only where something is given.

    None where harms are told ("less often, rash was seen") or where something is measured ("counts every week").
    """
    given = any(not within_name(unit, c) for c in unit.of("cue_give", "dose_unit"))
    if not unit.has("unit", "schedule_phrase") or not given and unit.has("event", "cue_side_effect", "cue_measured"):
        return []
    return list(text.ground.grammar.schedules(text.text, unit.start, unit.end, given))


def routes(text: Text, unit: Unit) -> list[tuple[str, Mention]]:
    """The routes by which something is given in this sentence, the most specific only."""
    named = [m for m in unit.of("route") if not unit.has_after(m.end, 1, "route_compound")]
    sites = unit.of("event_site", "event")
    named = [m for m in named if not any(s.start <= m.start and m.end <= s.end for s in sites)]
    named = [m for m in named if not (_denied(text, unit, m) or _is_numeral(text, m)) and _is_said(unit, m)]
    if not named or not _is_given(unit):
        return []
    specific = [m for m in named if m.id not in GENERAL_ROUTES]
    return [("route", m) for m in first_per_id(specific or named)]


NUMERAL = re.compile(
    r"\b(?:stages?|grades?|types?|class|phase|level)\s+(?:[IVX]+[A-C]?\s*(?:[-–/,]|to|or|and)\s*)*\Z", re.I
)


def _is_numeral(text: Text, mention: Mention) -> bool:
    """ "stage III-IV melanoma": four, and no vein."""
    return NUMERAL.search(text.text, max(mention.start - 24, 0), mention.start) is not None


def _is_said(unit: Unit, mention: Mention) -> bool:
    """False for the bare noun of a product's name ("for injection"): something has to be given."""
    bare = mention.id in GENERAL_ROUTES and any(
        (c.start, c.end) == (mention.start, mention.end) for c in unit.of("cue_give")
    )
    return not bare or mention.words.lower().endswith("ed") or len(unit.of("cue_give")) > 1 or bool(unit.row)


def _denied(text: Text, unit: Unit, mention: Mention) -> bool:
    """ "not given into a vein"; the negation has to stand in the route's own clause."""
    low, _ = clause_at(clauses(text, unit), mention.start)
    return negation_before(text, unit, low, mention.start)


def settings(text: Text, unit: Unit) -> list[tuple[str, Mention]]:
    if not _is_given(unit) or is_advice(text, unit):
        return []
    return [("setting", m) for m in first_per_id(unit.of("setting"))]


def doses(unit: Unit) -> list[tuple[str, Mention]]:
    return [("dose_context", m) for m in first_per_id(unit.of("dose_context"))] if _is_given(unit) else []


def monitoring(text: Text, unit: Unit) -> list[tuple[str, Mention]]:
    """What a care team does as practice; what the reader should do is advice."""
    if is_advice(text, unit) or unit.section == "advice":
        return []
    return [("monitoring", m) for m in first_per_id(unit.of("monitoring"))]


def _is_given(unit: Unit) -> bool:
    """The sentence speaks of giving; for a cell, its column head or the row's first cell does."""
    return any(
        place.has("cue_give", "dose_unit")
        for place in [unit, *unit.row, *([unit.head] if unit.row and unit.head else [])]
    )


def who_is_given(text: Text, unit: Unit, focus: Who) -> Who:
    group = subject_group(text, unit, unit.start, unit.end)
    if group:
        return Who.of(group, "sentence", (), member_words(text, unit, group))
    return row_agents(text, unit) or inherited(text, unit, focus)


RELATIVE = re.compile(r"[)\s]*,?\s*(?:which|that|who)\b", re.I)


def relative(text: Text, unit: Unit, position: int) -> Who | None:
    """ "..., such as A, which can be given less often": the agents right before the last relative pronoun."""
    for group in reversed(groups(text, usable(text, unit))):
        if group[-1].end < position and RELATIVE.match(text.text, group[-1].end):
            return Who.of(group)
    return None


def _rows(unit: Unit, who: Who, kind: str, value: str, details, rule: str) -> Iterator[Candidate]:
    contexts = who.contexts if who.how != "sentence" else ()
    for agent in who.ids:
        yield Candidate(
            "administration", agent, kind, value, kind, unit.start, unit.end, rule,
            certainty=hedged(unit, unit.start, unit.end), details=tuple(details), contexts=contexts, agent_from=who.how,
        )  # fmt: skip
