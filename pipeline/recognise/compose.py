"""Names by composition: what a coordination or a site leaves unsaid.

"A and B N" names "A N" too, "N B or C" also "N C", and "A, B or C where the needle went in" names three events of
the injection site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from .fold import tokens
from .folded import Columns
from .lexicon import SITE, Lexicon

Found = tuple[int, int, int, str]  # start, end, number of the sense, words
Span = tuple[int, int]

BEFORE = re.compile(r"([A-Za-z][\w-]*)\s*(?:,|/|\band\b|\bor\b|\band/or\b)\s*(?:and\s+|or\s+)?$", re.I)
AFTER = re.compile(r"\s*(?:,|/|and|or|and/or)\s+([A-Za-z0-9][\w-]*)\b", re.I)
BRIDGE = re.compile(r"[\s,/]*(?:(?:and|or|at|in|on|of|around|near|the|your|spot|area)[\s,]+)*(?:\w+\s+){0,2}", re.I)
BEFORE_SITE = re.compile(r"\b([A-Za-z]+)\s+(?:(?:at|in|on|around|near|of|the|your)\s+)*$", re.I)
JOINING = (",", "/", "and", "or")  # what a coordination ends in before its last name
REACH = 90  # characters from the first event of a list to the site behind it


def composed(text: str, lexicon: Lexicon, found: Columns) -> tuple[Columns, dict[tuple[int, int, int], str]]:
    """The readings with names that are spelled in two places; their spans are the words that are there.

    An event at a site takes the place of the event alone. What comes back beside the readings are the words of those
    whose span holds more than them.
    """
    rows = {(a, b, lexicon.senses[n]) for a, b, n in found[:, lexicon.may_join[found[2]]].T.tolist()}
    named = sorted({(a, b, s.type) for a, b, s in rows if s.type != SITE})
    sites = sorted({(a, b, s.id) for a, b, s in rows if s.type == SITE})
    made = [r for m in named for r in (*_shared_head(text, lexicon, *m), *_shared_start(text, lexicon, *m))]
    events = [(a, b) for a, b, type in named if type == "event"] if sites else []
    local = [r for site in sites for r in _at_site(text, lexicon, events, *site)]
    for a, b, _, _ in local:
        found = found[:, (found[0] != a) | (found[1] != b) | ~lexicon.is_event[found[2]]]
    extra = np.array([r[:3] for r in made + local], np.int64).reshape(-1, 3).T
    return np.hstack((found, extra)), {r[:3]: r[3] for r in made + local}


def _shared_head(text: str, lexicon: Lexicon, start: int, end: int, type: str) -> Iterator[Found]:
    """ "A and B N": the words before the coordination with the head behind it."""
    if not text[max(start - 8, 0) : start].rstrip().lower().endswith(JOINING):
        return  # a cheap look: the pattern would be tried at every letter
    before = BEFORE.search(text, max(start - 30, 0), start)
    cut = tokens(text, start, end) if before else []
    if len(cut) > 1:
        key = " ".join([t for t, _, _ in tokens(before[1])] + [cut[-1][0]])
        yield from _named(lexicon, key, type, before.start(1), before.end(1), before[1])


def _shared_start(text: str, lexicon: Lexicon, start: int, end: int, type: str) -> Iterator[Found]:
    """ "hepatitis B or C": the start of the name with what follows the coordination."""
    after = AFTER.match(text, end)
    cut = tokens(text, start, end) if after else []
    if len(cut) > 1:
        key = " ".join([t for t, _, _ in cut[:-1]] + [t for t, _, _ in tokens(after[1])])
        yield from _named(lexicon, key, type, after.start(1), after.end(1), after[1])


def _at_site(text: str, lexicon: Lexicon, events: Sequence[Span], start: int, end: int, id: str) -> Iterator[Found]:
    """The events of a list right before a site belong to it, as long as each has a name there."""
    word = BEFORE_SITE.search(text, max(start - 40, 0), start)
    if word:
        key = " ".join(t for t, _, _ in tokens(f"{id} {word[1]}"))
        yield from _named(lexicon, key, "event", word.start(1), end, word[1])
    edge = start
    for low, high in reversed([e for e in events if start - REACH <= e[0] and e[1] <= start]):
        if not BRIDGE.fullmatch(text[high:edge]):
            return
        key = " ".join([t for t, _, _ in tokens(id)] + [t for t, _, _ in tokens(text, low, high)])
        made = list(_named(lexicon, key, "event", low, high, text[low:high]))
        if not made:
            return
        yield from made
        edge = low


def _named(lexicon: Lexicon, key: str, type: str, start: int, end: int, words: str) -> Iterator[Found]:
    for number in lexicon.named(key):
        sense = lexicon.senses[number]
        if sense.type == type and sense.match == "any_case":
            yield start, end, number, words
