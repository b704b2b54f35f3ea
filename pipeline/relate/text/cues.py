"""Cues: the words of a clause that decide, those inside a name left out, and what is told of them."""

from __future__ import annotations

from pipeline.records import Mention

from .units import Span, Unit


def cues(unit: Unit, kinds: tuple[str, ...], span: Span) -> list[Mention]:
    """Cues of these kinds inside a span, in order; those that share words with a name do not count."""
    return [c for c in _free(unit, kinds) if span[0] <= c.start and c.end <= span[1]]


def _free(unit: Unit, kinds: tuple[str, ...]) -> list[Mention]:
    """The same of the whole unit: asked for every clause, every object and every rule."""
    found = unit.memo.get((_free, kinds))
    if found is None:
        found = [c for c in unit.of(*kinds) if not within_name(unit, c) and not _of_cause(unit, c)]
        unit.memo[_free, kinds] = found
    return found


def within_name(unit: Unit, cue: Mention) -> bool:
    """Whether a cue shares words with a name: "used" in a name of something says nothing of a use."""
    return unit.has_across(cue, "agent", "condition", "event", "partner", "cue_comparator")


def _of_cause(unit: Unit, cue: Mention) -> bool:
    """ "has not been shown to cause A": what is denied is a harm, no use."""
    return cue.type == "cue_not_used" and unit.has_after(cue.end, 4, "cue_cause")


def traced(unit: Unit, cue: Mention | None) -> tuple[str, ...]:
    """What a person who asks why is told: the cue that decided, and the section it stands in."""
    words = (f'cue "{cue.words}" ({cue.type} {cue.id})',) if cue is not None else ()
    return (*words, f"section {unit.section}") if unit.section else words
