"""Events of a place: "A, B or C where the needle went in" are three events of the injection site."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from .fold import tokens
from .lexicon import Lexicon

Found = tuple[int, int, int, str]  # start, end, number of the sense, words
Span = tuple[int, int]

BRIDGE = re.compile(r"[\s,/]*(?:(?:and|or|at|in|on|of|around|near|the|your|spot|area)[\s,]+)*(?:\w+\s+){0,2}", re.I)
BEFORE_SITE = re.compile(r"\b([A-Za-z]+)\s+(?:(?:at|in|on|around|near|of|the|your|place|spot|area)\s+)*$", re.I)
FIRST = re.compile(r"\b([A-Za-z]+)(?:,|\s+and|\s+or)\s+\Z")
EXAMPLES = re.compile(r"[\s,(]*(?:such as|including|like|for example|e\.g\.)[\s,:]*", re.I)
LISTS = re.compile(r"[\s*_]*(?:[:(]|[,(]?\s*(?:such as|including|includes?|like|for example|e\.g\.)[,:]?)[\s*_]*", re.I)
JOINED = re.compile(r"(?:,|\s|and\b|or\b)+", re.I)
FURTHER = re.compile(r",\s+(?:and|or)\b", re.I)
CLOSED = re.compile(r",?\s+(?:and|or)\s+(?:\w+\s+)?", re.I)
ENTRY = re.compile(r"[A-Za-z]+")  # a word that may be no event by itself: "such as swelling, warmth, rash"
REACH = 90  # characters from the first event of a list to the site behind it


def local_events(text: str, lexicon: Lexicon, events: Sequence[Span], start: int, end: int, id: str) -> Iterator[Found]:
    """The events that belong to the site ``id`` at text[start:end]; ``events`` are the spans of all, in order."""
    made = list(_before(text, lexicon, events, start, end, id))
    alone = len(made) > 1 and FURTHER.match(text, end) and not CLOSED.search(text, made[1][1] - 1, made[0][0] + 1)
    yield from made[:1] if alone else made  # "E, F at the site, and G": F alone is of the site
    yield from _listed(text, lexicon, events, end, id, EXAMPLES)  # "reactions where the needle went in, such as A or B"


def beside_named(text: str, lexicon: Lexicon, events: Sequence[Span], start: int, end: int, id: str) -> Iterator[Found]:
    """What shares its site with an event that has it in its name.

    "A, B or C at the site", "C at the site" a name: A and B are of the site too, if all before C can be. "Site
    reactions (A, B)": so are A and B.
    """
    named = next((e for e in _near(events, start, start + 1) if e[0] <= start and end <= e[1]), None)
    if named is None:
        return
    yield from _listed(text, lexicon, events, named[1], id, LISTS)
    if named[0] == start or named[1] != end:
        return
    made = list(_before(text, lexicon, events, named[0], named[0], id))
    first = made[-1][0] if made else named[0]
    if made and FURTHER.match(text, end) and not CLOSED.search(text, made[0][1] - 1, named[0] + 1):
        return  # "E, F at the site, and G": F alone is of the site
    if not any(JOINED.fullmatch(text, high, first) for _, high in _near(events, first, first)):
        yield from made


def _listed(
    text: str, lexicon: Lexicon, events: Sequence[Span], edge: int, id: str, bridge: re.Pattern
) -> Iterator[Found]:
    """The events of a list behind ``edge``, as long as each has a name at the site."""
    while item := ENTRY.match(text, bridge.match(text, edge).end()) if bridge.match(text, edge) else None:
        low = item.start()
        high = next((b for a, b in islice(events, bisect.bisect_left(events, (low,)), None) if a == low), item.end())
        made = list(_named(text, lexicon, id, low, high))
        if not made:
            return
        yield from made
        edge, bridge = high, JOINED


def _near(events: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """The events that begin at most REACH characters before ``start``, and before ``end``."""
    return events[bisect.bisect_left(events, (start - REACH,)) : bisect.bisect_left(events, (end,))]


def _before(text: str, lexicon: Lexicon, events: Sequence[Span], start: int, end: int, id: str) -> Iterator[Found]:
    """The events of a list right before the site, as long as each has a name there."""
    edge = start
    word = BEFORE_SITE.search(text, max(start - 40, 0), start)
    if word:
        for low, _, number, words in list(_named(text, lexicon, id, word.start(1), word.end(1))):
            yield low, end, number, words
            edge = low
    for low, high in reversed([e for e in _near(events, start, edge) if e[1] <= edge]):
        made = list(_named(text, lexicon, id, low, high)) if BRIDGE.fullmatch(text[high:edge]) else []
        if not made:
            return
        yield from made
        edge = low
    first = FIRST.search(text, max(edge - 40, 0), edge) if edge < start else None
    if first:  # a word that is no event by itself: "a lump, redness or itching"
        yield from _named(text, lexicon, id, first.start(1), first.end(1))


def _named(text: str, lexicon: Lexicon, id: str, low: int, high: int) -> Iterator[Found]:
    """What text[low:high] is called at the site."""
    key = " ".join(t for t, _, _ in (*tokens(id), *tokens(text, low, high)))
    for number in lexicon.plainly_named(key, "event"):
        yield low, high, number, text[low:high]
