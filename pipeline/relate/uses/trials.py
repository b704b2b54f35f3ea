"""Trial records: what stands under "Conditions" is studied with what stands under "Interventions"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.records import Candidate

from ..agents.who import Who, subject_group
from ..text.units import Text, Unit, once_a_page
from .clause import Use
from .objects import named_objects
from .regimens import PLAIN
from .rows import modifiers, row

STUDIED = Use("under_study", "under_study", rule="IND-TRIAL")


def trialled(text: Text, unit: Unit) -> Iterator[Candidate]:
    """The uses under study of one intervention: every condition that the record lists."""
    label = _label(text, unit, "field_intervention") if unit.has("agent") else None
    group = subject_group(text, unit, unit.start, unit.end) if label is not None else []
    if not group:
        return
    who = Who.of(group)
    for other in _with_conditions(text):
        for condition in named_objects(text, other, other.span):
            for agent in who.ids:
                stated = modifiers(text, other, condition)
                yield row(text, unit, agent, condition, STUDIED, who, PLAIN, stated, (label.span, other.span))


@once_a_page
def _with_conditions(text: Text) -> list[Unit]:
    """The units that list the conditions of a record."""
    return [unit for unit in text.units if unit.has("condition") and _label(text, unit, "field_condition") is not None]


def _label(text: Text, unit: Unit, field: str) -> Unit | None:
    """The field name that a unit stands under or begins with."""
    for place in (unit, unit.head, *unit.headings[:1]):
        named = place.of(field) if place is not None else ()
        if place is unit:
            named = [f for f in named if text.text[f.end : f.end + 1] in (":", "")]
        if any(f.start - place.start <= 2 for f in named):
            return place
    return None
