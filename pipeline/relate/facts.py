"""Agent facts: what an agent is, its names and brands, what it mimics, between agents of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.records import Candidate, Mention, Name

from .agents.coordination import groups
from .agents.inheritance import inherited, spoken_of
from .agents.who import Who, usable
from .text.units import Text, Unit
from .text.words import words_between

Named = Callable[[Mention], Name | None]


def facts(text: Text, unit: Unit, focus: Who, named: Named) -> Iterator[Candidate]:
    """The agent facts of one unit, each (agent, relation, object) once."""
    seen: set[tuple[str, str, str]] = set()
    for candidate in _all(text, unit, focus, named):
        key = (candidate.agent, candidate.relation, candidate.object)
        if key not in seen and candidate.agent != candidate.object:
            seen.add(key)
            yield candidate


def _all(text: Text, unit: Unit, focus: Who, named: Named) -> Iterator[Candidate]:
    agents = usable(text, unit)
    if not agents or len(agents) == 1 and unit.kind != "item" and not unit.has("cue_example", "cue_type"):
        return  # most facts are about two agents
    yield from glosses(text, unit, agents, named)
    if unit.kind != "heading":
        yield from members(text, unit, agents, focus)
        yield from listed_members(text, unit, agents, focus)
        yield from is_a(text, unit, agents, focus)
        yield from mimics(text, unit, agents)


def glosses(text: Text, unit: Unit, agents: list[Mention], named: Named) -> Iterator[Candidate]:
    """ "Name (ABBR)" and "Brand (generic)": two names of one entry side by side."""
    for left, right in zip(agents, agents[1:], strict=False):
        gap = text.text[left.end : right.start]
        if left.id != right.id or not re.fullmatch(r"[®™*_]*\s*[(,\[]\s*\[?(?:or |also called |called )?[*_]*", gap):
            continue
        names = [n for n in (named(left), named(right)) if n is not None]
        brands = [n for n in names if n.kind == "brand"]
        if brands:
            for brand in brands:
                yield _fact(unit, (left, right), left.id, "brand_of", brand.name, "name", "FACT-BRAND")
        elif len(names) == 2 and names[0].name != names[1].name:
            yield _fact(unit, (left, right), left.id, "synonym", names[1].name, "name", "FACT-SYNONYM")


def members(text: Text, unit: Unit, agents: list[Mention], focus: Who) -> Iterator[Candidate]:
    """ "X include A and B", "X such as A", "X (eg. A, B)", "types of X: A and B"."""
    gathered = groups(text, agents)
    for at, group in enumerate(gathered):
        low = max((c.end for c in unit.of("cue_example") if c.end <= group[0].start), default=-1)
        if low < 0 or group[0].start - low > 8:
            continue
        head = gathered[at - 1][-1] if at else _pronoun_head(text, unit, low, focus)
        if head is None or (at and len(words_between(text, head.end, group[0].start)) > 4):
            continue
        for member in group:
            yield _fact(
                unit, (member, head), member.id, "subtype", head.id, "agent", "FACT-EXAMPLE", _context(text, unit, head)
            )
        yield from _denied(text, unit, head, gathered[at + 1 :])
    yield from _colon(text, unit, gathered)


def _denied(text: Text, unit: Unit, head: Mention, rest: list[list[Mention]]) -> Iterator[Candidate]:
    for group in rest:
        if unit.has_before(group[0].start, 12, "cue_not_including"):
            for member in group:
                yield _fact(unit, (member, head), member.id, "subtype", head.id, "agent", "FACT-EXAMPLE", (), "negated")


def _colon(text: Text, unit: Unit, gathered: list[list[Mention]]) -> Iterator[Candidate]:
    """ "Among X, two types have emerged: A and B"."""
    for left, right in zip(gathered, gathered[1:], strict=False):
        gap = (left[-1].end, right[0].start)
        typed = unit.has_between(*gap, "cue_type")
        if typed and text.text[gap[0] : gap[1]].rstrip().endswith(":"):
            for member in right:
                yield _fact(unit, (member, left[-1]), member.id, "subtype", left[-1].id, "agent", "FACT-TYPES")


def _pronoun_head(text: Text, unit: Unit, low: int, focus: Who) -> Mention | None:
    """The class that "They include ..." speaks of."""
    if not any(p.end <= low and p.start - unit.start <= 2 for p in unit.of("cue_pronoun")):
        return None
    who = inherited(text, unit, focus)
    return who.mentions[0] if who.mentions else None


def listed_members(text: Text, unit: Unit, agents: list[Mention], focus: Who) -> Iterator[Candidate]:
    """Items of a list whose head speaks of types of something."""
    if unit.kind != "item" or unit.head is None or not unit.first or not unit.head.has("cue_type"):
        return
    first = agents[0]
    if len(words_between(text, unit.start, first.start)) > 0:
        return
    group = spoken_of(text, unit.head)
    parent = group[0].id if group else next(iter(inherited(text, unit.head, focus).ids), "")
    if parent:
        yield _fact(unit, (first,), first.id, "subtype", parent, "agent", "FACT-TYPE-LIST", (unit.head.span,))


def is_a(text: Text, unit: Unit, agents: list[Mention], focus: Who) -> Iterator[Candidate]:
    """ "A is a newer X", "A, a type of X", "a lab-made version of X called A", "X called A"."""
    for left, right in zip(agents, agents[1:], strict=False):
        gap = (left.end, right.start)
        made = unit.has_before(left.start, 12, "cue_lab_made")
        copula = next((c for c in unit.of("cue_is_a") if gap[0] <= c.start and c.end <= gap[1]), None)
        if unit.has_between(*gap, "cue_called") and len(words_between(text, *gap)) <= 3:
            yield _kind(unit, right, left, "FACT-LAB-MADE" if made else "FACT-CALLED")
            for other in _subjects_of_copula(text, unit, agents, left):
                yield _kind(unit, other, right, "FACT-LAB-MADE")
        elif unit.has_between(*gap, "cue_lab_made") and not made and not unit.has_after(right.end, 2, "cue_called"):
            yield _kind(unit, left, right, "FACT-LAB-MADE")
        elif copula is not None and _is_plain(text, unit, copula, left, right):
            for member in _coordinated(text, agents, left):
                yield _kind(unit, member, right, "FACT-IS-A")
    yield from _called_types(text, unit, agents, focus)


def _kind(unit: Unit, agent: Mention, kind: Mention, rule: str) -> Candidate:
    return _fact(unit, (agent, kind), agent.id, "is_a", kind.id, "agent", rule)


def _is_plain(text: Text, unit: Unit, cue: Mention, left: Mention, right: Mention) -> bool:
    """A copula or apposition with at most four words before the class, none of them a verb of use."""
    close = cue.start - left.end <= 3 or (re.match(r"[®™)\s,]*$", text.text[left.end : cue.start]) is not None)
    words = words_between(text, cue.end, right.start)
    entry = text.entry(right)
    broad = entry is not None and entry.level != "substance"
    verbs = ("cue_treats", "cue_manages", "cue_mimics", "cue_body", "cue_used", "cue_with")
    listed = ";" in text.between(left.end, right.start)
    plain = len(words) <= 5 and not listed and not unit.has_between(cue.end, right.start, *verbs)
    return close and broad and plain


def _coordinated(text: Text, agents: list[Mention], last: Mention) -> list[Mention]:
    return next((g for g in groups(text, agents) if last in g), [last])


def _subjects_of_copula(text: Text, unit: Unit, agents: list[Mention], left: Mention) -> list[Mention]:
    """ "A is a lab-made version of a natural X called B": A is a B."""
    made = [c for c in unit.of("cue_lab_made") if c.end <= left.start]
    earlier = [m for m in agents if made and m.end <= made[0].start]
    return earlier[-1:] if earlier and len(words_between(text, made[0].end, left.start)) <= 4 else []


def _called_types(text: Text, unit: Unit, agents: list[Mention], focus: Who) -> Iterator[Candidate]:
    """ "Certain types called A work by ...": A is a type of what the paragraph speaks of."""
    cue = next((c for c in unit.of("cue_type") if c.start - unit.start <= 12 and c.id == "type"), None)
    called = next((c for c in unit.of("cue_called") if cue and 0 <= c.start - cue.end <= 2), None)
    if called is None or agents[0].start - called.end > 3:
        return
    who = inherited(text, unit, focus)
    for parent in who.ids[:1]:
        yield _fact(unit, agents[:1], agents[0].id, "subtype", parent, "agent", "FACT-CALLED", who.contexts)


def mimics(text: Text, unit: Unit, agents: list[Mention]) -> Iterator[Candidate]:
    for cue in unit.of("cue_mimics"):
        left = [m for m in agents if m.end <= cue.start]
        right = [m for m in agents if m.start >= cue.end]
        if left and right and right[0].start - cue.end <= 24:
            yield _fact(unit, (left[0], right[0]), left[0].id, "mimics", right[0].id, "agent", "FACT-MIMICS")


def _context(text: Text, unit: Unit, mention: Mention) -> tuple[tuple[int, int], ...]:
    if unit.start <= mention.start < unit.end:
        return ()
    return tuple(u.span for u in text.units if u.start <= mention.start < u.end)


def _fact(unit, mentions, agent, relation, object, type, rule, contexts=(), polarity="affirmed") -> Candidate:
    """A fact whose quote is the clause between the names it is about, not the whole sentence."""
    inside = [m for m in mentions if unit.start <= m.start < unit.end]
    start, end = min(m.start for m in inside), max(m.end for m in inside)
    return Candidate(
        "agent_fact", agent, relation, object, type, start, end, rule, polarity=polarity,
        contexts=tuple(contexts), agent_from="sentence",
    )  # fmt: skip
