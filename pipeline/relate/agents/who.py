"""Who: the agents that a unit speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import Mention

from ..text.units import Span, Text, Unit, once
from .acted_on import is_against, is_blocked, is_bodily
from .coordination import groups, ids, narrowed, specific
from .earlier import is_past


@dataclass(frozen=True, slots=True)
class Who:
    """Agents in order of mention, how they were found and the spans outside the sentence that name them."""

    ids: tuple[str, ...] = ()
    how: str = "sentence"
    contexts: tuple[Span, ...] = ()
    qualifiers: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @classmethod
    def of(
        cls,
        group: Sequence[Mention],
        how: str = "sentence",
        contexts: tuple[Span, ...] = (),
        qualifiers: tuple[str, ...] = (),
    ) -> Who:
        """The agents of these mentions; nobody's without any."""
        return cls(ids(group), how, contexts, qualifiers, tuple(group))

    def __bool__(self) -> bool:
        return bool(self.ids)


NOBODY = Who()


@once
def usable(text: Text, unit: Unit) -> list[Mention]:
    """Agents that are spoken of as agents: no receptors, antibodies or blockers of them, no treatment of the past.

    "blocks A and B" acts on both, "refractory to A or B" is said of both.
    """
    found: list[Mention] = []
    target = None  # the last group that is acted on
    for group in groups(text, unit.of("agent")):
        called = target is not None and unit.has_link(target.end, group[0].start, "cue_called", "cue_example")
        blocked = called or is_against(text, unit, group[0])
        target = group[-1] if blocked else target
        told = _is_class(text, unit, group[0]) or _points(unit, group) or _is_kind(text, unit, group[0])
        if not (blocked or told or is_past(text, unit, group[0])):
            gone = {m.id for m in group if is_blocked(text, unit, m)}  # "X (its short form)-neutralizing"
            found += [m for m in group if m.id not in gone]
    return found


def _points(unit: Unit, group: Sequence[Mention]) -> bool:
    """ "This cytokine can be useful in A": which one it is was said before."""
    return len(group) == 1 and unit.has_around(group[0], "cue_pronoun")


KIND = re.compile(r",\s+(?:which\s+(?:is|belongs\s+to|comes\s+from)\s+)?(?:an?|one\s+of|the)\s+[^,;.]*\Z", re.I)


def _is_kind(text: Text, unit: Unit, mention: Mention) -> bool:
    """ "This medicine, which belongs to a group called X, can cause E": its drug was named before."""
    pronoun = next(iter(unit.of("cue_pronoun")), None)
    if pronoun is None or not 0 <= pronoun.start - unit.start <= LEADING or mention.start < pronoun.end:
        return False
    return KIND.fullmatch(text.text, pronoun.end, mention.start) is not None


LEADING = 4  # characters before the word that a sentence begins with
CLASS = re.compile(r"\b(?:class|category|classification)\s*:\W*(?:\w+\s+){0,2}\Z", re.I)
REACH = 60  # characters from "class:" to what it names


def _is_class(text: Text, unit: Unit, mention: Mention) -> bool:
    """ "Therapeutic class: X": what the page's own drug is."""
    return CLASS.search(text.text, max(unit.start, mention.start - REACH), mention.start) is not None


FAR_THAN = 40  # characters from "than" to the drug that another is compared with
THAN = re.compile(
    r"\bthan\s+(?:(?:with|in|on|for|after)\s+)?(?:(?:those|patients|people)\s+\w+\s+)?(?:[\w-]+\s+)?\Z", re.I
)


def is_compared(text: Text, mention: Mention) -> bool:
    """ "worked better than X": another is spoken of."""
    return THAN.search(text.text, max(mention.start - FAR_THAN, 0), mention.start) is not None


@once
def subject_group(text: Text, unit: Unit, low: int, high: int) -> list[Mention]:
    """The first coordination of agents in [low, high); comparisons and body substances are passed over.

    Examples stand for their class.
    """
    if not unit.has("agent"):
        return []
    likened = [c for c in unit.of("cue_likewise") if c.start - unit.start <= 3]
    named = [
        m for m in usable(text, unit) if m.id in text.given and not any(0 <= m.start - c.end <= 6 for c in likened)
    ]
    named = [m for m in named if not is_compared(text, m)]
    gathered = [specific(text, g) for g in _given_groups(text, unit, groups(text, named))]
    at = next((i for i, g in enumerate(gathered) if low <= g[0].start and g[0].end <= high), None)
    return narrowed(text, unit, gathered[at], gathered[at + 1 :]) if at is not None else []


def _given_groups(text: Text, unit: Unit, gathered: list[list[Mention]]) -> list[list[Mention]]:
    """The groups that are no body's own; examples of one that is ("production of cytokines such as A") go with it."""
    kept, own = [], None
    for group in gathered:
        is_example = own is not None and unit.has_link(own.end, group[0].start, "cue_example")
        if is_example or is_bodily(text, unit, group):
            own = group[-1]
        else:
            kept.append(group)
    return kept


def is_drug(text: Text, agent: Mention) -> bool:
    """Whether a name is a drug's; that of a cytokine may be the body's own."""
    entry = text.entry(agent)
    return entry is not None and entry.level != "endogenous_cytokine"


def is_product(text: Text, agent: Mention) -> bool:
    """Whether a name is that of a single drug, neither a class nor a cytokine of the body."""
    entry = text.entry(agent)
    return entry is not None and entry.level == "substance"


def likened(text: Text, unit: Unit, group: Sequence[Mention]) -> list[Mention]:
    """ "Like A, B is also approved": A too."""
    if not unit.has("cue_also"):
        return []
    cue = next((c for c in unit.of("cue_likewise") if c.start - unit.start <= 3 and c.id == "likewise"), None)
    if cue is None or text.text[cue.start : cue.end].lower() != "like":
        return []
    return [m for m in usable(text, unit) if cue.end <= m.start < group[0].start]


def member_words(text: Text, unit: Unit, group: Sequence[Mention]) -> tuple[str, ...]:
    """Qualifiers on the agents: "some cytokines", "a man-made version of IL-2"."""
    if not group:
        return ()
    first = group[0]
    found = [
        q.id
        for q in unit.of("qualifier_agent")
        if q.end <= first.start and first.start - q.end <= 5 and "," not in text.between(q.end, first.start)
    ]
    return tuple(sorted(set(found)))
