"""Coordination: names that stand in one list ("A (B), C and D"), and which of them are meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.records import Mention

from ..text.units import Text, Unit

# What may stand between coordinated names: commas, and/or, brackets, articles, "other", "both".
APPOSITION = re.compile(r"\(\s*(?:an?|the)\s", re.I)  # "X (a kind of D ...)"
REFERENCE = r"\s*(?:\[[\d,;\s–-]{1,30}\]\s*)*"  # numbers of notes between names
MAKER = r"(?:[;,] [A-Z][\w. &-]{1,25}\))?"  # "brand (X; its maker) and ..."
JOINT = re.compile(
    REFERENCE
    + MAKER
    + r"[\s,/()®™*_\[\]]*(?:(?:and|or|as well as|the|an?|both|other|either)[\s,*_\[\]]+)*[\s,/()®™*_\[\]]*",
    re.I,
)


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
    wider = text.is_below("agent", left.id, right.id) or _is_class(text, right) and not _is_class(text, left)
    return wider and bool(APPOSED.fullmatch(text.text, left.end, right.start))


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


def _lists_kinds(text: Text, group: list[Mention], first: Mention) -> bool:
    """Whether a bracket that opens before a mention holds several of a group, none of them of another's kind."""
    close = text.text.find(")", first.end)
    inside = [m for m in group if first.start <= m.start < close]
    return len({m.id for m in inside}) > LEAST_KINDS and not any(
        text.is_below("agent", a.id, b.id) for a in inside for b in inside
    )


LEAST_KINDS = 1  # a bracket that holds no more says which one is meant


def specific(text: Text, group: list[Mention]) -> list[Mention]:
    """ "IL-2 (aldesleukin)", "aldesleukin (IL-2)": one substance is meant, whichever stands in brackets."""
    dropped = set()
    for left, right in zip(group, group[1:], strict=False):
        if _is_class(text, left) and not _is_class(text, right) and text.text[left.end : right.start] == " ":
            dropped.add(left)  # "the superagonist X"
        if text.text[left.end : right.start].strip(" ®™[") == "(":
            if _lists_kinds(text, group, right):
                continue  # "cytokines (interferons and interleukins)": all are meant
            dropped |= {left} if text.is_below("agent", right.id, left.id) else set()
            dropped |= {right} if text.is_below("agent", left.id, right.id) else set()
    return [m for m in group if m not in dropped]
