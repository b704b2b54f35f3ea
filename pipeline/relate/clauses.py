"""Clauses: the stretch of a sentence in which one cue governs one object."""

from __future__ import annotations

import re

from .units import Span, Text, Unit

AUXILIARY = (
    r"(?:is|are|was|were|has|have|had|can|could|may|might|will|should|must|it|they|he|she|we|you|does|do|did|also)\b"
)
CUT = re.compile(
    rf";\s|,?\s+(?:and|or|but(?!\s+also))\s+(?={AUXILIARY})|,\s+(?:but(?!\s+also)|while|whereas|although|though|however|yet|so)\s|\s(?:but(?!\s+also)|whereas|although|while)\s",
    re.I,
)


def clauses(text: Text, unit: Unit) -> list[Span]:
    """The clauses of a unit, in order; a sentence without a cut is one clause."""
    edges = [unit.start]
    for match in CUT.finditer(text.text, unit.start, unit.end):
        edges.append(match.end())
    edges.append(unit.end)
    return [(a, b) for a, b in zip(edges, edges[1:], strict=False) if b > a]


def clause_of(spans: list[Span], position: int) -> int:
    """The index of the clause that holds a position."""
    return next((i for i, (a, b) in enumerate(spans) if a <= position < b), len(spans) - 1)


def words_between(text: Text, low: int, high: int) -> list[str]:
    return re.findall(r"[\w'’-]+", text.text[low:high])
