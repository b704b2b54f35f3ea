"""Repairs, and the repaired view of a text with a map of offsets both ways.

*Stored* offsets count in a document's text layer; *view* offsets in the repaired view of it.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import dataclass

APPLIED = ("auto", "approved")  # repair statuses that change the view
HARMS = ("wording", "degree", "named_thing", "meaning")  # by Repair.harm; what they mean: schemas/enumerations.yaml


@dataclass(frozen=True, slots=True)
class Repair:
    """A repair, gap or flag at a stored span; ``text[start:end] == before``.

    ``status``: auto (applied), approved (applied, by a decision), review (asked,
    not applied), gap (something was lost here: unknown, never none), flag (kept
    as it is, suspected wrong). ``basis`` says what it rests on (a sibling's name
    and words, a decision's id, the bytes). ``harm`` orders the queue and says what may
    rest on a repair that awaits review: 0 a mere wording, 1 how often or how surely,
    2 the words of an agent, condition, event or term, 3 perhaps the meaning itself;
    claims wait for 2 and 3.
    """

    start: int
    end: int
    before: str
    after: str
    kind: str
    rule: str
    status: str
    basis: str = ""
    confidence: str = "high"
    harm: int = 3


@dataclass(frozen=True, slots=True)
class View:
    """The repaired view of a stored text, with a map of offsets both ways.

    >>> v = View.of("it must be wiped out of", [Repair(11, 20, "wiped out", "done", "spun_phrase", "d", "auto")])
    >>> v.text, v.to_stored(11, 15)
    ('it must be done of', (11, 20))
    """

    stored: str
    text: str
    repairs: tuple[Repair, ...]  # the applied ones, in order, without overlap
    stored_edges: tuple[int, ...] = ()  # segment starts in the stored text
    view_edges: tuple[int, ...] = ()  # the same segments' starts in the view
    edited: tuple[Repair | None, ...] = ()  # the repair a segment comes from

    @classmethod
    def of(cls, stored: str, repairs: Iterable[Repair]) -> View:
        applied = sorted((r for r in repairs if r.status in APPLIED), key=lambda r: (r.start, r.end))
        parts, s_edges, v_edges, edited, at, length = [], [], [], [], 0, 0
        for repair in applied:
            if repair.start < at or stored[repair.start : repair.end] != repair.before:
                raise ValueError(f"repair at {repair.start} overlaps another or is void: {repair.before!r}")
            for piece, start, who in (
                (stored[at : repair.start], at, None),
                (repair.after, repair.start, repair),
            ):
                parts.append(piece), s_edges.append(start), v_edges.append(length), edited.append(who)
                length += len(piece)
            at = repair.end
        parts.append(stored[at:]), s_edges.append(at), v_edges.append(length), edited.append(None)
        return cls(stored, "".join(parts), tuple(applied), tuple(s_edges), tuple(v_edges), tuple(edited))

    def to_stored(self, start: int, end: int) -> tuple[int, int]:
        """The smallest stored span that yields view[start:end]; an edited piece is taken whole."""
        if not self.repairs:
            return start, max(end, start)
        first = self._segment(self.view_edges, start)
        low = self.stored_edges[first]
        if self.edited[first] is None:
            low += start - self.view_edges[first]
        last = self._segment(self.view_edges, max(end - 1, start))
        repair = self.edited[last]
        high = repair.end if repair else self.stored_edges[last] + end - self.view_edges[last]
        return low, max(high, low)

    def to_view(self, position: int) -> int:
        """The view offset of a stored offset; inside an edit, the start of what replaced it."""
        if not self.repairs:
            return position
        at = self._segment(self.stored_edges, position)
        if self.edited[at] is not None:
            return self.view_edges[at] + (len(self.edited[at].after) if position >= self.edited[at].end else 0)
        return self.view_edges[at] + position - self.stored_edges[at]

    def used(self, start: int, end: int) -> tuple[Repair, ...]:
        """The applied repairs that touch view[start:end], deletions inside it included."""
        low, high = self.to_stored(start, end)
        return tuple(r for r in self.repairs if r.start < high and r.end > low or low < r.start == r.end < high)

    @staticmethod
    def _segment(edges: tuple[int, ...], position: int) -> int:
        return max(bisect.bisect_right(edges, position) - 1, 0)
