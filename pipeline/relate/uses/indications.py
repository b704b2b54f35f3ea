"""Indications: who treats what, how it is approved, studied, combined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.records import Candidate, Mention

from ..agents.coordination import groups
from ..agents.subjects import named
from ..agents.who import NOBODY, Who, subject_group, usable
from ..text.clauses import ELLIPSIS, clauses
from ..text.cues import cues
from ..text.units import Span, Text, Unit
from ..text.words import PEOPLE
from .clause import STATING, Use, use_of
from .objects import named_objects, of_use
from .pointing import NOTHING, of_subject_before, pointed_at
from .populations import is_no_remedy, is_only_population
from .rows import modifiers, rows
from .used_agents import who_is_used


def indications(text: Text, unit: Unit, focus: Who) -> Iterator[Candidate]:
    """The indication candidates of one unit."""
    if pairs := paired(text, unit):
        yield from _paired(text, unit, pairs)
        return
    if unit.paragraph and not unit.has(*STATING) and GOES_ON.match(text.text, unit.start, unit.end):
        yield from _filled(text, unit) if unit.has("agent") else _continued(text, unit, focus)
        return
    spans = clauses(text, unit)
    earlier = NOTHING
    for number, (span, use, objects) in _stated(text, unit, spans):
        contexts: tuple[Span, ...] = ()
        if not objects and (passive := of_subject_before(text, unit, span)):
            use, objects, contexts = passive
        if use is None:
            continue
        if not objects:
            objects, contexts = pointed_at(text, unit, span, use, earlier)
        who = who_is_used(text, unit, spans, number, use, objects, focus) if objects else NOBODY
        objects = [o for o in objects if not is_only_population(text, unit, who.ids, o)]
        if contexts and THESE_PEOPLE.search(text.text, *span):
            objects = [o for o in objects if not is_no_remedy(text, who.ids, o)]
        if not who or not objects:
            continue
        earlier = (objects, contexts)
        yield from rows(text, unit, span, who, use, objects, contexts)


THESE_PEOPLE = re.compile(rf"\b(?:these|those|such)\s+(?:\w+\s+)?{PEOPLE}\b", re.I)
Clause = tuple[Span, Use | None, Sequence[Mention]]


def _stated(text: Text, unit: Unit, spans: list[Span]) -> Iterator[tuple[int, Clause]]:
    """Each clause's number, span, use and objects.

    Two uses of "A is treated with X, which also helps against B"; "and Z for C" is of the use before it.
    """
    before: Use | None = None
    for number, span in enumerate(spans):
        objects = named_objects(text, unit, span)
        use, of = use_of(text, unit, span, objects)
        if use is None and before is not None and objects and _is_ellipsis(text, unit, span, objects[0]):
            use, of = replace(before, cue=None), objects
        edge = use.cue.start if use is not None and use.cue is not None else span[0]
        ahead = [o for o in objects if of and o.end <= edge and o.start < of[0].start]
        if ahead and cues(unit, ("cue_treated",), (ahead[0].end, edge)):
            yield number, (span, *use_of(text, unit, (span[0], edge), ahead))
        yield number, (span, use, of)
        before = use


def _is_ellipsis(text: Text, unit: Unit, span: Span, condition: Mention) -> bool:
    """ "and Z for C": a clause without a verb."""
    agent = next(iter(unit.starting(*span, "agent")), None)
    opens = agent is not None and agent.start == span[0]
    return opens and ELLIPSIS.fullmatch(text.text, agent.end, condition.start) is not None


# "These include A and B", behind "X is used for some cancers"
GOES_ON = re.compile(
    r"[\W_]*(?:these|they|this|examples)\s+(?:(?:may|can|also|currently)\s+)?(?:includes?|comprise)\b", re.I
)


def _continued(text: Text, unit: Unit, focus: Who) -> Iterator[Candidate]:
    """The use that the sentence before states of a kind of disease, stated of the diseases that this one names."""
    before = unit.paragraph[0]
    if GOES_ON.match(text.text, before.start, before.end):
        return  # a row of such sentences would be gone back over, one by one, for each of them
    kinds = named_objects(text, before, before.span)[-1:]
    listed = [m for m in named_objects(text, unit, unit.span) if any(_is_of_kind(text, m, k) for k in kinds)]
    for stated in indications(text, before, focus) if listed else ():
        for condition in of_use(text, unit, listed) if stated.object == kinds[0].id else ():
            contexts = tuple(sorted({*stated.contexts, before.span}))
            told = tuple(sorted({*stated.qualifiers, *modifiers(text, unit, condition)}))
            yield replace(
                stated, object=condition.id, start=unit.start, end=unit.end, contexts=contexts, qualifiers=told,
                rule="IND-CONTINUED", agent_from="previous",
            )  # fmt: skip


def _is_of_kind(text: Text, condition: Mention, kind: Mention) -> bool:
    """A condition that is of another one's kind, or of the kind that both are of."""
    above = text.ground.ancestors.get(("condition", kind.id), ())
    return any(text.is_below("condition", condition.id, id) for id in (kind.id, *above[:1]))


def _filled(text: Text, unit: Unit) -> Iterator[Candidate]:
    """ "A is treated with several drugs. These include X": the use that the sentence before states of no agent."""
    before = unit.paragraph[0]
    use, objects = use_of(text, before, before.span, named_objects(text, before, before.span))
    group = subject_group(text, unit, unit.start, unit.end)
    if use is not None and objects and group and not before.has("agent"):
        yield from rows(text, unit, unit.span, named(text, unit, group), use, objects, (before.span,))


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
        yield from rows(text, unit, unit.span, named(text, unit, group), use, of_use(text, unit, behind), ())
