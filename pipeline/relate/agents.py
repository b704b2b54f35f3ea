"""Who: the agents a statement is about, and where their names stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.records import Mention

from .units import Span, Text, Unit, lineage, once

# What may stand between coordinated names: commas, and/or, brackets, articles, "other", "both".
APPOSITION = re.compile(r"\(\s*(?:an?|the)\s", re.I)  # "filgrastim (a growth factor ...)"
REFERENCE = r"\s*(?:\[[\d,;\s–-]{1,30}\]\s*)*"  # numbers of notes between names
JOINT = re.compile(
    REFERENCE + r"[\s,/()®™*_\[\]]*(?:(?:and|or|as well as|the|an?|both|other|either)[\s,*_\[\]]+)*[\s,/()®™*_\[\]]*",
    re.I,
)


SUBJECT_REACH = 40  # characters in which a sentence names what it is about: "Drugs such as X ..."


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
        called = target is not None and unit.has_link(target.end, group[0].start, "cue_called")
        blocked = called or _is_against(text, unit, group[0])
        target = group[-1] if blocked else target
        if not blocked and not _is_past(text, unit, group[0]):
            gone = {m.id for m in group if is_blocked(text, unit, m)}  # "interferon gamma (IFN-γ)-neutralizing"
            found += [m for m in group if m.id not in gone]
    return found


ONE_WORD = re.compile(r"\s(?:[\w-]+\s)?")


def _is_past(text: Text, unit: Unit, mention: Mention) -> bool:
    """ "patients who had received X", "after failure of systemic X": what was given before is not what is spoken of."""
    return any(ONE_WORD.fullmatch(text.text, p.end, mention.start) for p in unit.of("prior_therapy"))


TWINS = re.compile(r"(?:/[\w-]{1,4})*\)?[\s-]?")  # "IL-12/23 inhibitors" act on two


def is_blocked(text: Text, unit: Unit, mention: Mention) -> bool:
    """True for "IL-6 receptor", "anti-TNF", "inhibitors of IL-1": what acts against a cytokine is none."""
    after = any(TWINS.fullmatch(text.text, mention.end, b.start) for b in unit.of("blocker_after"))
    return after or _is_against(text, unit, mention)


def _is_against(text: Text, unit: Unit, mention: Mention) -> bool:
    """ "anti-TNF", "antibodies against these cytokines"."""
    before = [b for b in unit.of("blocker_before") if b.end <= mention.start]
    return any(QUANTIFIER.fullmatch(text.between(b.end, mention.start)) for b in before)


def joined(text: Text, left: Mention, right: Mention) -> bool:
    """True when only list punctuation stands between two mentions."""
    gap = text.text[left.end : right.start]
    return bool(JOINT.fullmatch(gap)) and not APPOSITION.search(gap)


def groups(text: Text, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions gathered into coordinations: "A (B), C and D" is one group."""
    gathered: list[list[Mention]] = []
    for mention in mentions:
        if gathered and joined(text, gathered[-1][-1], mention) and not _puts_wider(text, gathered[-1][-1], mention):
            gathered[-1].append(mention)
        else:
            gathered.append([mention])
    return gathered


APPOSED = re.compile(r"[®™*_\s]*,\s*(?:an?|the)\s+", re.I)


def _puts_wider(text: Text, left: Mention, right: Mention) -> bool:
    """ "Romiplostim, a thrombopoietin receptor agonist, is ...": the second says what kind the first is of."""
    return text.is_below("agent", left.id, right.id) and bool(APPOSED.fullmatch(text.text, left.end, right.start))


def ids(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.id for m in mentions))


def narrowed(text: Text, unit: Unit, group: list[Mention], after: list[list[Mention]]) -> list[Mention]:
    """Examples instead of their class: "other interleukins, such as A and B" and "the commonest X are A and B"."""
    last = group[-1]
    if not after:
        return group
    low, high = last.end, after[0][0].start
    if unit.has_link(low, high, "cue_called"):
        return after[0]
    if not _is_class(text, last):
        return group
    cue = next((c for c in unit.of("cue_example") if low <= c.start and c.end <= high), None)
    if cue is not None and cue.start - low <= 3 and high - cue.end <= 3:
        return after[0]
    chosen = unit.has_before(group[0].start, 12, "cue_selects")
    copula = unit.has_between(low, after[-1][0].start, "cue_is")
    if chosen and copula and _ends_clause(text, unit, after[-1][-1]):
        return after[-1]
    if chosen and any(0 <= high - c.end <= 1 and c.start > low for c in unit.of("cue_is")):
        return after[0]  # "the first X that was approved for C was A"
    return group


def _is_class(text: Text, mention: Mention) -> bool:
    entry = text.entry(mention)
    return entry is not None and entry.level == "class"


def _ends_clause(text: Text, unit: Unit, mention: Mention) -> bool:
    return not re.search(r"\w", text.between(mention.end, unit.end))


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


def specific(text: Text, group: list[Mention]) -> list[Mention]:
    """ "IL-2 (aldesleukin)": the bracket says which substance is meant; the wider name goes."""
    dropped = [
        left for left, right in zip(group, group[1:], strict=False)
        if text.is_below("agent", right.id, left.id) and text.text[left.end : right.start].strip(" ®™[") == "("
    ]  # fmt: skip
    return [m for m in group if m not in dropped]


QUANTIFIER = re.compile(r"\W?(?:(?:an?|the|these|those|many|several|all|both|certain|other)\W+)?", re.I)


def is_bodily(text: Text, unit: Unit, group: Sequence[Mention]) -> bool:
    """ "levels of IL-6", "signals of many cytokines", "IFN production": the body's own substance, nothing given."""
    first = group[0].start
    before = any(b.end <= first and QUANTIFIER.fullmatch(text.between(b.end, first)) for b in unit.of("body_before"))
    after = unit.has_after(group[-1].end, 1, "body_after")
    return before or after


def likened(text: Text, unit: Unit, group: Sequence[Mention]) -> list[Mention]:
    """ "Like A, B is also approved": A too."""
    if not unit.has("cue_also"):
        return []
    cue = next((c for c in unit.of("cue_likewise") if c.start - unit.start <= 3 and c.id == "likewise"), None)
    if cue is None or text.text[cue.start : cue.end].lower() != "like":
        return []
    return [m for m in usable(text, unit) if cue.end <= m.start < group[0].start]


def inherited(text: Text, unit: Unit, focus: Who = NOBODY) -> Who:
    """Agents from outside the unit, nearest first: paragraph, list head, the section's focus, heading, page."""
    for how, source in lineage(unit):
        if speaks_of_other(text, source):
            return NOBODY
        if how == "heading" and focus:
            return _of_page(text, unit, focus)
        group = spoken_of(text, source)
        if group:
            return Who.of(group, how, (source.span,), member_words(text, source, group))
    return _of_page(text, unit, focus) if focus else page_subject(text, unit)


def _of_page(text: Text, unit: Unit, focus: Who) -> Who:
    """The section's focus, unless it is the cytokine that the page's own drug is made after."""
    if any(text.is_below("agent", m.id, id) for m in text.subject for id in focus.ids):
        return page_subject(text, unit)
    return Who(focus.ids, "focus", focus.contexts, focus.qualifiers)


def row_agents(text: Text, unit: Unit) -> Who:
    """The agents that another cell of the row names; none in a row about another drug or a column about targets."""
    first = min([unit, *unit.row], key=lambda cell: cell.start)
    if first.has("other_drug", "partner", "agent") and not subject_group(text, first, first.start, first.end):
        return NOBODY
    for cell in unit.row:
        if cell.head is not None and cell.head.has("blocker_before", "blocker_after"):
            continue
        group = subject_group(text, cell, cell.start, cell.end)
        if group:
            return Who.of(group, "row", (cell.span,))
    return NOBODY


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
