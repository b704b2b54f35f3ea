"""Tables of uses: a condition and an agent in one row, under heads that say what the two columns hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.records import Candidate, Mention

from ..agents.inheritance import page_subject, row_agents
from ..agents.who import NOBODY, Who
from ..text.sections import speaks_against
from ..text.units import Text, Unit
from .clause import Use, use_of
from .objects import named_objects
from .regimens import PLAIN
from .rows import modifiers, row


def tabled_uses(text: Text, unit: Unit) -> Iterator[Candidate]:
    """A condition under "used for" and an agent in the same row; or beside "used for", on a page about an agent.

    Or a condition under "Disease" beside an agent under "Drug", in either order.
    """
    objects = named_objects(text, unit, unit.span) if unit.kind == "cell" and unit.row else []
    label = _label(unit) if objects else None
    source = label or unit.head
    use, _ = use_of(text, source, source.span, []) if objects and source is not None else (None, ())
    if use is not None:
        who = row_agents(text, unit) if source is unit.head else page_subject(text, unit)
    else:
        use, who = _paired(text, unit) if objects and unit.head is not None else (None, NOBODY)
    if use is not None and source is not None:
        yield from _rows(text, unit, objects, use, who, source)


def _rows(text: Text, unit: Unit, objects: list[Mention], use: Use, who: Who, source: Unit) -> Iterator[Candidate]:
    for condition in objects:
        for agent in who.ids:
            made = row(text, unit, agent, condition, use, who, PLAIN, modifiers(text, unit, condition), (source.span,))
            yield replace(made, rule="IND-TABLE")


TRIED = re.compile(r"\b(?:phase|trials?|NCT|status|stud(?:y|ies))\b", re.I)
WIDEST = 12  # cells of a row that pairs a disease and a drug
OF_USES = ("", "uses", "study", "administration")  # sections in which a table may pair diseases and drugs


def _paired(text: Text, unit: Unit) -> tuple[Use | None, Who]:
    """The use that the heads of two columns state together, and the agents of the other cell.

    "Disease | Drug"; "Clinical application | anything". Where a column is about phases or trials, studies are told;
    where a heading or a cell speaks of harm or of stopping, nothing is.
    """
    kind = _is_called(unit.head, "column_condition") if len(unit.row) < WIDEST else ""
    who = _agents_beside(text, unit, "" if kind == "use" else "column_drug") if kind else NOBODY
    if not who or unit.section not in OF_USES or speaks_against(text, *unit.headings, *unit.row):
        return None, NOBODY
    heads = [cell.head for cell in (unit, *unit.row) if cell.head is not None]
    if any(head.has("column_event") for head in heads):
        return None, NOBODY  # cases of harm
    if unit.section == "study" or any(TRIED.search(text.text, *head.span) for head in heads):
        return Use("under_study", "under_study", rule="IND-TABLE"), who
    return Use("treats", rule="IND-TABLE"), who


def _agents_beside(text: Text, unit: Unit, column: str) -> Who:
    """The agents of the row that stand under a head of that kind, or under any."""
    for cell in unit.row:
        if column and _is_called(cell.head, column) and (found := row_agents(text, _in_row_with(unit, cell))):
            return found
    return NOBODY if column else row_agents(text, unit)


def _in_row_with(unit: Unit, cell: Unit) -> Unit:
    """The unit as if its row held that cell only."""
    return replace(unit, row=[cell], memo={})


AROUND = 4  # characters of a head beside the name of its column


def _is_called(head: Unit | None, kind: str) -> str:
    """What a head that is little else than the name of such a column says of it; empty if it is not one."""
    found = head.of(kind) if head is not None else ()
    whole = (m for m in found if head is not None and head.end - head.start - (m.end - m.start) <= AROUND)
    return next((m.id for m in whole), "")


def _label(unit: Unit) -> Unit | None:
    """The first cell of a row that says what the row is about: "Used for" on a page about a drug."""
    first = min([unit, *unit.row], key=lambda cell: cell.start)
    return first if first is not unit and first.has("cue_used") and not first.has("agent", "condition") else None
