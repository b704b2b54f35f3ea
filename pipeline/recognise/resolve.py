"""Overlaps: of names that contest a place the longest stays, then the leftmost."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

import numpy as np

Span = tuple[int, int]


def stays(starts: np.ndarray, ends: np.ndarray, contests: np.ndarray) -> np.ndarray:
    """Whether each span stays; only spans of one contest exclude one another, and equal spans never do.

    >>> stays(*map(np.array, ([0, 2, 8, 0, 2], [4, 9, 10, 2, 9], [0, 0, 0, 0, 1]))).tolist()
    [False, True, False, True, True]
    """
    stay = np.ones(len(starts), bool)
    if not len(starts):
        return stay
    room = int(ends.max()) + 1
    low, high = starts + contests * room, ends + contests * room  # one line, contest behind contest
    order = np.lexsort((-high, low))
    low, high = low[order], high[order]
    fresh = np.ones(len(low) + 1, bool)  # nothing before reaches as far
    fresh[1:-1] = low[1:] >= np.maximum.accumulate(high)[:-1]
    edges = np.flatnonzero(fresh)
    widths = np.repeat(np.maximum.reduceat(high, edges[:-1]) - low[edges[:-1]], np.diff(edges))
    stay[order] = high - low == widths  # most names stand alone, or hold all that overlaps them
    undecided = ~np.logical_or.reduceat(stay[order], edges[:-1])
    crowded = np.flatnonzero(undecided)
    for first, last in zip(edges[crowded].tolist(), edges[crowded + 1].tolist(), strict=True):
        spans = list(zip(low[first:last].tolist(), high[first:last].tolist(), strict=True))
        won = _longest(set(spans))
        stay[order[first:last]] = [span in won for span in spans]
    return stay


def _longest(spans: Iterable[Span]) -> set[Span]:
    """Disjoint spans, longest first, then leftmost.

    >>> sorted(_longest({(0, 4), (2, 9), (8, 10), (0, 2)}))
    [(0, 2), (2, 9)]
    """
    ring: list[Span] = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        at = bisect.bisect_left(ring, span)
        if not (at < len(ring) and ring[at][0] < span[1]) and not (at and ring[at - 1][1] > span[0]):
            ring.insert(at, span)
    return set(ring)
