"""Indications: who treats what, how it is approved, studied, combined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.records import Candidate, Mention

from .agents import NOBODY, Who, groups, ids, inherited, narrowed, subject_group, usable
from .clauses import clauses
from .regimens import PLAIN, Regimen, regimens
from .series import leftover
from .subjects import clause_subject, named
from .units import Span, Text, Unit, first_per_id
from .uses import (
    CANCER,
    Use,
    cues,
    in_anaphor,
    in_use_compound,
    is_compound,
    named_objects,
    of_use,
    standing,
    traced,
    use_of,
)

SUPPORTIVE = "treatment_effect"  # kind of conditions that are effects of a treatment


KIND_ENDING = "ic"  # of adjectives that make a disease another one (neutrophilic, hepatic); others only describe it


def indications(text: Text, unit: Unit, focus: Who) -> Iterator[Candidate]:
    """The indication candidates of one unit."""
    if pairs := paired(text, unit):
        yield from _paired(text, unit, pairs)
        return
    spans = clauses(text, unit)
    earlier: tuple[Sequence[Mention], tuple[Span, ...]] = ((), ())
    for number, span in enumerate(spans):
        use, objects = use_of(text, unit, span, named_objects(text, unit, span))
        if use is None:
            continue
        contexts: tuple[Span, ...] = ()
        if not objects:
            objects, contexts = pointed_at(text, unit, span, use, earlier)
        who = who_is_used(text, unit, spans, number, use, objects, focus) if objects else NOBODY
        if not who:
            continue
        earlier = (objects, contexts)
        yield from _rows(text, unit, span, who, use, objects, contexts)


PAIR = re.compile(r"[®™*_\s]*[,(]?\s*(?:for|in|against)\s+(?:the\s+)?(?:treatment\s+of\s+)?(?:[\w-]+\s+){0,2}", re.I)
LEAST_PAIRS = 2  # one could be a sentence about something else


def paired(text: Text, unit: Unit) -> list[tuple[list[Mention], list[Mention]]]:
    """ "Drugs in use are A, for C and D, and B, for E": each agent with the conditions right behind it."""
    gathered = groups(text, usable(text, unit))
    pairs = []
    for at, group in enumerate(gathered):
        high = gathered[at + 1][0].start if at + 1 < len(gathered) else unit.end
        behind = named_objects(text, unit, (group[-1].end, high))
        if behind and PAIR.fullmatch(text.text, group[-1].end, behind[0].start):
            pairs.append((group, behind))
    return pairs if len(pairs) >= LEAST_PAIRS else []


def _paired(text: Text, unit: Unit, pairs: list[tuple[list[Mention], list[Mention]]]) -> Iterator[Candidate]:
    """Every pair is of the use that the sentence states."""
    use, _ = use_of(text, unit, unit.span, [c for _, behind in pairs for c in behind])
    for group, behind in pairs if use is not None else ():
        yield from _rows(text, unit, unit.span, named(text, unit, group), use, of_use(text, unit, behind), ())


def pointed_at(text: Text, unit: Unit, span: Span, use: Use, earlier) -> tuple[list[Mention], tuple[Span, ...]]:
    """The objects of a clause that names none: of the clause before, of "these cancers", of heading or paragraph."""
    if text.text[unit.start : unit.end].rstrip("*_ \n").endswith(":"):
        return [], ()  # the list that follows says which
    pointers = unit.starting(*span, "cue_anaphor")
    if pointers and (same := _same_sentence(text, unit, span, pointers[0])):
        return same, ()
    if pointers:
        return _meant(text, unit)
    if use.polarity == "negated" and use.cue is not None and UNKNOWN.match(text.text, use.cue.end):
        return [], ()
    labelled = use.approval in ("approved", "label_indication") and usable(text, unit)
    if cues(unit, ("cue_options",), span) or (labelled and _headed(text, unit)[0]):
        return _headed(text, unit)
    studied = use.relation == "under_study"
    regimen = regimens(text, unit, span, ids(subject_group(text, unit, *span))) != [PLAIN]
    if not (use.approval == "approved" or studied or regimen):
        return [], ()
    if earlier[0]:
        return earlier
    if studied and not usable(text, unit):
        return [], ()
    places = [*unit.paragraph[:2], *(_before(text, unit) if studied else []), *(_next(text, unit) if regimen else [])]
    for source in places:
        found = [m for m in source.of("condition") if not is_compound(source, m) or _is_root(text, m)]
        if found:
            return found, (source.span,)
    return [], ()


# "has no approval for D alone", D unknown: what is denied of it is not denied of what was named before
UNKNOWN = re.compile(
    r"\s+(?:for|in|of)\s+(?!(?:use|this|that|these|those|it|them|children|adults|patients|people)\b)\w"
)


def _same_sentence(text: Text, unit: Unit, span: Span, pointer: Mention) -> list[Mention]:
    """What "that disease" or "these cancers" points to in a clause before its own: the last condition there, or all."""
    named = named_objects(text, unit, (unit.start, span[0]))
    return named[-1:] if pointer.id == "condition" else named


def _headed(text: Text, unit: Unit) -> tuple[list[Mention], tuple[Span, ...]]:
    """The condition of the nearest heading: "Treatment of X" over "Options include ..."."""
    for heading in unit.headings:
        found = named_objects(text, heading, heading.span)
        if found and heading.section == "uses":
            return found[:1], (heading.span,)
    return [], ()


def _is_root(text: Text, mention: Mention) -> bool:
    """True for the most general conditions, which compounds still name ("target cancer cells")."""
    entry = text.entry(mention)
    return entry is not None and not entry.parent


def _next(text: Text, unit: Unit) -> list[Unit]:
    return [u for u in text.units if u.block == unit.block and u.start >= unit.end][:1]


def _before(text: Text, unit: Unit) -> list[Unit]:
    """The last three prose units of the same section, nearest first."""
    section = [u for u in text.units if u.end <= unit.start and u.headings == unit.headings and u.kind == "paragraph"]
    return section[-3:][::-1]


def _meant(text: Text, unit: Unit) -> tuple[list[Mention], tuple[Span, ...]]:
    """What "these cancers" points to: the nearest earlier unit that names some, else the next sentence."""
    for source in [*unit.paragraph, *unit.headings[:1], *_next(text, unit)]:
        found = [m for m in named_objects(text, source, source.span) if not in_anaphor(source, m)]
        if found:
            return found, (source.span,)
    return [], ()


def who_is_used(text: Text, unit: Unit, spans: Sequence[Span], number: int, use: Use, objects, focus: Who) -> Who:
    """The agents of a use: subject of its clause, behind the verb ("doctors approved X"), or behind the object."""
    low, high = spans[number]
    edge = use.cue.start if use.cue is not None else high
    here = objects[0].start >= unit.start
    if here and (
        _names_other(text, unit, (edge, objects[0].start)) or _is_of_other(text, unit, (low, edge), objects[0])
    ):
        return NOBODY
    if here and objects[0].start < edge:
        edge = max(edge, objects[0].start)
    if not use.agents_after:
        who = clause_subject(text, unit, spans, number, edge, focus, companions=True)
        if not who and here and _embedded(text, unit, low, objects[0].start):
            who = inherited(text, unit, focus)
        if who:
            return who
        group = subject_group(text, unit, edge, objects[0].start) if here and objects[0].start > edge else []
        if group:
            return named(text, unit, group)
    group = _after(text, unit, (max(edge, objects[-1].end) if here else edge, high))
    return named(text, unit, group) if group else NOBODY


def _is_of_other(text: Text, unit: Unit, span: Span, object: Mention) -> bool:
    """ "D, given for A, blocks X", D a drug that is no agent: the use is D's."""
    others = [o for o in unit.of("other_drug") if span[0] <= o.start and o.end <= span[1]]
    return bool(others) and not any(span[0] <= m.start < object.start for m in usable(text, unit))


def _names_other(text: Text, unit: Unit, span: Span) -> bool:
    """ "the agency approved D for A", D a drug that is no agent: not said of what the sentence before was about."""
    others = cues(unit, ("other_drug",), span)
    companion = any(0 <= o.start - c.end <= 2 for o in others for c in unit.of("cue_with"))
    return bool(others) and not companion and not usable(text, unit)


EMBEDDED = re.compile(r"\b(?:how|whether|if|that|when)\s+$", re.I)


def _embedded(text: Text, unit: Unit, low: int, high: int) -> bool:
    """ "Researchers study how they might be used", "the FDA approved it for X": a pronoun inside the clause."""
    pronouns = unit.starting(low, high, "cue_pronoun")
    verbs = unit.of("cue_approval", "cue_used", "cue_give", "cue_receive")
    if any(0 <= p.start - c.end <= 1 for p in pronouns for c in verbs):
        return True
    return any(EMBEDDED.search(text.text, unit.start, p.start) for p in pronouns)


def _after(text: Text, unit: Unit, span: Span) -> list[Mention]:
    """Agents after the object: "treatments for melanoma include A and B"; not what the object is caused by."""
    named = [m for m in usable(text, unit) if span[0] <= m.start < span[1]]
    causes = cues(unit, ("cue_because",), (span[0], named[0].start)) if named else []
    said = unit.of("cue_treated")  # "benefit from treatment with" names no cause
    if not named or any(not any(t.start <= c.start and c.end <= t.end for t in said) for c in causes):
        return []
    gathered = groups(text, named)
    return narrowed(text, unit, gathered[0], gathered[1:])


def _rows(text: Text, unit: Unit, span: Span, who: Who, use: Use, objects, contexts) -> Iterator[Candidate]:
    combined = regimens(text, unit, span, who.ids)
    for condition in first_per_id(objects):
        home = unit if unit.start <= condition.start < unit.end else _home(text, condition)
        lent = home is not unit and not unit.has("cue_anaphor")  # a condition of the paragraph comes without its words
        stated = () if lent or in_use_compound(home, condition) else modifiers(text, home, condition)
        for agent in who.ids:
            for regimen in combined:
                yield row(text, unit, agent, condition, use, who, regimen, stated, contexts)


def _home(text: Text, mention: Mention) -> Unit:
    return next(u for u in text.units if u.start <= mention.start < u.end)


def row(text, unit, agent, condition, use: Use, who: Who, regimen: Regimen, stated, contexts) -> Candidate:
    """One candidate; for "manage" and "treat" the relation follows the condition."""
    relation = use.relation
    if relation in ("treats", "manages"):
        relation = "manages_side_effect_of_treatment" if _is_supportive(text, unit, condition) else "treats"
    return Candidate(
        "indication", agent, relation, condition.id, "condition", unit.start, unit.end, use.rule,
        polarity=use.polarity, certainty=use.certainty, approval=_standing(unit, use), regulator=use.regulator,
        qualifiers=tuple(sorted({*stated, *regimen.qualifiers, *who.qualifiers})),
        partners=regimen.partners, partner_logic=regimen.logic, trace=traced(unit, use.cue), **_fate(text, condition),
        contexts=tuple(sorted({*contexts, *(who.contexts if who.how != "sentence" else ())})), agent_from=who.how,
    )  # fmt: skip


def _fate(text: Text, condition: Mention) -> dict[str, str]:
    """Set aside where a word before the name is unknown: "neutrophilic leukemia" is not leukemia at large."""
    home = _home(text, condition)
    if leftover(text, home, condition, ("event",)).endswith(KIND_ENDING):
        return {"outcome": "set_aside", "reason": "condition_partly_known"}
    return {}


def _standing(unit: Unit, use: Use) -> str:
    """The approval a use states, else its list's head; under a label's heading of indications, that it is a label's."""
    plain = use.approval == "not_stated" and use.polarity == "affirmed" and use.relation in ("treats", "manages")
    if plain and any(h.has("label_section") for h in unit.headings):
        return "label_indication"
    return standing(unit.head, unit.head.span) if plain and unit.head is not None else use.approval


def _is_supportive(text: Text, unit: Unit, condition: Mention) -> bool:
    """True for effects of treatment: by kind, or because the sentence says what caused it."""
    entry = text.entry(condition)
    if entry is None or entry.group == SUPPORTIVE:
        return entry is not None
    if entry.group == CANCER:
        return False
    said = unit.of("cue_treated")
    causes = [c for c in unit.of("cue_because", "cue_during") if c.start >= condition.end]
    causes = [c for c in causes if not any(t.start <= c.start and c.end <= t.end for t in said)]
    behind = [m for m in unit.of("partner", "condition_use_compound") if causes and m.start >= causes[0].end]
    return bool(behind)


def modifiers(text: Text, unit: Unit, condition: Mention) -> tuple[str, ...]:
    """Stage, spread and share of a condition: words right before it, or over a list ("advanced forms of A and B")."""
    series = next((g for g in groups(text, unit.of("condition")) if condition in g), [condition])
    spread = [m.end for m in unit.of("modifier_distributes")]
    found = {m.id for m in unit.of("modifier_after") if m.start >= series[-1].end}
    for modifier in unit.of("modifier"):
        over_list = modifier.id != "some_kinds" and any(0 <= end - modifier.end <= 12 for end in spread)
        target = series[0] if over_list else condition
        gap = text.text[modifier.end : target.start]
        if modifier.end <= target.start and len(gap) <= 24 and not re.search(r"[,;:()]|\band\b", gap):
            if not unit.has_between(modifier.end, target.start, "condition"):
                found.add(modifier.id)
    return tuple(sorted(found))
