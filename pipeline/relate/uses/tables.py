"""Tables of uses: a condition under "used for" and an agent in the same row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.records import Candidate

from ..agents.inheritance import row_agents
from ..agents.who import Who
from ..text.units import Text, Unit
from .clause import use_of
from .objects import named_objects
from .regimens import PLAIN
from .rows import modifiers, row


def tabled_uses(text: Text, unit: Unit) -> Iterator[Candidate]:
    """A condition under "used for" and an agent in the same row."""
    if unit.kind != "cell" or unit.head is None or not unit.row:
        return
    objects = named_objects(text, unit, unit.span)
    use, _ = use_of(text, unit.head, unit.head.span, []) if objects else (None, ())
    who = row_agents(text, unit) if use is not None else Who()
    for condition in objects:
        for agent in who.ids:
            made = row(
                text, unit, agent, condition, use, who, PLAIN, modifiers(text, unit, condition), (unit.head.span,)
            )
            yield replace(made, rule="IND-TABLE")
