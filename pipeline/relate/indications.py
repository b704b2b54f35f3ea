"""Indications: who treats what, how it is approved, studied, combined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.records import Candidate, Mention

from .agents import NOBODY, Who, groups, ids, inherited, member_words, narrowed, subject_group, usable
from .assertion import hedged, is_advice, is_hypothetical, negation_before
from .clauses import clause_of, clauses, words_between
from .regimens import PLAIN, Regimen, regimens
from .units import Span, Text, Unit, lineage

SUPPORTIVE = "treatment_effect"  # kind of conditions that are effects of a treatment


@dataclass(frozen=True, slots=True)
class Use:
    """What a clause says about using something: relation, approval and the cue that says so."""

    relation: str
    approval: str = "not_stated"
    regulator: str = ""
    polarity: str = "affirmed"
    certainty: str = "stated"
    rule: str = ""
    cue: Mention | None = None


def indications(text: Text, unit: Unit, focus: Who) -> Iterator[Candidate]:
    """The indication candidates of one unit."""
    spans = clauses(text, unit)
    conditions = [m for m in unit.of("condition") if not _is_compound(unit, m)]
    done: list[Candidate] = []
    for number, span in enumerate(spans):
        inside = [m for m in conditions if span[0] <= m.start < span[1]]
        use = use_of(text, unit, span, inside)
        if use is None:
            continue
        objects, contexts = _objects(text, unit, span, inside, use, done)
        if not objects:
            continue
        who = _who(text, unit, spans, number, use, objects, focus)
        if not who:
            continue
        fresh = list(_rows(text, unit, span, who, use, objects, contexts))
        done += fresh
        yield from fresh


def _objects(text, unit, span, inside, use, done):
    """The conditions of a clause: its own, those it points to, or those of the clause before."""
    objects = [m for m in unit.of("condition") if span[0] <= m.start < span[1] and _is_object(text, unit, m, use)]
    if objects:
        return objects, ()
    if any(span[0] <= a.start < span[1] for a in unit.of("cue_anaphor")):
        return pointed_at(text, unit)
    if any(regimen is not PLAIN for regimen in regimens(text, unit, span, ())) or use.approval == "approved":
        if done:
            kept = {c.object for c in done}
            return [m for m in unit.of("condition") if m.id in kept], done[0].contexts
        return pointed_at(text, unit, generic=True)
    return [], ()


def pointed_at(text: Text, unit: Unit, generic: bool = False) -> tuple[list[Mention], tuple[Span, ...]]:
    """The conditions that "these cancers" means: the nearest earlier unit that names some, else the next sentence."""
    for _, source in lineage(unit):
        found = [m for m in source.of("condition") if generic or not _is_compound(source, m)]
        if found:
            return found, (source.span,)
    later = next((u for u in text.units if u.start >= unit.end), None)
    if later is not None and later.block == unit.block and not generic:
        found = [m for m in later.of("condition") if not _is_compound(later, m)]
        return found, (later.span,) if found else ()
    return [], ()


def use_of(text: Text, unit: Unit, span: Span, objects: Sequence[Mention]) -> Use | None:
    """The use a clause states, by the cue nearest before its first object; None when it states none."""
    low, high = span
    first = objects[0].start if objects else high
    approval = _last(unit, "cue_approval", low, high)
    studied = [c for c in unit.of("cue_study") if low <= c.start < high]
    if studied and not any(low <= c.start < high for c in unit.of("cue_shown")):
        return Use("under_study", "under_study", rule="IND-STUDY", cue=studied[0])
    unused = _last(unit, "cue_not_used", low, high)
    if unused is not None:
        return Use("not_used", polarity="negated", rule="IND-NOT-USED", cue=unused)
    cue = _nearest(unit, ("cue_treats", "cue_manages"), low, high, first)
    cue = cue or approval
    if cue is None:
        return None
    denied = negation_before(text, unit, low, cue.end)
    status = approval.id if approval is not None else "not_stated"
    if status == "not_approved":
        denied = True
    return Use(
        "manages" if cue.type == "cue_manages" else "treats",
        status,
        _regulator(unit, span) if status == "approved" else "",
        "negated" if denied else "affirmed",
        hedged(unit, low, high),
        "IND-APPROVED" if approval is not None else "IND-CUE",
        cue,
    )


def _last(unit: Unit, kind: str, low: int, high: int) -> Mention | None:
    return next((c for c in reversed(unit.of(kind)) if low <= c.start < high), None)


def _nearest(unit: Unit, kinds: tuple[str, ...], low: int, high: int, first: int) -> Mention | None:
    inside = [c for c in unit.of(*kinds) if low <= c.start < high and not _within_entry(unit, c)]
    before = [c for c in inside if c.end <= first]
    return before[-1] if before else (inside[0] if inside else None)


def _within_entry(unit: Unit, cue: Mention) -> bool:
    return any(m.start <= cue.start and cue.end <= m.end for m in unit.of("agent", "condition", "event", "partner"))


def _regulator(unit: Unit, span: Span) -> str:
    return next((r.id for r in unit.of("regulator") if span[0] <= r.start < span[1]), "")


def _is_compound(unit: Unit, mention: Mention) -> bool:
    """ "cancer cells", "cancer care team": the condition is part of another thing's name."""
    kinds = ("condition_compound", "condition_use_compound")
    return any(0 <= c.start - mention.end <= 1 for c in unit.of(*kinds))


def _is_object(text: Text, unit: Unit, mention: Mention, use: Use) -> bool:
    """True for a condition that the clause's cue governs."""
    if any(0 <= c.start - mention.end <= 1 for c in unit.of("condition_compound")):
        return False
    if not any(0 <= c.start - mention.end <= 1 for c in unit.of("condition_use_compound")):
        return True
    if use.relation == "under_study":
        return True
    if use.cue is not None and use.cue.end <= mention.start:
        return True
    copulas = [c for c in unit.of("cue_is") if c.end <= mention.start]
    return bool(copulas) and len(words_between(text, copulas[-1].end, mention.start)) <= 3


def _who(text, unit, spans, number, use, objects, focus) -> Who:
    """The agents of a clause: before its cue, after it ("treated with"), of the clause before, or inherited."""
    low, high = spans[number]
    edge = use.cue.start if use.cue is not None else high
    if objects and unit.start <= objects[0].start < edge:
        edge = max(edge, objects[0].start)
    group = subject_group(text, unit, low, edge) or subject_group(text, unit, unit.start, edge)
    if not group:
        group = _after(text, unit, (edge, high))
    if group:
        return Who(ids(group), "sentence", (), member_words(text, unit, group), tuple(group))
    return inherited(text, unit, focus)


def _after(text: Text, unit: Unit, span: Span) -> list[Mention]:
    """Agents after the cue: "melanoma is treated with A", "treatments for melanoma include A and B"."""
    named = [m for m in usable(text, unit) if span[0] <= m.start < span[1]]
    gathered = groups(text, named)
    return narrowed(text, unit, gathered[0], gathered[1:]) if gathered else []


def _rows(text, unit, span, who, use, objects, contexts) -> Iterator[Candidate]:
    seen: set[str] = set()
    for condition in objects:
        if condition.id in seen:
            continue
        seen.add(condition.id)
        here = unit.start <= condition.start < unit.end
        stated = modifiers(text, unit, condition) if here else _modifiers_there(text, condition)
        for agent in who.ids:
            for regimen in regimens(text, unit, span, who.ids):
                yield row(text, unit, agent, condition, use, who, regimen, stated, contexts)


def row(text, unit, agent, condition, use, who, regimen: Regimen, stated, contexts) -> Candidate:
    """One candidate; the relation follows the kind of the condition for "manage" and "treat"."""
    entry = text.entry(condition)
    relation = use.relation
    if relation in ("treats", "manages"):
        supportive = entry is not None and entry.group == SUPPORTIVE
        relation = "manages_side_effect_of_treatment" if supportive else "treats"
    return Candidate(
        "indication", agent, relation, condition.id, "condition", unit.start, unit.end, use.rule,
        polarity=use.polarity, certainty=use.certainty, approval=use.approval, regulator=use.regulator,
        qualifiers=tuple(sorted({*stated, *regimen.qualifiers, *who.qualifiers})),
        partners=regimen.partners, partner_logic=regimen.logic,
        contexts=tuple(sorted({*contexts, *(who.contexts if who.how != "sentence" else ())})), agent_from=who.how,
    )  # fmt: skip


def _modifiers_there(text: Text, condition: Mention) -> tuple[str, ...]:
    unit = next(u for u in text.units if u.start <= condition.start < u.end)
    return modifiers(text, unit, condition)


def modifiers(text: Text, unit: Unit, condition: Mention) -> tuple[str, ...]:
    """Stage, spread and share of a condition: words right before it, or spread over a list ("advanced forms of A and B")."""
    found: set[str] = set()
    series = next((g for g in groups(text, unit.of("condition")) if condition in g), [condition])
    spread = [m.end for m in unit.of("modifier_distributes")]
    for modifier in unit.of("modifier"):
        target = series[0] if any(0 <= end - modifier.end <= 12 for end in spread) else condition
        if modifier.id == "some_kinds":
            target = condition
        gap = text.text[modifier.end : target.start]
        if modifier.end <= target.start and len(gap) <= 24 and not re.search(r"[,;:()]|\band\b", gap):
            if not any(modifier.end <= c.start and c.end <= target.start for c in unit.of("condition")):
                found.add(modifier.id)
        elif modifier.start >= series[-1].end and modifier.id == "metastatic":
            found.add(modifier.id)
    return tuple(sorted(found))


__all__ = ["indications", "NOBODY", "replace", "is_advice", "is_hypothetical", "clause_of"]
