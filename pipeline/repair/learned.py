"""The same exchange in a sentence that has no partner.

A paraphraser uses its words everywhere. What was mended in a sentence with a
partner is looked for in the sentences whose original the sibling does not have:
mended where both neighbours are the same as there, asked about elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.records import Repair

from .align import Unit, read_units
from .changes import Change
from .fluency import fluency
from .rules import Rule
from .usage import Usage, function


@dataclass(frozen=True, slots=True)
class Lesson:
    """An exchange that was mended, with the neighbours it had and where it was learned."""

    theirs: tuple[str, ...]
    after: str
    neighbours: tuple[str, str]
    basis: str


def lessons(mended: Iterable[tuple[Change, str]], usage: Usage) -> Mapping[tuple[str, ...], list[Lesson]]:
    """The exchanges worth carrying over, by our words: uncontested, of words that the sibling does not know."""
    found: dict[tuple[str, ...], list[Lesson]] = {}
    for change, basis in mended:
        if (
            change.ours
            and change.theirs
            and not function(change.ours)
            and not usage.contested(change)
            and usage.stranger(change)
        ):
            lesson = Lesson(change.theirs, change.after, (change.left, change.right), basis)
            found.setdefault(change.ours, []).append(lesson)
    return found


def recall(
    text: str, rule: Rule, known: Mapping[tuple[str, ...], list[Lesson]], done: Sequence[tuple[int, int]]
) -> Iterator[Repair]:
    """Repairs and questions where our words of a lesson stand outside the spans that are ``done``."""
    spans = sorted(done)
    for unit in read_units(text):
        keys = [w.key for w in unit.words]
        for ours, listed in known.items():
            for at in range(len(keys) - len(ours) + 1):
                if tuple(keys[at : at + len(ours)]) == ours:
                    start, end = unit.words[at].start, unit.words[at + len(ours) - 1].end
                    if not any(s < end and start < e for s, e in spans):
                        yield _apply(text, rule, unit, at, len(ours), listed)


def _apply(text: str, rule: Rule, unit: Unit, at: int, length: int, listed: Sequence[Lesson]) -> Repair:
    keys = [w.key for w in unit.words]
    around = (keys[at - 1] if at else "", keys[at + length] if at + length < len(keys) else "")
    same = [lesson for lesson in listed if lesson.neighbours == around]
    lesson = (same or list(listed))[0]
    gain = fluency([w for w in (around[0], *lesson.theirs, around[1]) if w[:1].isalnum()]) - fluency(
        [w for w in (around[0], *keys[at : at + length], around[1]) if w[:1].isalnum()]
    )
    start, end = unit.words[at].start, unit.words[at + length - 1].end
    after = (
        lesson.after[0].upper() + lesson.after[1:]
        if text[start].isupper()
        else lesson.after[0].lower() + lesson.after[1:]
    )
    status = "auto" if same and gain > 0 else "review"
    basis = f"the same exchange as elsewhere on the page; {lesson.basis}"
    return rule.mark(text, start, end, after, basis, status=status, confidence="high" if same else "medium")
