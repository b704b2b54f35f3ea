"""Indications through lists: a head that states the use and items that name conditions, or agents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.records import Candidate, Mention

from .agents import Who, ids, inherited, member_words, subject_group
from .assertion import is_advice
from .indications import modifiers, row
from .regimens import PLAIN
from .units import Text, Unit
from .uses import named_objects, use_of


def listed(text: Text, unit: Unit, focus: Who) -> Iterator[Candidate]:
    """The indication candidates of a list item whose use is stated by its head or heading."""
    if unit.kind not in ("item", "cell") or unit.label != "body":
        return
    own = named_objects(text, unit, unit.span)
    for source in _announcers(unit):
        if source.has("cue_side_effect", "cue_cause") or is_advice(text, source):
            return
        use, objects = use_of(text, source, source.span, named_objects(text, source, source.span))
        if use is None and source.kind != "heading":
            return
        if use is not None and own and source.kind != "heading":
            yield from _conditions(text, unit, source, use, own, focus)
            return
        if use is not None and not objects and not own:
            objects = next((found for u in source.paragraph if (found := named_objects(text, u, u.span))), [])
        if use is not None and objects and not own:
            yield from _agents(text, unit, source, use, objects)
            return


def _announcers(unit: Unit) -> list[Unit]:
    """What introduces an item, nearest first: the heads of its list, then the headings that announce uses."""
    heads, head = [], unit.head
    while head is not None and head not in heads:
        heads.append(head)
        head = head.head
    return heads + [h for h in unit.headings if h.section in ("uses", "study")]


def _conditions(text: Text, unit: Unit, source: Unit, use, own: list[Mention], focus: Who) -> Iterator[Candidate]:
    """Head names the agent, the item the condition."""
    group = subject_group(text, source, source.start, source.end)
    if group:
        who = Who(ids(group), "list_head", (source.span,), member_words(text, source, group), tuple(group))
    else:
        who = inherited(text, source, focus)
    for condition in first_per_id(own):
        for agent in who.ids:
            candidate = row(text, unit, agent, condition, use, who, PLAIN, modifiers(text, unit, condition), ())
            yield _through(candidate, source, "IND-LIST")


def _agents(text: Text, unit: Unit, source: Unit, use, objects: list[Mention]) -> Iterator[Candidate]:
    """Head or heading names the condition, the item the agent."""
    group = subject_group(text, unit, unit.start, unit.end)
    who = Who(ids(group), "sentence", (), (), tuple(group))
    for condition in first_per_id(objects):
        for agent in who.ids:
            candidate = row(text, unit, agent, condition, use, who, PLAIN, (), (source.span,))
            yield _through(candidate, source, "IND-LIST-AGENT")


def _through(candidate: Candidate, source: Unit, rule: str) -> Candidate:
    return replace(candidate, rule=rule, contexts=tuple(sorted({*candidate.contexts, source.span})))


def first_per_id(mentions: list[Mention]) -> list[Mention]:
    return list({m.id: m for m in reversed(mentions)}.values())[::-1]
