"""Glosses: brackets that explain an event, or put better what stands before them."""

from __future__ import annotations

import re

from pipeline.records import Mention

from ..text.units import Span, Text, Unit
from ..text.words import WORD, leftover


def is_gloss(text: Text, unit: Unit, found: list[Mention], mention: Mention) -> bool:
    """True in a bracket that explains the event before it: one name, or words around the names that no list has."""
    if _is_defining(text, unit, found, mention):
        return True
    low = text.text.rfind("(", unit.start, mention.start)
    if low < 0 or ")" in text.text[low : mention.start]:
        return False
    outer = next((m for m in found if 0 <= low - m.end <= 1), None)
    if outer is None or text.is_below("event", mention.id, outer.id):
        return False
    if unit.has_before(outer.start, 2, "cue_history"):
        return False  # "similar to gout (pseudogout)": what it is like, then what it is
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
    strange = [w for w in WORD.findall(SHORT_FORM.sub(" ", rest)) if w.lower() not in LIST_WORDS]
    return len(strange) > 1 and not _is_list(text.text[low + 1 : high])


DEFINES = re.compile(
    r"[*_]*\s*(?::|–|—)\s*[*_]*(?:this\s+is\s+)?(?:an?|the)\s+(?:[\w-]+\s+){0,3}(?:disease|disorder|condition|form|kind|type|"
    r"build-?up|narrowing)\b",
    re.I,
)


def _is_defining(text: Text, unit: Unit, found: list[Mention], mention: Mention) -> bool:
    """ "E: a disease of narrow vessels resulting in F": what E is, and no further harm."""
    first = found[0]
    return mention is not first and DEFINES.match(text.text, first.end, mention.start) is not None


def _is_list(words: str) -> bool:
    """ "headache, general aching, temp, shivers": short entries, though no list knows them all."""
    entries = SEPARATOR.split(words)
    return len(entries) >= LEAST_ENTRIES and all(len(entry.split()) <= WORDIEST for entry in entries)


SHORT_FORM = re.compile(r"\[[^\[\]]{1,12}\]")  # "(A [short form] or B [short form])"
SEPARATOR = re.compile(r"[,;]\s*(?:and\s+|or\s+)?|\s(?:and|or)\s")
LEAST_ENTRIES, WORDIEST = 3, 3


PART = re.compile(r"[,;:.•](?=\s)|\)")


def puts_better(text: Text, unit: Unit, found: list[Mention], term: Mention) -> Span | None:
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


ADDS = re.compile(
    r"\(\s*(?:and|or|also|plus|sometimes|rarely|occasionally|e\.?g|such as|including|like|for example)\b", re.I
)  # "(and, rarely, E)"
LIST_WORDS = frozenset("and or with such as like including e g also a an the of mild severe".split())
