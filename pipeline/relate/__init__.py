"""Relate: from mentions to candidates, by cues, structure and one mechanism of inheritance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.records import Block, Candidate, Mention, Name

from .administration import NAMED, administration, schedules_of
from .agents.titles import is_about_measuring
from .agents.topic import about
from .agents.who import NOBODY, Who, member_words, subject_group
from .facts import facts
from .harms.events import events
from .harms.reasons import harms_of
from .overruled import overruled
from .quotes import fitted, shortened
from .text.assertion import answered, is_advice, is_question, is_silent, is_story, recommends
from .text.build import build
from .text.ground import Ground
from .text.sections import label_sections
from .text.units import Span, Text, Unit
from .text.words import FINITE
from .uses.clause import STATING
from .uses.diseases import of_disease
from .uses.entitled import entitled
from .uses.indications import indications
from .uses.lists import listed
from .uses.nominal import nominal
from .uses.pointing import POINTING
from .uses.prescribed import prescribed
from .uses.tables import tabled_uses
from .uses.titles import titled
from .uses.trials import trialled

__all__ = ["NEEDS", "Ground", "Related", "fitted", "relate"]
NEEDS = {  # kinds of mention of which a rule finds nothing in a unit that holds none; of each set one has to be there
    facts: (frozenset({"agent"}),),
    indications: (frozenset((*STATING, "cue_example", "cue_goal")), frozenset({"condition", "cue_example", *POINTING})),
    entitled: (frozenset({"condition"}),),
    tabled_uses: (frozenset({"condition"}),),
    listed: (frozenset({"agent", "condition"}),),
    of_disease: (frozenset({"agent"}),),
    titled: (frozenset({"agent"}), frozenset({"condition"})),
    trialled: (frozenset({"agent"}),),
    prescribed: (frozenset({"agent"}), frozenset({"condition"}), frozenset({"cue_hypothetical", "cue_history"})),
    nominal: (frozenset({"agent"}), frozenset({"condition"})),
    administration: (frozenset(NAMED),),
}
# a unit without any of these publishes nothing
CLAIMING = frozenset({"event"}).union(*(needs[0] for needs in NEEDS.values()))


@dataclass(frozen=True, slots=True)
class Related:
    """The candidates of a page in reading order, and its mentions with the sense their sentence gives them."""

    candidates: tuple[Candidate, ...]
    mentions: Iterator[Mention]  # looked for when they are asked for


def relate(
    text: str,
    blocks: Sequence[Block],
    sentences: Sequence[Sequence[Span]],
    mentions: Sequence[Mention],
    ground: Ground,
    named: Callable[[Mention], Name | None],
    claims_only: bool = False,
) -> Related:
    """The candidates and the settled mentions of a page.

    ``blocks``, ``sentences`` (one list per block) and ``mentions`` are in offsets of ``text``;
    ``named`` gives the vocabulary name behind a mention's words. With ``claims_only`` those candidates alone that are
    published.
    """
    page = about(build(text, blocks, sentences, mentions, ground))
    label_sections(page)
    found = overruled(page, tuple(dict.fromkeys(_read(page, named, claims_only))))
    if claims_only:
        found = [candidate for candidate in found if candidate.outcome == "published"]
    return Related(tuple(shortened(page, found)), settled(page, mentions))


def settled(page: Text, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions with one sense each: a name of both kinds is an event where harms are told, else a condition.

    Schedules, found by grammar and not by name, are added.
    """
    double = {m[:2] for m in mentions if m.type == "event"} & {m[:2] for m in mentions if m.type == "condition"}
    void = {(*span, "condition" if _tells_harm(page, span[0]) else "event") for span in double}
    yield from (m for m in mentions if m[:3] not in void) if void else mentions
    for unit in page.units:
        for found in schedules_of(page, unit):
            yield Mention(*found.span, "schedule", found.value, page.text[slice(*found.span)])


def _tells_harm(page: Text, position: int) -> bool:
    """Whether the unit that holds a position tells of harms."""
    unit = page.unit_at(position)
    return unit is not None and unit.has("event") and bool(harms_of(page, unit, NOBODY))


def _read(page: Text, named: Callable[[Mention], Name | None], claims_only: bool) -> Iterator[Candidate]:
    focus = NOBODY
    for unit in page.units:
        if unit.kind == "heading":
            focus = NOBODY
        if is_silent(unit):
            continue
        if not claims_only or not CLAIMING.isdisjoint(unit.mentions):
            yield from _claims(page, unit, focus, named, claims_only)
        focus = _moved(page, unit, focus)


def _claims(page: Text, unit: Unit, focus: Who, named, claims_only: bool) -> Iterator[Candidate]:
    """Everything one unit may state; what is asked, told or advised is kept as ignored, with the reason."""
    answer = answered(page, unit)
    why = _unsaid(page, unit) if answer is None else ""
    found = _found(facts, page, unit, focus, named)
    if not (why and claims_only):
        found += _stated(page, unit, focus, answer is not None)
    if answer is not None:
        found = [_taken(candidate, *answer) for candidate in found]
    for candidate in found:
        reason = why or _unmeant(page, unit, candidate)
        if reason and candidate.claim_type != "agent_fact" and candidate.outcome == "published":
            candidate = replace(candidate, outcome="ignored", reason=reason)
        yield candidate


def _stated(page: Text, unit: Unit, focus: Who, is_answered: bool) -> list[Candidate]:
    """Uses, harms and administration; a heading states a use in its title, or where it is answered."""
    found: list[Candidate] = []
    if unit.kind != "heading" or is_answered:
        title = _found(titled, page, unit) if _is_first_line(page, unit) or _opens_with_agent(unit) else []
        own = title or _found(indications, page, unit, focus)
        found += _found(entitled, page, unit, focus)
        found += own or _found(tabled_uses, page, unit) or _found(listed, page, unit, focus)
        found += _found(trialled, page, unit) if not own else []
        found += _found(of_disease, page, unit) if not any(c.claim_type == "indication" for c in found) else []
        found += _found(nominal, page, unit, found)
        found += _found(prescribed, page, unit) if not own else []
    else:
        found += _found(titled, page, unit) or _found(of_disease, page, unit)
        if not found and FINITE.search(page.text, *unit.span):
            found += _found(indications, page, unit, focus)  # a flash card may put its sentence as a heading
    found += events(page, unit, focus)
    if unit.kind != "heading":
        found += _found(administration, page, unit, focus)
    return found


def _opens_with_agent(unit: Unit) -> bool:
    """ "- X for A", an entry of a list that says no more."""
    return unit.kind == "item" and any(m.start == unit.start for m in unit.of("agent")[:1])


def _is_first_line(page: Text, unit: Unit) -> bool:
    """The first line of a record, its title though nothing marks it as one, or the same once more."""
    first = page.units[0]
    if unit is first or first.end - first.start > LONGEST_TITLE:
        return unit is first
    words = page.text[unit.start : unit.end].partition("@")[0].rstrip(". ")
    return len(words) >= SHORTEST_TITLE and words in page.text[first.start : first.end]


SHORTEST_TITLE, LONGEST_TITLE = 30, 300  # characters; a shorter line may be anything


def _found(rule: Callable[..., Iterator[Candidate]], page: Text, unit: Unit, *rest: Any) -> list[Candidate]:
    """What a rule finds in a unit; it is not asked where it can find nothing."""
    return list(rule(page, unit, *rest)) if may_find(rule, unit) else []


def may_find(rule: Callable[..., Iterator[Candidate]], unit: Unit) -> bool:
    """Whether a unit holds what a rule needs."""
    for kinds in NEEDS[rule]:
        if kinds.isdisjoint(unit.mentions):
            return False
    return True


def _taken(candidate: Candidate, answer: str, said: Unit) -> Candidate:
    """What a question asks, as its answer takes it: "Does X cause E? Yes.", "Can it treat A? No."."""
    if candidate.claim_type == "agent_fact":
        return candidate
    contexts = tuple(sorted({*candidate.contexts, said.span}))
    denied = answer == "no" and candidate.polarity == "affirmed"
    return replace(candidate, polarity="negated" if denied else candidate.polarity, contexts=contexts)


def _unmeant(page: Text, unit: Unit, candidate: Candidate) -> str:
    """Why a use is none after all: advice, or praise and outlook about a whole kingdom of diseases."""
    if candidate.claim_type != "indication":
        return ""
    if is_advice(page, unit) and not recommends(page, unit):
        return "advice"
    if unit.has("cue_wish"):
        return "outlook"
    if candidate.polarity == "negated" and unit.has("cue_cure"):
        return "no_cure"
    if candidate.rule == "IND-TREATED-WITH" and any(c.id != "placebo" for c in unit.of("cue_comparator")):
        return "comparator_arm"
    entry = page.ground.entries.get(("condition", candidate.object))
    vague = (
        entry is not None and not entry.parent and not (candidate.relation == "under_study" and unit.has("cue_study"))
    )
    return "outlook" if vague and unit.has("cue_outlook") else ""


def _unsaid(page: Text, unit: Unit) -> str:
    """Why a unit states nothing, or an empty string."""
    if is_question(page, unit):
        return "question"
    if is_story(page, unit):
        return "story"
    if unit.has("cue_contra"):
        return "contraindication"
    if unit.section == "eligibility":
        return "eligibility"
    if unit.has("animal"):
        return "animal"
    if is_about_measuring(page):
        return "analyte"
    if is_advice(page, unit) and unit.section in ("advice", "warnings", "logistics"):
        return "advice"
    return ""


def _moved(page: Text, unit: Unit, focus: Who) -> Who:
    """The agents the section now speaks of: the subject of the last prose sentence that has one."""
    if unit.kind != "paragraph" or not unit.has("agent"):
        return focus
    group = subject_group(page, unit, unit.start, unit.end)
    if not group:
        return focus
    return Who.of(group, "focus", (unit.span,), member_words(page, unit, group))
