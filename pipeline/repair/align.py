"""Which sentence of a sibling a sentence was made from, and what differs.

Sentences are paired by ``rapidfuzz.fuzz.ratio`` (right for 88 of 91 heavily
paraphrased sentences; WRatio for 7), whatever their order on the two pages. A
pair is then cut to its core: what one side adds at its ends is another
edition's clause, not a paraphrase, and must not spoil the comparison.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from rapidfuzz import fuzz, process

from .words import Word, units, words

LEAST = 45.0  # below this no two of the measured sentence pairs belonged together
TRIED = 3  # how many of the most similar sentences are laid side by side
WEAK = frozenset("a an the of to in on for and or is are be as one by with at that it its".split())
Opcode = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, item or list head of a page."""

    start: int
    end: int
    words: tuple[Word, ...]
    line: str  # the keys of its words, which is what is compared


@dataclass(frozen=True, slots=True)
class Pair:
    """Our unit, the unit it is compared with, and the operations between their cores."""

    ours: Unit
    theirs: Unit
    ratio: float  # of the cores
    length: int  # words in the shorter core
    steps: tuple[Opcode, ...]

    @property
    def same(self) -> float:
        """The share of our words in the core that the partner has too."""
        whole = self.steps[-1][2] - self.steps[0][1]
        return sum(i2 - i1 for tag, i1, i2, _, _ in self.steps if tag == "equal") / max(whole, 1)


@lru_cache(maxsize=512)  # a page is compared with every sibling, a sibling with every page
def read_units(text: str) -> tuple[Unit, ...]:
    """All units of a text with at least one word."""
    found = ((start, end, tuple(words(text, start, end))) for start, end in units(text))
    return tuple(Unit(start, end, held, " ".join(w.key for w in held)) for start, end, held in found if held)


def pairs(ours: Sequence[Unit], theirs: Sequence[Unit]) -> Iterator[Pair]:
    """The best partner of each of our units that has one."""
    if not theirs:
        return
    grid = process.cdist([u.line for u in ours], [u.line for u in theirs], scorer=fuzz.ratio, score_cutoff=LEAST)
    for unit, row in zip(ours, grid, strict=True):
        best = sorted(range(len(theirs)), key=lambda j: (-row[j], j))[:TRIED]
        tried = [pair for j in best if row[j] and (pair := compare(unit, theirs[j]))]
        if tried:
            yield max(tried, key=lambda pair: sum(i2 - i1 for tag, i1, i2, _, _ in pair.steps if tag == "equal"))


def compare(ours: Unit, theirs: Unit) -> Pair | None:
    """Two units laid side by side; None when they share no two words in a row."""
    a, b = [w.key for w in ours.words], [w.key for w in theirs.words]
    steps = _core(SequenceMatcher(None, a, b, autojunk=False).get_opcodes(), a)
    if not steps:
        return None
    (_, i1, _, j1, _), (_, _, i2, _, j2) = steps[0], steps[-1]
    ratio = fuzz.ratio(" ".join(a[i1:i2]), " ".join(b[j1:j2]))
    return Pair(ours, theirs, ratio, min(i2 - i1, j2 - j1), tuple(_merged(steps, a)))


def _core(steps: list[Opcode], ours: Sequence[str]) -> list[Opcode]:
    """Without what one side adds before the first or after the last common run; a short replaced end stays."""
    solid = [k for k, (tag, i1, i2, _, _) in enumerate(steps) if tag == "equal" and (i2 - i1 > 1 or len(steps) <= 3)]
    if not solid:
        return []
    first, last = solid[0], solid[-1]
    while first > 0 and _joins(steps[first - 1], steps[: first - 1][::-1], ours):
        first -= 1
    while last + 1 < len(steps) and _joins(steps[last + 1], steps[last + 2 :], ours):
        last += 1
    return steps[first : last + 1]


def _joins(step: Opcode, beyond: list[Opcode], ours: Sequence[str]) -> bool:
    """Whether a step at the edge of the core belongs to it: common words, or a short change before some."""
    tag, i1, i2, j1, j2 = step
    if tag == "equal":
        return True
    if not beyond or len(beyond) == 1 and beyond[0][0] == "equal":  # nothing else, or only common words up to the end
        return tag == "replace" and max(i2 - i1, j2 - j1) <= 3
    _, next1, next2, _, _ = beyond[0]
    return max(i2 - i1, j2 - j1) <= 5 and any(len(w) > 3 and w not in WEAK for w in ours[next1:next2])


def _merged(steps: list[Opcode], ours: Sequence[str]) -> Iterator[Opcode]:
    """Two replacements with one weak word between them are one ("quite one sort", "more than one type")."""
    held: Opcode | None = None
    for k, step in enumerate(steps):
        tag, i1, i2, j1, j2 = step
        bridge = tag == "equal" and i2 - i1 == 1 and ours[i1] in WEAK and held and k + 1 < len(steps)
        if held and (bridge and steps[k + 1][0] == "replace" or tag != "equal"):
            held = ("replace", held[1], i2, held[3], j2)
        elif tag == "equal":
            if held:
                yield held
            held = None
            yield step
        else:
            held = step
    if held:
        yield held
