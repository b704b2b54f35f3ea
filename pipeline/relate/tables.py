"""Tables: a row ties its cells together, a column head says what a cell is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.records import Candidate

from .agents import Who, row_agents, subject_group
from .grades import figures
from .indications import modifiers, row
from .regimens import PLAIN
from .units import Text, Unit
from .uses import named_objects, use_of

Details = tuple[tuple[str, str], ...]


def arms(text: Text, unit: Unit) -> list[tuple[Who, Details]]:
    """The columns of a row that stand for agents, with their figures: "Fever | 52% | 28%" under "X | placebo"."""
    found = []
    for cell in unit.row:
        head = cell.head
        group = subject_group(text, head, head.start, head.end) if head is not None else []
        details = figures(text, cell.start, cell.end)
        if group and details:
            arm = " ".join(text.text[head.start : head.end].split())
            who = Who.of(group, "column", (head.span, cell.span))
            found.append((who, tuple(sorted({*details, ("arm", arm)}))))
    return found


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
