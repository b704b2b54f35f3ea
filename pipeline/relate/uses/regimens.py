"""Regimens: alone, combined with named partners, combined with something unnamed."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records import Mention

from ..agents.coordination import groups, ids, joined, narrowed
from ..agents.who import usable
from ..text.units import Span, Text, Unit

REACH = 45  # characters from "with" to the first partner: "with another immunotherapy medication called"


@dataclass(frozen=True, slots=True)
class Regimen:
    qualifiers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    logic: str = ""


PLAIN = Regimen()


def regimens(text: Text, unit: Unit, span: Span, subjects: tuple[str, ...]) -> list[Regimen]:
    """The regimens a clause states; [PLAIN] when it states none. "Alone or with X" is two."""
    low, high = span
    found: list[Regimen] = []
    if unit.starting(low, high, "cue_alone"):
        found.append(Regimen(("single_agent",)))
    named = partners(text, unit, span, subjects)
    if named:
        found.append(Regimen(_adjuvant(unit, span), ids(named), logic(text, named)))
    elif unit.starting(low, high, "partner_unnamed"):
        found.append(Regimen((*_adjuvant(unit, span), "combination_unspecified")))
    return found or [PLAIN]


def _adjuvant(unit: Unit, span: Span) -> tuple[str, ...]:
    """ "as adjuvants, combined with ...": the word belongs to the combination."""
    near = [m for m in unit.of("modifier") if m.id == "adjuvant" and span[0] <= m.start]
    return ("adjuvant",) if any(0 <= c.start - m.end <= 3 for m in near for c in unit.of("cue_with")) else ()


def partners(text: Text, unit: Unit, span: Span, subjects: tuple[str, ...]) -> list[Mention]:
    """The named partners after "with", "alongside", "plus", lists and examples included."""
    low, high = span
    pool = unit.starting(low, high, "partner")
    pool += [
        m for m in usable(text, unit) if low <= m.start < high and m.id not in subjects and not _in_apposition(unit, m)
    ]
    pool.sort(key=lambda m: m.start)
    taken: list[Mention] = []
    for cue in unit.starting(low, high, "cue_with"):
        after = groups(text, [m for m in pool if m.start >= cue.end])
        if not after or after[0][0].start - cue.end > REACH or _interrupted(unit, cue.end, after[0][0].start):
            continue
        first = [after[0][0]]
        for mention in after[0][1:]:
            first.append(mention)
        chain = narrowed(text, unit, first, after[1:2]) if after[1:2] else first
        if chain is first and after[1:2] and unit.has_between(first[-1].end, after[1][0].start, "cue_example"):
            chain = first + after[1]  # "A, or newer treatments like B"
        taken += [m for m in chain if m not in taken]
    taken += [m for m in _exemplars(text, unit, span, pool) if m not in taken]
    return sorted(taken, key=lambda m: m.start)


def _in_apposition(unit: Unit, mention: Mention) -> bool:
    return unit.has_before(mention.start, 1, "cue_is_a")


def _exemplars(text: Text, unit: Unit, span: Span, pool: list[Mention]) -> list[Mention]:
    """ "other treatments such as A or B": the examples are the partners."""
    for unnamed in unit.starting(*span, "partner_unnamed"):
        after = groups(text, [m for m in pool if m.start >= unnamed.end])
        if (
            after
            and unit.has_between(unnamed.end, after[0][0].start, "cue_example")
            and after[0][0].start - unnamed.end < REACH
        ):
            return after[0]
    return []


def _interrupted(unit: Unit, low: int, high: int) -> bool:
    return bool(unit.starting(low, high, "condition", "event", "cue_treats"))


def logic(text: Text, named: list[Mention]) -> str:
    """any_of for alternatives and examples, all_of for one regimen."""
    if len(named) == 1:
        return "all_of"
    gap = text.text[named[0].end : named[-1].start].lower()
    return "any_of" if " or " in f" {gap} " or not joined(text, named[0], named[1]) else "all_of"
