"""Inheritance: the agents of a unit that names none, from its paragraph, list, row, section or page."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.records import Mention

from ..text.units import Text, Unit, lineage
from .acted_on import is_acted_on
from .coordination import ids
from .who import NOBODY, Who, member_words, subject_group, usable

SUBJECT_REACH = 40  # characters in which a sentence names what it is about: "Drugs such as X ..."


def inherited(text: Text, unit: Unit, focus: Who = NOBODY) -> Who:
    """Agents from outside the unit, nearest first: paragraph, list head, the section's focus, heading, page.

    The page's own drug instead of its class, or of what the body makes of the same kind.
    """
    who = _nearest(text, unit, focus)
    if _is_acted_on_here(text, unit, who.ids):
        return NOBODY
    return page_subject(text, unit) if who and _is_wider(text, who.ids) else who


def _is_acted_on_here(text: Text, unit: Unit, agents: Sequence[str]) -> bool:
    """Whether the unit names them or their kin, and only as acted on: "to measure X", "X inhibitors" give no X."""
    near = {kin for id in agents for kin in (id, *text.ground.ancestors.get(("agent", id), ()))}
    named = [m for m in unit.of("agent") if m.id in near or any(text.is_below("agent", m.id, id) for id in agents)]
    return bool(named) and all(is_acted_on(text, unit, m) for m in named)


def _nearest(text: Text, unit: Unit, focus: Who) -> Who:
    for how, source in lineage(unit):
        if speaks_of_other(text, source):
            return NOBODY
        if how == "heading" and focus:
            break
        group = spoken_of(text, source)
        if group:
            return Who.of(group, how, (source.span,), member_words(text, source, group))
    return Who(focus.ids, "focus", focus.contexts, focus.qualifiers) if focus else page_subject(text, unit)


def _is_wider(text: Text, ids: Sequence[str]) -> bool:
    """Whether these are what the page's own drug is below, with or without the drug itself."""
    own = {m.id for m in text.subject}
    wider = [id for id in ids if any(text.is_below("agent", drug, id) for drug in own)]
    return bool(wider) and own.issuperset(set(ids) - set(wider))


def row_agents(text: Text, unit: Unit) -> Who:
    """The agents that another cell of the row names; none in a row about another drug or a column about targets."""
    if is_row_of_other(text, unit):
        return NOBODY
    for cell in unit.row:
        if cell.head is not None and cell.head.has("blocker_before", "blocker_after"):
            continue
        group = subject_group(text, cell, cell.start, cell.end)
        if group:
            return Who.of(group, "row", (cell.span,))
    return NOBODY


def is_row_of_other(text: Text, unit: Unit) -> bool:
    """Whether the first cell of a row names a drug, and none that is an agent of ours."""
    first = min([unit, *unit.row], key=lambda cell: cell.start)
    return first.has("other_drug", "partner", "agent") and not subject_group(text, first, first.start, first.end)


def speaks_of_other(text: Text, unit: Unit) -> bool:
    """True when a sentence or heading is about a treatment that is no agent of ours: "it" means that one."""
    if usable(text, unit):
        return False
    if unit.kind == "heading":
        return unit.has("other_drug")
    return any(p.start - unit.start <= SUBJECT_REACH for p in unit.of("partner", "other_drug"))


def _is_other(unit: Unit) -> bool:
    return unit.kind in ("paragraph", "heading") and unit.has("other_drug") and not unit.has("agent")


def spoken_of(text: Text, unit: Unit) -> list[Mention]:
    """The agents a sentence leaves in mind: those after "side effects of", else its subject."""
    for cue in unit.of("cue_side_effect"):
        group = subject_group(text, unit, cue.end, unit.end)
        if group and group[0].start - cue.end <= 24 and "," not in text.between(cue.end, group[0].start):
            return group
    return subject_group(text, unit, unit.start, unit.end)


def page_subject(text: Text, unit: Unit) -> Who:
    """The agents the whole page is about, if it is about some; not under a bare line that names another drug."""
    before = next((u for u in reversed(text.units) if u.end <= unit.start), None)
    if before is not None and before.end - before.start <= SUBJECT_REACH and _is_other(before):
        return NOBODY
    spans = tuple(u.span for m in text.subject for u in text.units if u.start <= m.start < u.end)
    return Who(ids(text.subject), "subject", spans, (), text.subject) if text.subject else NOBODY
