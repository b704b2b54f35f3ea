"""Series: the elements of a list of events, the groups they are listed under, and what is left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records import Mention

from ..text.units import Span, Text, Unit, once
from ..text.words import leftover
from .glosses import is_gloss, puts_better

GROUP_END = re.compile(r"\bas well as\b|\bin addition to\b|\bbesides\b|\balong with\b|;", re.I)


@dataclass(frozen=True, slots=True)
class Element:
    event: Mention
    group: str = ""  # the event it is listed under
    extra: str = ""  # a word before the name that the vocabulary does not know: the name may mean something else
    is_gloss: bool = False  # it explains a name beside it: in a bracket, or before the bracket that holds the name
    opens: int = -1  # where the bracket opens that holds nothing but this name, and puts what stands before it better


@once
def elements(text: Text, unit: Unit, span: Span) -> list[Element]:
    """The events of a span, each once, with the event that "such as" or a bracket puts them under."""
    return list(_elements(text, unit, span))


def _elements(text: Text, unit: Unit, span: Span) -> Iterator[Element]:
    found = unit.starting(*span, "event")
    parent: Mention | None = None
    close = 0
    terms = {term: span for term in found if (span := puts_better(text, unit, found, term))}
    for at, mention in enumerate(found):
        if mention in terms:
            yield Element(mention, opens=terms[mention][1])
            continue
        if any(low <= mention.start and mention.end <= high for low, high in terms.values()):
            yield Element(mention, is_gloss=True)
            continue
        if parent is not None and (mention.start >= close or _ends(text, parent.end, mention.start)):
            parent = None
        if parent is None and at and (edge := _opens(text, unit, found[at - 1], mention)) is not None:
            parent, close = found[at - 1], edge
        group = parent.id if parent is not None else ""
        yield Element(mention, group, leftover(text, unit, mention), is_gloss(text, unit, found, mention))


def _opens(text: Text, unit: Unit, left: Mention, right: Mention) -> int | None:
    """Where the list that ``left`` heads ends, when it heads one: its bracket's end, or the unit's."""
    gap = text.text[left.end : right.start]
    if re.match(r"\s*\(", gap) and ")" not in gap:
        close = text.text.find(")", right.end)
        return close if close >= 0 else unit.end
    cues = [c for c in unit.of("cue_example") if left.end <= c.start and c.end <= right.start]
    if cues and not re.search(r"[;.]", gap) and len(gap) <= 40 and cues[0].start - left.end <= 3:
        return unit.end
    return None


def _ends(text: Text, low: int, high: int) -> bool:
    return bool(GROUP_END.search(text.text, low, high))
