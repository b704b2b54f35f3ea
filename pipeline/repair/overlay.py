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
    """Spans already edited, kept sorted so that a long page costs n log n."""

    def __init__(self) -> None:
        self.spans: list[tuple[int, int]] = []

    def free(self, repair: Repair) -> bool:
        at = bisect.bisect_left(self.spans, (repair.start, repair.end))
        near = self.spans[max(at - 2, 0) : at + 2]
        return not any(overlap(repair, Repair(s, e, "", "", "", "", "")) for s, e in near)

    def take(self, repair: Repair) -> None:
        bisect.insort(self.spans, (repair.start, repair.end))


def merge(settled: Iterable[Repair], found: Iterable[Repair]) -> tuple[Repair, ...]:
    """One overlay out of what people settled and what the rules found, in text order.

    A settled repair whose ``after`` equals its ``before`` says "read as it stands": it removes the findings it touches
    and leaves no record. Findings inside a settled repair are dropped, flags aside, which report something else.
    """
    settled = list(settled)
    taken, kept = _Taken(), []
    for repair in settled:
        if repair.status in APPLIED:
            taken.take(repair)
        if repair.status not in APPLIED or repair.after != repair.before:
            kept.append(repair)
    for repair in found:
        if repair.status == "flag" or (repair.status == "gap" and repair.start == repair.end):
            kept.append(repair)
        elif taken.free(repair):
            kept.append(repair)
            if repair.status in APPLIED:
                taken.take(repair)
    order = {r: i for i, r in reversed(list(enumerate(kept)))}
    return tuple(sorted(order, key=lambda r: (r.start, r.end, order[r])))
