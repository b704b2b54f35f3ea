"""The changes between a sentence and its partner, each with what the guards and the vote need to know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from .align import Opcode, Pair
from .fluency import fluency
from .words import Word

LONGEST = 5  # words on a side; more is a clause
PLAIN = 60.0  # a pair less alike than this says nothing about single words


@dataclass(frozen=True)
class Change:
    """Our words ``ours`` stand where the sibling has ``theirs``; offsets count in our text."""

    pair: Pair
    step: Opcode
    texts: tuple[str, str]  # ours and the sibling's
    start: int
    end: int
    before: str
    after: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    left: str  # the word on the left that both have; empty at the start of both sentences
    right: str

    @cached_property
    def gain(self) -> float:
        """How much more usual the sibling's wording is between the same neighbours (powers of ten)."""
        return fluency(self._run(self.theirs)) - fluency(self._run(self.ours))

    def _run(self, middle: tuple[str, ...]) -> list[str]:
        return [w for w in (self.left, *middle, self.right) if w and w[0].isalnum()]

    def part(self, low: int, high: int) -> Change:
        """Some words of a change that has as many words on both sides, between their neighbours on our page."""
        tag, i1, _, j1, _ = self.step
        return _make(self.pair, (tag, i1 + low, i1 + high, j1 + low, j1 + high), *self.texts)

    def by_word(self) -> tuple[Change, ...]:
        """The exchange of each word, where as many plain words stand on both sides; else the change itself."""
        count = len(self.ours)
        if self.long or count < 2 or count != len(self.theirs) or not self.plain:
            return (self,)
        parts = (self.part(k, k + 1) for k in range(count) if self.ours[k] != self.theirs[k])
        return tuple(part for part in parts if not part.idle)

    @property
    def plain(self) -> bool:
        """Whether there are words only, no marks."""
        return all(w[0].isalnum() for w in (*self.ours, *self.theirs))

    @property
    def long(self) -> bool:
        return max(len(self.ours), len(self.theirs)) > LONGEST

    @property
    def idle(self) -> bool:
        """The same word, written apart, with a hyphen, in the plural or with another ending of number."""
        one, other = "".join(self.ours).replace("-", ""), "".join(self.theirs).replace("-", "")
        return one.rstrip("s") == other.rstrip("s") or not any(w[0].isalnum() for w in (*self.ours, *self.theirs))


def changes(pair: Pair, ours: str, theirs: str) -> Iterator[Change]:
    """The changes of a pair of units of the texts ``ours`` and ``theirs``."""
    for step in pair.steps:
        if step[0] == "equal" or not _anchored(pair, step):
            continue
        yield _make(pair, step, ours, theirs)


def _make(pair: Pair, step: Opcode, ours: str, theirs: str) -> Change:
    _, i1, i2, j1, j2 = step
    mine, other = pair.ours.words, pair.theirs.words
    start, end, after = _edit(mine, other, step, theirs)
    after = _cased(after, ours[start:end], i1 == 0)
    keys = tuple(w.key for w in mine[i1:i2]), tuple(w.key for w in other[j1:j2])
    left, right = mine[i1 - 1].key if i1 else "", mine[i2].key if i2 < len(mine) else ""
    return Change(pair, step, (ours, theirs), start, end, ours[start:end], after, *keys, left, right)


def _anchored(pair: Pair, step: Opcode) -> bool:
    """Equal neighbours on both sides, or both at the same end of their sentences."""
    _, i1, i2, j1, j2 = step
    mine, other = pair.ours.words, pair.theirs.words
    left = i1 == j1 == 0 or min(i1, j1) > 0 and mine[i1 - 1].key == other[j1 - 1].key
    right = (i2, j2) == (len(mine), len(other)) or (
        i2 < len(mine) and j2 < len(other) and mine[i2].key == other[j2].key
    )
    return left and right


def _edit(mine: tuple[Word, ...], other: tuple[Word, ...], step: Opcode, theirs: str) -> tuple[int, int, str]:
    _, i1, i2, j1, j2 = step
    after = theirs[other[j1].start : other[j2 - 1].end] if j2 > j1 else ""
    if i1 == i2:  # something to put in: before the next word, or after the last
        at = mine[i1].start if i1 < len(mine) else mine[-1].end
        return at, at, after + " " if i1 < len(mine) else " " + after
    if not after and i2 < len(mine):  # something to take out: with the space behind it
        return mine[i1].start, mine[i2].start, after
    return mine[i1].start, mine[i2 - 1].end, after


def _cased(after: str, before: str, first: bool) -> str:
    """The sibling's words with a capital only where our sentence needs one."""
    if not after or not after[0].isalpha() or after[:2].isupper() or any(c.isdigit() for c in after.split()[0]):
        return after
    if first and before[:1].isupper():
        return after[0].upper() + after[1:]
    return after[0].lower() + after[1:] if before[:1].islower() else after
