"""Finding mentions: one pass of the automaton over a page, then the longest names win.

What is found stays in columns (start, end, number of the sense) until it is settled: a page holds a thousand mentions
per ten kilobytes, and an object for each candidate would cost more than the search.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import partial
from itertools import accumulate, pairwise

import numpy as np

from pipeline.records import Mention

from .brackets import without_brackets
from .compose import composed
from .fold import TOKEN, fold_word
from .folded import EDGE, Columns, Folded, Spans
from .lexicon import Lexicon, Sense, letters
from .resolve import stays

PART = re.compile(r"\w")
MAKE = partial(tuple.__new__, Mention)  # the same as Mention._make at a third of the cost
NUMBERED = re.compile(r"[-\u2010\u2011\u2013]\d")  # "IL" of "IL-4R" is no class by itself
FEW = 8  # parts of a page; where more speak of what an agent may be called, it names one, or is worth its blocks
LINE_END = re.compile(r"[\n\r\t|]")  # of a line, or of a cell in it


def recognise(text: str, lexicon: Lexicon, spans: Spans | None = None, needed: str = "") -> list[Mention]:
    """The mentions in ``text``, in order; none crosses a span's edge.

    With ``needed``, a type: nothing where no name of that type is found, which is told at half the cost.

    A name that needs context counts where its words stand near, or where the page spells the entry out.

    A place may hold several mentions when a name has several senses (an event that is
    also a condition); of names that overlap the longest, then the leftmost, stays.

    >>> from pipeline.records import Name, Vocabulary
    >>> lexicon = Lexicon.of(Vocabulary(names=(Name("event", "fever", "fever", "lay"),)))
    >>> [(m.start, m.id, m.words) for m in recognise("High fevers (and fever).", lexicon)]
    [(5, 'fever', 'fevers'), (17, 'fever', 'fever')]
    """
    spans = [(0, len(text))] if spans is None else spans
    folded = Folded.of(text, spans)
    found = readings(text, folded, lexicon)
    found, written = composed(text, lexicon, found)
    found = _meant(folded, lexicon, found, spans)
    found = np.hstack((found, _other_drugs(text, folded, lexicon, found)))
    found = found[:, stays(found[0], found[1], lexicon.contests[found[2]])]
    if needed and not (lexicon.kinds[found[2]] == needed).any():
        return []
    return _mentions(text, lexicon, found, written)


def names(parts: Sequence[str], lexicon: Lexicon, type: str) -> bool:
    """Whether a name of a type may stand in blocks that are part of one of these texts each: no only if none can.

    No longer name that goes over the end of a line, or asks for a context, takes a name its place.

    >>> from pipeline.records import Name, Vocabulary
    >>> lexicon = Lexicon.of(Vocabulary(names=(Name("event", "fever", "fever", "lay"),)))
    >>> [names(["High fevers.", "And rash."], lexicon, type) for type in ("event", "agent")]
    [True, False]
    """
    near = _telling(parts, lexicon.telltales.get(type, frozenset()))
    return len(near) > FEW or bool(near) and _named_in(near, lexicon, type)


def _telling(parts: Sequence[str], telltales: Set[str]) -> list[str]:
    """The parts that may hold one of these folded words."""
    words = [word for word in set(TOKEN.findall("\n".join(parts))) if fold_word(word) in telltales]
    return [part for part in parts if any(word in part for word in words)] if words else []


def _named_in(parts: Sequence[str], lexicon: Lexicon, type: str) -> bool:
    edges = [0, *accumulate(len(part) + 1 for part in parts)]
    text, spans = "\n".join(parts), [(low, high - 1) for low, high in pairwise(edges)]
    folded = Folded.of(text, spans)
    found = readings(text, folded, lexicon, lexicon.names_entry)
    if not (lexicon.kinds[found[2]] == type).any():
        return False
    found = _meant(folded, lexicon, found, spans)
    sought = lexicon.kinds[found[2]] == type
    ends = np.fromiter((m.start() for m in LINE_END.finditer(text)), np.int64)
    in_line = np.searchsorted(ends, found[0]) == np.searchsorted(ends, found[1])
    found = found[:, sought | in_line & ~lexicon.needs_context[found[2]]]
    found = found[:, stays(found[0], found[1], lexicon.contests[found[2]])]
    return bool((lexicon.kinds[found[2]] == type).any())


def _mentions(text: str, lexicon: Lexicon, found: Columns, written: Mapping[tuple[int, ...], str]) -> list[Mention]:
    """In order of start, end, type and id, each once."""
    named = lexicon.ranks[found[2]]
    order = np.lexsort((named, found[1], found[0]))
    places = np.stack((found[0], found[1], named))[:, order]
    fresh = np.ones(len(order), bool)
    fresh[1:] = (np.diff(places) != 0).any(axis=0)
    found = found[:, order[fresh]]
    starts, ends, numbers = found.tolist()
    words = [text[a:b] for a, b in zip(starts, ends, strict=True)]
    if written:
        words = [written.get(place) or here for place, here in zip(zip(starts, ends, numbers), words, strict=True)]
    types, ids = map(lexicon.types.__getitem__, numbers), map(lexicon.ids.__getitem__, numbers)
    return list(map(MAKE, zip(starts, ends, types, ids, words, strict=True)))


def readings(text: str, folded: Folded, lexicon: Lexicon, wanted: np.ndarray | None = None) -> Columns:
    """Every name and term wherever it stands, before overlaps are settled; or those of the ``wanted`` keys."""
    found = _read(text, folded, lexicon, *_hits(folded.keys, lexicon, wanted))
    thinned, holes = without_brackets(folded.keys, lexicon.longest)
    if not len(thinned):
        return found
    key, first, last = _hits([folded.keys[i] if i >= 0 else EDGE for i in thinned.tolist()], lexicon, wanted)
    first, last = thinned[first], thinned[last]
    around = np.searchsorted(holes, first) < np.searchsorted(holes, last)
    return np.hstack((found, _read(text, folded, lexicon, key[around], first[around], last[around])))


def _hits(keys: Sequence[str], lexicon: Lexicon, wanted: np.ndarray | None) -> tuple[np.ndarray, ...]:
    """Key number, first and last token of everything the automaton finds in a row of tokens."""
    next_begins = np.cumsum(np.fromiter(map(len, keys), np.int64, len(keys)) + 1)
    key, low, high = lexicon.hits(f" {' '.join(keys)} ")
    if wanted is not None:
        kept = wanted[key]
        key, low, high = key[kept], low[kept], high[kept]
    return key, np.searchsorted(next_begins, low, "right"), np.searchsorted(next_begins, high - 1)


def _read(text: str, folded: Folded, lexicon: Lexicon, key: Columns, first: Columns, last: Columns) -> Columns:
    """The senses of what was hit, where whole words stand and are written as the sense asks."""
    whole = ~(folded.begun[first] | folded.goes_on[last])
    starts, ends = folded.starts[first[whole]], folded.ends[last[whole]]
    hit, sense = lexicon.senses_of(key[whole])
    found = np.stack((starts[hit], ends[hit], sense))
    asked = np.flatnonzero(lexicon.is_strict[sense])
    wrong = [
        at
        for at, (a, b, n) in zip(asked.tolist(), found[:, asked].T.tolist(), strict=True)
        if not _written_so(text[a:b], lexicon.senses[n]) or NUMBERED.match(text, b)
    ]
    return np.delete(found, wrong, axis=1)


def _written_so(words: str, sense: Sense) -> bool:
    written = letters(words)
    plural = sense.letters.isupper() and written.endswith("s")  # "ILs"
    return written == sense.letters or (plural and written[:-1] == sense.letters)


def _meant(folded: Folded, lexicon: Lexicon, found: Columns, spans: Spans) -> Columns:
    """What is found, without the names that need a context and have none."""
    asks = lexicon.needs_context[found[2]]
    if not asks.any():
        return found
    entries = lexicon.ranks[found[2]]
    asked = np.flatnonzero(asks & ~np.isin(entries, entries[~asks]))  # the page nowhere spells the entry out
    at = np.searchsorted([start for start, _ in spans], found[0, asked], "right") - 1
    around = {n: f" {' '.join(folded.span_keys(n))} " for n in set(at.tolist())}
    places = zip(asked.tolist(), at.tolist(), found[2, asked].tolist(), strict=True)
    void = [k for k, n, number in places if not _stands(lexicon.senses[number].context, around[n])]
    return np.delete(found, void, axis=1)


def _stands(words: Sequence[str], around: str) -> bool:
    return any(f" {word} " in around for word in words)


def _other_drugs(text: str, folded: Folded, lexicon: Lexicon, found: Columns) -> Columns:
    """Drugs that no name of the vocabulary covers, by the stem that the name ends in (WHO's INN stems)."""
    drugs = {word for word in set(folded.words) if lexicon.is_drug(word)}
    places = [at for at, word in enumerate(folded.words) if word in drugs] if drugs else []
    spans = zip(folded.starts[places].tolist(), folded.ends[places].tolist(), strict=True)
    named = found[:2, lexicon.is_entry[found[2]]]
    apart = [
        (a, b, lexicon.other_drug)
        for a, b in spans
        if not PART.fullmatch(text[max(a - 1, 0) : a]) and not PART.fullmatch(text[b : b + 1])
        if not ((named[0] < b) & (a < named[1])).any()
    ]
    return np.array(apart, np.int64).reshape(-1, 3).T
