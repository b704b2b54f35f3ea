"""Series: the elements of a list of events, the groups they are listed under, and what is left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records import Mention

from .units import Span, Text, Unit

STOP = re.compile(
    r"[,;:.()\[\]/–—•]|\s-\s|[ \t]{2,}|\b(?:and|or|but|nor|than|also|as|with|by|to|in|of|from|for|such|like"
    r"|include|includes|including|can|may|might|will|is|are|be)\b",
    re.I,
)
GROUP_END = re.compile(r"\bas well as\b|\bin addition to\b|\bbesides\b|\balong with\b|;", re.I)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Element:
    event: Mention
    group: str = ""  # the event it is listed under
    extra: str = ""  # a word before the name that the vocabulary does not know: the name may mean something else
    is_gloss: bool = False  # it explains a name beside it: in a bracket, or before the bracket that holds the name
    opens: int = -1  # where the bracket opens that holds nothing but this name, and puts what stands before it better


def elements(text: Text, unit: Unit, span: Span) -> Iterator[Element]:
    """The events of a span, each once, with the event that "such as" or a bracket puts them under."""
    found = unit.starting(*span, "event")
    parent: Mention | None = None
    close = 0
    terms = {term: span for term in found if (span := _puts_better(text, unit, found, term))}
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


def is_gloss(text: Text, unit: Unit, found: list[Mention], mention: Mention) -> bool:
    """True in a bracket that explains the event before it: one name, or words around the names that no list has."""
    low = text.text.rfind("(", unit.start, mention.start)
    if low < 0 or ")" in text.text[low : mention.start]:
        return False
    outer = next((m for m in found if 0 <= low - m.end <= 1), None)
    if outer is None or text.is_below("event", mention.id, outer.id):
        return False
    if (
        leftover(text, unit, outer) and mention.start - low <= 2
    ):  # "generalised weakness (asthenia)": the name is inside
        return False
    high = text.text.find(")", mention.end)
    high = high if 0 <= high <= unit.end else unit.end
    if ADDS.match(text.text, low):
        return False
    inside = [m for m in found if low < m.start and m.end <= high]
    if len(inside) < 2:
        return True
    rest = "".join(
        text.text[a:b] for a, b in zip([low, *(m.end for m in inside)], [*(m.start for m in inside), high], strict=True)
    )
    strange = [w for w in WORD.findall(rest) if w.lower() not in LIST_WORDS]
    return len(strange) > 1


PART = re.compile(r"[,;:.•](?=\s)|\)")


def _puts_better(text: Text, unit: Unit, found: list[Mention], term: Mention) -> Span | None:
    """Where everyday words stand that the medical term in the bracket after them puts better, and where that opens.

    "inflammation of the airways of the lung (bronchitis)": the words before the bracket are
    no series of names, or an everyday name of something else; those of a wider event head a group.
    """
    low = text.text.rfind("(", unit.start, term.start)
    if low < 0 or text.text[low + 1 : term.start].strip() or not text.text[term.end : term.end + 1] == ")":
        return None
    if text.ground.is_lay(term.id, term.words):
        return None
    stops = list(PART.finditer(text.text, unit.start, low))
    start = stops[-1].end() if stops else unit.start
    before = [m for m in found if start <= m.start and m.end <= low]
    if any(m.id == term.id or text.is_below("event", term.id, m.id) for m in before):
        return None
    everyday = all(text.ground.is_lay(m.id, m.words) for m in before[-1:])
    strange = _strange(text, unit, before, start, low)
    return (start, low) if before and (everyday and len(before) == 1 or len(strange) > 1) else None


def _strange(text: Text, unit: Unit, named: list[Mention], low: int, high: int) -> list[str]:
    """The words of a span that stand in no name and are none of those that join names."""
    known = [(m.start, m.end) for kind, ms in unit.mentions.items() if kind not in ("event", "condition") for m in ms]
    known += [(m.start, m.end) for m in named]
    words = (w for w in WORD.finditer(text.text, low, high) if not any(a <= w.start() < b for a, b in known))
    return [w[0] for w in words if w[0].lower() not in LIST_WORDS]


ADDS = re.compile(r"\(\s*(?:and|or|also|plus|sometimes|rarely|occasionally)\b", re.I)  # "(and, rarely, E)"
LIST_WORDS = frozenset("and or with such as like including e.g also a an the of mild severe".split())


def _ends(text: Text, low: int, high: int) -> bool:
    return bool(GROUP_END.search(text.text, low, high))


def leftover(text: Text, unit: Unit, mention: Mention, unknown: tuple[str, ...] = ("condition", "event")) -> str:
    """The content word right before a name, unless the vocabulary calls it neutral: "hay" in "hay fever"."""
    before = text.text[unit.start : mention.start]
    stops = list(STOP.finditer(before))
    tail = before[stops[-1].end() :] if stops else before
    known = [(m.start, m.end) for kind, ms in unit.mentions.items() if kind not in unknown for m in ms]
    offset = unit.start + len(before) - len(tail)
    for word in reversed(list(WORD.finditer(tail))):
        at = offset + word.start()
        if not any(a <= at < b for a, b in known):
            return word[0]
        return ""
    return ""
