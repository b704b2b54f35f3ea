"""Rows: the candidates of one use, with what is said of its condition and of its standing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.records import Candidate, Mention

from ..agents.coordination import groups
from ..agents.who import Who
from ..text.cues import traced
from ..text.units import Span, Text, Unit, first_per_id
from ..text.words import leftover
from .approval import standing
from .clause import Use
from .objects import in_use_compound
from .populations import CANCER
from .regimens import Regimen, regimens

SUPPORTIVE = "treatment_effect"  # kind of conditions that are effects of a treatment
PROCEDURE = "procedure"  # done before or after a treatment, never its effect
KIND_ENDING = "ic"  # of adjectives that make a disease another one (neutrophilic, hepatic); others only describe it


# "does not treat the acute symptoms of A", "not used for A attacks": nothing is denied of A itself
PARTS = r"(?:symptoms?|attacks?|flares?|flare-ups|relapses?|signs|exacerbations?)"
OF_PART = re.compile(rf"\b{PARTS}\s+(?:of|from)\s+(?:an?\s+|the\s+)?\Z", re.I)
PART = re.compile(rf"\s+{PARTS}\b", re.I)


def rows(text: Text, unit: Unit, span: Span, who: Who, use: Use, objects, contexts) -> Iterator[Candidate]:
    if use.polarity == "negated":
        objects = [
            o for o in objects if not (OF_PART.search(text.text, unit.start, o.start) or PART.match(text.text, o.end))
        ]
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
    if entry.group in (CANCER, PROCEDURE):
        return False
    causes = [c for c in unit.of("cue_because", "cue_during") if c.start >= condition.end]
    causes = [c for c in causes if not unit.has_around(c, "cue_treated")]
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
