"""Acted on: names of agents that are blocked, measured or made by the body, and so not given."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention

from ..text.units import Text, Unit

TWINS = re.compile(r"(?:/[\w-]{1,8})*\)?[\s-]?")  # "IL-12/23 inhibitors" act on two
MANY = r"\W?(?:(?:an?|(?:the|your|their)\Wbody['’]s|the|these|those|many|several|all|both|certain|other)\W+)?"
QUANTIFIER = re.compile(MANY, re.I)
KIND_OF = re.compile(  # "production of the main red cell growth factor"
    MANY
    + r"(?:(?!(?:during|with|after|on|in|from|by|and|or|to|for|while|before|when|are|is|was|were)\b)[\w-]+\s+){0,3}",
    re.I,
)
OBJECT = re.compile(  # "blocks the effect of A"; "anti-IL-23/IL-17" acts on two
    MANY + r"(?:(?:effects?|action|activity|function|signals?) of (?:the\s+)?)?(?:[\w-]{2,12}/){0,3}", re.I
)


def is_acted_on(text: Text, unit: Unit, mention: Mention) -> bool:
    """ "IL-6 blockers", "anti-TNF", "levels of IL-1": nothing is said of giving it."""
    return is_blocked(text, unit, mention) or is_bodily(text, unit, [mention])


def is_blocked(text: Text, unit: Unit, mention: Mention) -> bool:
    """True for "IL-6 receptor", "anti-TNF", "inhibitors of IL-1": what acts against a cytokine is none."""
    after = any(TWINS.fullmatch(text.text, mention.end, b.start) for b in unit.of("blocker_after"))
    return after or is_against(text, unit, mention) or _is_target(text, unit, mention)


COLON = re.compile(r"[\s)*_]*:")


def _is_target(text: Text, unit: Unit, mention: Mention) -> bool:
    """ "X: D, E" under "Interleukin inhibitors", D and E no agents of ours: what these drugs act against."""
    over = unit.headings[:1] if COLON.match(text.text, mention.end, unit.end) and unit.has("other_drug") else ()
    return any(h.has("blocker_after", "blocker_before") for h in over)


def is_against(text: Text, unit: Unit, mention: Mention) -> bool:
    """ "anti-TNF", "antibodies against these cytokines"."""
    before = [b for b in unit.of("blocker_before") if b.end <= mention.start]
    return any(OBJECT.fullmatch(text.between(b.end, mention.start)) for b in before)


def is_bodily(text: Text, unit: Unit, group: Sequence[Mention]) -> bool:
    """ "levels of IL-6", "signals of many cytokines", "IFN production": the body's own substance, nothing given."""
    first = group[0].start
    before = any(b.end <= first and _tied(text, b, first) for b in unit.of("body_before"))
    before = before and not GIVEN.match(text.text, group[-1].end)
    after = any(TWINS.fullmatch(text.text, group[-1].end, b.start) for b in unit.of("body_after"))
    return before or after or AS_MARKER.match(text.text, group[-1].end, unit.end) is not None


# "lower X doses"
GIVEN = re.compile(r"[®™)]*[\s-]+(?:doses?|dosing|dosage|injections?|therapy|treatments?|shots?)\b", re.I)
AS_MARKER = re.compile(  # "X should be studied as a therapeutic target"
    r"(?:\s+(?:should|may|might|can|could|was|were|is|are|has|have|been|be|being|also|[a-z]{3,12}ed)){1,5}"
    r"\s+as\s+an?\s+(?:[\w-]+\s+){0,2}(?:target|(?:bio)?marker|predictor|indicator)\b"
)


def _tied(text: Text, word: Mention, first: int) -> bool:
    words = KIND_OF if word.words.lower().endswith(" of") else QUANTIFIER
    return words.fullmatch(text.between(word.end, first)) is not None
