"""The same exchange in a sentence that has no partner.

A paraphraser uses its words everywhere. What was mended in a sentence with a
partner is looked for in the sentences whose original the sibling does not have:
mended where both neighbours are the same as there, or one of them where it was mended
twice, or wherever our words are odd enough; asked about elsewhere.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.records import Repair

from .align import read_units
from .changes import Change
from .fluency import fluency
from .usage import Usage, function

ODD = 2.5  # one sentence alone teaches words that are far less usual: a plain word may stand for two others
HABIT = 3.0  # sentences in which an exchange was mended, times how much less usual our word is here (powers of ten)


@dataclass(frozen=True, slots=True)
class Lesson:
    """An exchange that was found, with the neighbours it had there and the repair that it became."""

    change: Change
    repair: Repair

    @property
    def neighbours(self) -> tuple[str, str]:
        return self.change.left, self.change.right


def lessons(found: Iterable[tuple[Change, Repair]], usage: Usage) -> Mapping[tuple[str, ...], list[Lesson]]:
    """The exchanges worth carrying over, by our words: uncontested, of words that the sibling does not know."""
    known: dict[tuple[str, ...], list[Lesson]] = {}
    for change, repair in found:
        taught = change.ours and change.theirs and not function(change.ours)
        if taught and usage.stranger(change) and not usage.contested(change):
            known.setdefault(change.ours, []).append(Lesson(change, repair))
    return known


def recall(
    text: str,
    known: Mapping[tuple[str, ...], list[Lesson]],
    done: Sequence[tuple[int, int]],
    weighty: Container[str] = frozenset(),
) -> Iterator[Repair]:
    """Repairs and questions where our words of a lesson stand outside the spans that are ``done``.

    A ``weighty`` word, one that may name what a claim is about, may also be the author's in a sentence that the
    sibling lacks: it is mended between the very same neighbours only.
    """
    spans = sorted(done)
    for unit in read_units(text):
        keys = [w.key for w in unit.words]
        for ours, listed in known.items():
            for at in range(len(keys) - len(ours) + 1):
                if tuple(keys[at : at + len(ours)]) == ours:
                    start, end = unit.words[at].start, unit.words[at + len(ours) - 1].end
                    if not any(s < end and start < e for s, e in spans):
                        careful = any(w in weighty for w in ours)
                        yield _apply(text, start, end, _around(keys, at, at + len(ours)), listed, careful)


def _around(keys: Sequence[str], start: int, end: int) -> tuple[str, str]:
    return keys[start - 1] if start else "", keys[end] if end < len(keys) else ""


def _apply(text: str, start: int, end: int, around: tuple[str, str], listed: Sequence[Lesson], careful: bool) -> Repair:
    sure = [lesson for lesson in listed if lesson.repair.status == "auto"]
    same = [lesson for lesson in sure if lesson.neighbours == around]
    if not same and len(sure) > 1 and not careful:
        same = [lesson for lesson in sure if any(a and a == b for a, b in zip(lesson.neighbours, around))]
    lesson = (same or list(listed))[0]
    change, repair = lesson.change, lesson.repair
    first = change.after[:1].upper() if text[start].isupper() else change.after[:1].lower()
    gain = _fluency(around, change.theirs) - _fluency(around, change.ours)
    taught = len({lesson.change.pair.theirs.line for lesson in sure})
    habit = not careful and taught > 1 and gain * taught >= HABIT
    mended = habit or bool(same) and gain > (0 if taught > 1 else ODD)
    return replace(
        repair,
        start=start,
        end=end,
        before=text[start:end],
        after=first + change.after[1:] if change.after[1:2].islower() else change.after,
        status="auto" if mended else "review",
        harm=0 if mended else max(repair.harm, 2 * (repair.status == "auto")),
        confidence="high" if mended else "medium",
        basis=f"the same exchange as elsewhere on the page; {repair.basis}",
    )


def _fluency(around: tuple[str, str], middle: tuple[str, ...]) -> float:
    return fluency([w for w in (around[0], *middle, around[1]) if w[:1].isalnum()])
