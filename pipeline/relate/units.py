"""Units: sentences and list items with what they may inherit from.

A unit knows the sentences before it in its paragraph, the sentence that introduces
its list, and the headings above it. Nothing else about layout is visible to the rules.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import wraps
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Any, TypeVar

from pipeline.records import Block, Entry, Mention

from .ground import Ground

Result = TypeVar("Result")
Span = tuple[int, int]
PLACE = itemgetter(0, 1)  # start, end
UNASKED = object()
LINK = 2  # characters between a name and the word that ties it to another


@dataclass(slots=True, eq=False)
class Unit:
    """One sentence of a block (a list item is cut into sentences too); equal to itself only."""

    start: int
    end: int
    block: int
    kind: str
    first: bool  # the first unit of its block
    label: str = "body"
    section: str = ""
    mentions: dict[str, list[Mention]] = field(default_factory=dict)
    paragraph: list[Unit] = field(default_factory=list)  # earlier units of the block, nearest first
    head: Unit | None = None
    headings: list[Unit] = field(default_factory=list)  # nearest first
    row: list[Unit] = field(default_factory=list)  # the other cells of a table row
    memo: dict[object, Any] = field(default_factory=dict, repr=False)  # what was asked before; see ``once``

    def of(self, *types: str) -> Sequence[Mention]:
        """Mentions of these types, in order. Not to be changed: the rules ask the same again and again."""
        if len(types) == 1:
            return self.mentions.get(types[0], ())
        found = self.memo.get(types)
        if found is None:
            lists = [self.mentions[t] for t in types if t in self.mentions]
            found = lists[0] if len(lists) == 1 else sorted(chain.from_iterable(lists), key=PLACE)
            self.memo[types] = found
        return found

    def has(self, *types: str) -> bool:
        for type in types:
            if type in self.mentions:
                return True
        return False

    def starting(self, low: int, high: int, *types: str) -> list[Mention]:
        """Mentions of these types that begin in [low, high), in order."""
        return [m for m in self.of(*types) if low <= m.start < high]

    def has_between(self, low: int, high: int, *types: str) -> bool:
        """Whether one of these types stands wholly in [low, high]."""
        return any(low <= m.start and m.end <= high for m in self.of(*types))

    def has_around(self, mention: Mention, *types: str) -> bool:
        """Whether a mention is part of one of these types, or all of it."""
        return any(m.start <= mention.start and mention.end <= m.end for m in self.of(*types))

    def has_before(self, position: int, reach: int, *types: str) -> bool:
        """Whether one of these types ends right before a position, at most ``reach`` characters off."""
        return any(0 <= position - m.end <= reach for m in self.of(*types))

    def has_after(self, position: int, reach: int, *types: str) -> bool:
        """Whether one of these types begins right after a position, at most ``reach`` characters off."""
        return any(0 <= m.start - position <= reach for m in self.of(*types))

    def has_link(self, low: int, high: int, *types: str) -> bool:
        """Whether one of these types fills the gap between two names, but for a space or a comma on either side."""
        return any(0 <= m.start - low <= LINK and 0 <= high - m.end <= LINK for m in self.of(*types))

    @property
    def span(self) -> Span:
        return self.start, self.end


def once(function: Callable[..., Result]) -> Callable[..., Result]:
    """A function of a text and a unit (and plain values) that answers from memory when it is asked again.

    Its results are shared, so nobody may change them; and nothing may be asked before the unit has its mentions.
    """

    @wraps(function)
    def remembered(text: Text, unit: Unit, *rest: Any) -> Result:
        key = (function, *rest)
        known = unit.memo.get(key, UNASKED)
        if known is UNASKED:
            known = unit.memo[key] = function(text, unit, *rest)
        return known

    return remembered


@dataclass(frozen=True)
class Text:
    """A page as the rules see it: view text, units in reading order, vocabulary look-ups."""

    text: str
    units: tuple[Unit, ...]
    title: Unit | None
    subject: tuple[Mention, ...]  # the agents the page as a whole is about
    ground: Ground

    @property
    def given(self) -> frozenset[str]:
        return self.ground.given

    def unit_at(self, position: int) -> Unit | None:
        """The unit that holds a position."""
        at = bisect.bisect_right(self.units, position, key=attrgetter("start")) - 1
        return self.units[at] if at >= 0 and position < self.units[at].end else None

    def after(self, unit: Unit) -> Unit | None:
        """The unit that follows in reading order."""
        at = bisect.bisect_right(self.units, unit.start, key=attrgetter("start"))
        return self.units[at] if at < len(self.units) else None

    def before(self, unit: Unit) -> Unit | None:
        """The unit ahead of it, of the same section."""
        at = bisect.bisect_left(self.units, unit.start, key=attrgetter("start")) - 1
        found = self.units[at] if at >= 0 else None
        return found if found is not None and found.headings == unit.headings and found.kind == unit.kind else None

    def between(self, left: int, right: int) -> str:
        return self.text[left:right]

    def entry(self, mention: Mention) -> Entry | None:
        return self.ground.entries.get((mention.type, mention.id))

    def kind_of(self, mention: Mention) -> str:
        """The kind of a condition, the body system of an event, the family of an agent."""
        entry = self.entry(mention)
        return entry.group if entry is not None else ""

    def is_below(self, type: str, low: str, high: str) -> bool:
        """True when entry ``low`` is a descendant of ``high``."""
        return self.ground.is_below(type, low, high)


def build(
    text: str,
    blocks: Sequence[Block],
    sentences: Sequence[Sequence[Span]],
    mentions: Sequence[Mention],
    ground: Ground,
) -> Text:
    """Cut blocks into units and hang mentions, heads and headings on them (all offsets in one view)."""
    units: list[Unit] = []
    of_block: list[list[Unit]] = []
    for number, block in enumerate(blocks):
        own = [Unit(a, b, number, block.kind, not i, block.label) for i, (a, b) in enumerate(sentences[number])]
        for at, unit in enumerate(own):
            unit.paragraph = own[:at][::-1]
        of_block.append(own)
        units += own
    _hang_mentions(units, mentions)
    for number, block in enumerate(blocks):
        headings = [of_block[i][-1] for i in reversed(block.path) if of_block[i]]
        above = block.head if block.head is not None else _announced_by(text, blocks, number)
        head = of_block[above][-1] if above is not None and of_block[above] else None
        for unit in of_block[number]:
            unit.headings, unit.head = headings, head
    _join_rows(blocks, of_block)
    _add_titles(text, units)
    title = next((u for u in units if u.kind == "heading" and u.label == "body"), None)
    return Text(text, tuple(units), title, _subject(units, ground.entries), ground)


MAX_TITLE = 12  # words of a line that can be a heading without markup


def _add_titles(text: str, units: Sequence[Unit]) -> None:
    """Let lines that announce what follows (questions, short titles without markup) be headings of what follows."""
    last: Unit | None = None
    for unit in units:
        if unit.kind == "heading":
            last = last if last is not None and not unit.mentions else None
        elif unit.first and _is_title(text, unit):
            last = unit
        elif last is not None:
            unit.headings = [last, *unit.headings]


def _is_title(text: str, unit: Unit) -> bool:
    """A question, or a short capitalised line without stop that names a section or a standing and no agent."""
    words = text[unit.start : unit.end].strip("*_# ")
    if unit.kind != "paragraph" or unit.label != "body" or len(words.split()) > MAX_TITLE or not words[:1].isalnum():
        return False
    if words.endswith("?"):
        return True
    announces = unit.has("section", "cue_approval") and not unit.has("agent", "event")
    return announces and words[:1].isupper() and words[-1].isalnum()


def names_product(unit: Unit) -> bool:
    """A line that names a product and says nothing of it."""
    return unit.kind == "paragraph" and unit.first and unit.end - unit.start <= 8 * NAMING and not unit.has("cue_is")


def _only_names(unit: Unit) -> bool:
    """A line that is an agent's name and a word or two: "Interferon alfa (generic name)"."""
    named = unit.of("agent")
    return bool(named) and named[0].start == unit.start and unit.end - named[-1].end <= NAMING


def _speaks_of_one(body: Sequence[Unit]) -> bool:
    """A page that says "this drug": what its first line names is that drug, be it a class or not."""
    return any(p.words.lower().startswith("this ") for u in body for p in u.of("cue_pronoun"))


def _is_acted_on(unit: Unit, mention: Mention) -> bool:
    """ "IL-6 blockers", "anti-TNF", "levels of IL-1": the page is not about giving it."""
    after = unit.has_after(mention.end, 1, "blocker_after", "body_after")
    return after or unit.has_before(mention.start, 1, "blocker_before", "body_before")


def _join_rows(blocks: Sequence[Block], of_block: Sequence[list[Unit]]) -> None:
    """Tell each table cell the other cells of its row."""
    rows: dict[int, list[int]] = {}
    for number, block in enumerate(blocks):
        if block.row is not None:
            rows.setdefault(block.row, []).append(number)
    for members in rows.values():
        for number in members:
            for unit in of_block[number]:
                unit.row = [other for i in members if i != number for other in of_block[i]]


OPENING = 8  # units in which a page says what it is about
NAMING = 15  # words of an opening line that only names a product
DOMINANT = 0.6  # share of all agent mentions that makes one the page's subject
MIN_MENTIONS = 3


def _subject(units: Sequence[Unit], entries: dict[tuple[str, str], Entry]) -> tuple[Mention, ...]:
    """The agent of the first headings, else the one that dominates; a class where the page calls it "this drug"."""
    body = [u for u in units if u.label == "body"]
    named = [m for u in body for m in u.of("agent")]
    first = next((u for u in body[:OPENING] if u.has("agent")), None)
    whole = first.of("agent")[:1] if first is not None and _only_names(first) and _speaks_of_one(body) else ()
    specific = [m for m in named if ("agent", m.id) in entries and entries["agent", m.id].level != "class"]
    specific = sorted({*specific, *(m for m in whole if entries["agent", m.id].parent)})
    acted_on = {m.start for u in body for m in u.of("agent") if _is_acted_on(u, m)}
    specific = [m for m in specific if m.start not in acted_on]
    titles = [u for u in body[:OPENING] if u.kind == "heading"] + [u for u in body[:OPENING] if names_product(u)]
    titles.sort(key=lambda u: not _only_names(u))
    apt = [m for m in specific if entries["agent", m.id].level == "substance"]
    pools = ((u, specific if u.kind == "heading" or _only_names(u) else apt) for u in titles)
    first = next((m for u, pool in pools for m in pool if u.start <= m.start < u.end), None)
    if first is not None:
        return (first,)
    counts = Counter(m.id for m in apt)
    id, count = counts.most_common(1)[0] if counts else ("", 0)
    dominant = count >= MIN_MENTIONS and count >= DOMINANT * len(named)
    return (next(m for m in specific if m.id == id),) if dominant else _above_title(units, entries)


def _above_title(units: Sequence[Unit], entries: dict[tuple[str, str], Entry]) -> tuple[Mention, ...]:
    """The one substance that the lines above the title name; a menu names several, or none."""
    lines = [u for u in units[:OPENING] if u.label == "navigation" and u.end - u.start <= 8 * NAMING]
    named = [m for u in lines for m in u.of("agent") if not _is_acted_on(u, m)]
    apt = [m for m in named if entries["agent", m.id].level == "substance"]
    return (apt[0],) if apt and len({m.id for m in named}) == 1 else ()


def _announced_by(text: str, blocks: Sequence[Block], number: int) -> int | None:
    """The paragraph before that ends in a colon: what follows it is its list, bullets or not."""
    block = blocks[number]
    if block.kind != "paragraph" or not number:
        return None
    above = blocks[number - 1]
    colon = text[above.start : above.end].rstrip("*_ ").endswith(":")
    return number - 1 if colon and above.kind == "paragraph" and above.path == block.path else None


def _hang_mentions(units: Sequence[Unit], mentions: Sequence[Mention]) -> None:
    at = 0
    edges = [(unit.start, unit.end, unit.mentions) for unit in units]
    for mention in sorted(mentions):
        start, end, type, _, _ = mention
        while at < len(edges) and edges[at][1] <= start:
            at += 1
        if at < len(edges) and edges[at][0] <= start and end <= edges[at][1]:
            found = edges[at][2]
            if type in found:
                found[type].append(mention)
            else:
                found[type] = [mention]


def first_per_id(mentions: Sequence[Mention]) -> list[Mention]:
    """The first mention of each id, in order."""
    return list({m.id: m for m in reversed(mentions)}.values())[::-1]


def lineage(unit: Unit) -> Iterator[tuple[str, Unit]]:
    """Where a unit may inherit from, nearest first: (how, unit)."""
    for earlier in unit.paragraph:
        yield "previous", earlier
    head, seen = unit.head, set()
    while head is not None and id(head) not in seen:
        seen.add(id(head))
        yield "list_head", head
        for earlier in head.paragraph:
            yield "list_head", earlier
        head = head.head
    for heading in unit.headings:
        yield "heading", heading
