"""The overlay: many findings, one consistent set of repairs.

The stored text never changes. Applied repairs (auto, approved) never overlap;
what comes first in the list wins, so decisions come before rules, and rules in
the order of their file. What a person settled is not asked again.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from pipeline.records import APPLIED, Repair


def overlap(one: Repair, other: Repair) -> bool:
    """Whether two spans cannot both be edited; two insertions at one place cannot either.

    >>> a, b = Repair(1, 3, "bc", "", "k", "r", "auto"), Repair(3, 3, "", "x", "k", "r", "auto")
    >>> overlap(a, b), overlap(b, b), overlap(a, a)
    (False, True, True)
    """
    if one.start == one.end == other.start == other.end:
        return True
    return one.start < other.end and other.start < one.end


class _Taken:
    """The repairs that are applied, kept in order so that a long page costs n log n."""

    def __init__(self) -> None:
        self.spans: list[tuple[int, int]] = []
        self.by_span: dict[tuple[int, int], Repair] = {}

    def met(self, repair: Repair) -> list[Repair]:
        """The applied repairs that cannot stand beside this one."""
        low = bisect.bisect_left(self.spans, (repair.start, repair.start))
        found = []
        for span in self.spans[max(low - 1, 0) :]:
            if span[0] > repair.end:
                break
            if overlap(self.by_span[span], repair):
                found.append(self.by_span[span])
        return found

    def take(self, repair: Repair) -> None:
        span = repair.start, repair.end
        bisect.insort(self.spans, span)
        self.by_span[span] = repair

    def release(self, repair: Repair) -> None:
        span = repair.start, repair.end
        self.spans.remove(span)
        del self.by_span[span]


def merge(settled: Iterable[Repair], found: Iterable[Repair]) -> tuple[Repair, ...]:
    """One overlay out of what people settled and what the rules found, in text order.

    What people settled stands. A settled repair whose ``after`` equals its ``before`` says "read as it stands": it
    removes the findings it touches and leaves no record. Of two findings that edit the same words the earlier stands,
    unless the later one covers it whole: then it supersedes it (a phrase, the no-break space inside it).
    """
    settled = list(settled)
    closed, taken = _Taken(), _Taken()
    kept: dict[Repair, None] = {}
    for repair in settled:
        if repair.status in APPLIED:
            closed.take(repair)
            taken.take(repair)
        if repair.status not in APPLIED or repair.after != repair.before:
            kept[repair] = None
    for repair in found:
        if repair.status in APPLIED:
            _edit(repair, kept, taken, closed)
        elif repair.status == "gap" or all(other.kind != repair.kind for other in closed.met(repair)):
            kept[repair] = None
    for repair in [r for r in kept if r.status == "flag" and r not in settled]:
        if any(other.kind == repair.kind for other in taken.met(repair)):
            del kept[repair]  # a suspicion that another rule has resolved
    return tuple(sorted(kept, key=lambda r: (r.start, r.end, r.status not in APPLIED, r.kind, r.rule)))


def _edit(repair: Repair, kept: dict[Repair, None], taken: _Taken, closed: _Taken) -> None:
    """Keep an edit where the words are free, or where it covers whole the findings that edit them."""
    met = taken.met(repair)
    if all(other in kept and _covers(repair, other) and not closed.met(other) for other in met):
        for other in met:
            taken.release(other)
            del kept[other]
        taken.take(repair)
        kept[repair] = None


def _covers(repair: Repair, other: Repair) -> bool:
    wider = repair.end - repair.start > other.end - other.start
    return wider and repair.start <= other.start and other.end <= repair.end


def queue(repairs: Iterable[Repair]) -> list[Repair]:
    """What is asked, the most harmful first, then in text order.

    >>> asked = [Repair(9, 9, "", "", "k", "r", "review", harm=harm) for harm in (0, 3, 1)]
    >>> [repair.harm for repair in queue(asked)]
    [3, 1, 0]
    """
    return sorted((r for r in repairs if r.status == "review"), key=lambda r: (-r.harm, r.start, r.end, r.after))
