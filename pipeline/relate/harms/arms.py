"""Arms: the columns of a table that stand for agents, each with its figures."""

from __future__ import annotations

from ..agents.who import Who, subject_group
from ..text.units import Text, Unit
from .grades import figures

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
