"""Quotations: the words that say a claim, without the asides around them that say nothing of it, and no longer than
may be quoted."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.records import Candidate, Mention

from .text.clauses import FRONTED
from .text.units import Span, Text, Unit

ASIDE = re.compile(r"(?:,\s|\s\()which\s[^()]*?\)?[.;]?\s*$", re.I)
# what a claim may take from its sentence; an aside that holds one of these stays
TAKEN = (
    "agent", "partner", "route", "setting", "frequency", "severity", "regulator", "number", "unit", "dose_unit",
    "cue_approval", "cue_negation", "cue_not_used", "cue_hypothetical", "cue_study", "qualifier_event",
    "qualifier_agent", "other_drug",
)  # fmt: skip
NAMED = ("condition", "event")


def shortened(page: Text, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, each with the shortest span that still says it."""
    units = {unit.span: unit for unit in page.units}
    return [_shortened(page, units.get((c.start, c.end)), c) for c in candidates]


def _shortened(page: Text, unit: Unit | None, candidate: Candidate) -> Candidate:
    if unit is None or candidate.claim_type == "agent_fact":
        return candidate
    start, end = candidate.start, candidate.end
    aside = ASIDE.search(page.text, start, end)
    if aside and aside.start() - start > 20 and not _says(unit, candidate, aside.start(), end):
        end = aside.start()
    fronted = FRONTED.match(page.text, start, end)
    if fronted and not _says(unit, candidate, start, fronted.end(), NAMED):
        start = fronted.end()
    return replace(candidate, start=start, end=end) if (start, end) != unit.span else candidate


def _says(unit: Unit, candidate: Candidate, low: int, high: int, kinds: Sequence[str] = ()) -> bool:
    """True if the stretch holds something that the claim may rest on."""
    inside = [m for m in unit.of(*TAKEN, *NAMED) if m.end > low and m.start < high]
    return any(m.type in TAKEN or m.type in kinds or m.id == candidate.object for m in inside)


Length = Callable[[int, int], int]  # characters that a span has where it is quoted
PHRASE = re.compile(r"[,;:]\s+|\s+(?=\()|(?<=\))\s+")  # where a quotation is cut; else between words
WORD = re.compile(r"\s+")


def fitted(
    text: str, candidates: Sequence[Candidate], mentions: Iterable[Mention], limit: int, length: Length
) -> list[Candidate]:
    """The candidates; one whose sentence is longer than ``limit`` is told by the stretch around what it names.

    The stretch holds the object and, if it reaches that far, the agent; else the rest of the sentence that names the
    agent becomes context, as the head of a list is. A sentence that names neither is left as it is.
    """
    if all(length(c.start, c.end) <= limit for c in candidates):
        return list(candidates)
    places: dict[tuple[str, str], list[Mention]] = {}
    for mention in mentions:
        places.setdefault((mention.type, mention.id), []).append(mention)
    return [c if length(c.start, c.end) <= limit else _fitted(text, c, places, limit, length) for c in candidates]


def _fitted(
    text: str, candidate: Candidate, places: Mapping[tuple[str, str], Sequence[Mention]], limit: int, length: Length
) -> Candidate:
    start, end = candidate.start, candidate.end
    agents = _inside(places.get(("agent", candidate.agent), ()), start, end)
    objects = _inside(places.get((candidate.object_type, candidate.object), ()), start, end)
    turns = sorted(m for (kind, _), found in places.items() if kind in TURNING for m in _inside(found, start, end))
    hulls = [(a.start, max(a.end, b.end)) for a, b in pairwise(sorted({*agents, *objects})) if a.type != b.type]
    turned = candidate.polarity == "negated" or candidate.certainty == "hypothetical"
    nearest = sorted(hulls, key=lambda hull: (_is_turned(hull, turns) != turned, hull[1] - hull[0]))[:1]
    cores = [*(hull for hull in nearest if length(*hull) <= limit), *(m[:2] for m in (*objects[:1], *agents[:1]))]
    if not cores:
        return candidate
    core = _with_turn(cores[0], turns, limit, length) if turned else cores[0]
    low, high = _widened(text, (start, end), core, limit, length)
    rest = {(start, low) if a.start < low else (high, end) for a in agents[:1] if not low <= a.start < high}
    rest |= {(start, low) if m.start < low else (high, end) for m in turns if turned and not low <= m.start < high}
    return replace(candidate, start=low, end=high, contexts=tuple(sorted({*candidate.contexts, *rest})))


TURNING = ("cue_negation", "cue_not_used", "cue_hypothetical")  # words that turn what is said
NEAR = 60  # characters around a pair of names in which such a word is said of it


def _is_turned(hull: Span, turns: Sequence[Mention]) -> bool:
    return any(hull[0] - NEAR <= m.start and m.end <= hull[1] + NEAR for m in turns)


def _with_turn(core: Span, turns: Sequence[Mention], limit: int, length: Length) -> Span:
    """The core with the nearest word that turns it, where both can be quoted."""
    spans = sorted(((min(core[0], m.start), max(core[1], m.end)) for m in turns), key=lambda s: s[1] - s[0])
    return next((span for span in spans[:1] if length(*span) <= limit), core)


def _inside(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """Those of the mentions, in order, that stand in a span."""
    at = bisect.bisect_left(mentions, (start,))
    return [m for m in mentions[at : bisect.bisect_left(mentions, (end,))] if m.end <= end]


def _widened(text: str, whole: Span, core: Span, limit: int, length: Length) -> Span:
    """The widest stretch within a span around its core, cut between phrases; half of the room lies on either side."""
    low, high = core
    half = (limit + length(low, high)) // 2
    before, behind = max(whole[0], low - limit), min(whole[1], high + limit)
    for edge in (PHRASE, WORD):
        starts = [*(m.end() for m in edge.finditer(text, before, core[0])), core[0]]
        starts = [whole[0], *starts] if before == whole[0] else starts
        ends = [core[1], *(m.start() for m in edge.finditer(text, core[1], behind))]
        ends = [*ends, whole[1]] if behind == whole[1] else ends
        if low == core[0]:  # a phrase that fits is not widened by half of the next
            low = next(s for s in starts if s >= low or length(s, high) <= half)
        if high == core[1]:
            high = max(e for e in ends if e <= high or length(low, e) <= limit)
        if edge is PHRASE:
            low = next(s for s in starts if s >= low or length(s, high) <= limit)
    return low, high
