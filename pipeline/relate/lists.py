"""Indications through lists: a head that states the use and items that name conditions, or agents."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.records import Candidate, Mention

from .agents import Who, groups, ids, inherited, member_words, subject_group
from .indications import _is_compound, row, use_of
from .regimens import PLAIN
from .units import Text, Unit, lineage


def listed(text: Text, unit: Unit, focus: Who) -> Iterator[Candidate]:
    """The indication candidates of a list item whose use is stated by its head or heading."""
    if unit.kind not in ("item", "cell") or unit.label != "body":
        return
    for how, source in lineage(unit):
        if how == "previous":
            continue
        objects = [m for m in source.of("condition") if not _is_compound(source, m)]
        use = use_of(text, source, source.span, objects)
        if use is None or (how == "heading" and source.section not in ("uses", "study")):
            continue
        own = [m for m in unit.of("condition") if not _is_compound(unit, m)]
        if own:
            yield from _conditions(text, unit, source, use, own, focus)
        elif objects and not own:
            yield from _agents(text, unit, source, use, objects)
        return


def _conditions(text: Text, unit: Unit, source: Unit, use, own: list[Mention], focus: Who) -> Iterator[Candidate]:
    """Head names the agent, the item the condition."""
    group = subject_group(text, source, source.start, source.end)
    if group:
        who = Who(ids(group), "list_head", (source.span,), member_words(text, source, group), tuple(group))
    else:
        who = inherited(text, source, focus)
    for condition in first_per_id(own):
        for agent in who.ids:
            candidate = row(text, unit, agent, condition, use, who, PLAIN, item_modifiers(text, unit, condition), ())
            yield with_context(candidate, source, "IND-LIST")


def _agents(text: Text, unit: Unit, source: Unit, use, objects: list[Mention]) -> Iterator[Candidate]:
    """Head or heading names the condition, the item the agent."""
    group = subject_group(text, unit, unit.start, unit.end)
    who = Who(ids(group), "sentence", (), (), tuple(group))
    for condition in first_per_id(objects):
        for agent in who.ids:
            candidate = row(text, unit, agent, condition, use, who, PLAIN, (), (source.span,))
            yield with_context(candidate, source, "IND-LIST-AGENT")


def with_context(candidate: Candidate, source: Unit, rule: str) -> Candidate:
    from dataclasses import replace

    return replace(candidate, rule=rule, contexts=tuple(sorted({*candidate.contexts, source.span})))


def item_modifiers(text: Text, unit: Unit, condition: Mention) -> tuple[str, ...]:
    from .indications import modifiers

    return modifiers(text, unit, condition)


def first_per_id(mentions: list[Mention]) -> list[Mention]:
    return list({m.id: m for m in reversed(mentions)}.values())[::-1]


__all__ = ["groups", "listed"]
