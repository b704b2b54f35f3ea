"""What is measured and changes: "levels of A and B rose" names two events where "increased A" and "high B" are names.

The names say what can rise, fall or be abnormal; pages say it in more ways than any list of names holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .fold import tokens
from .lexicon import Lexicon
from .sites import Found

NAMED = {  # how a name begins, by the way of the change
    "up": ("increased", "high", "elevated", "raised"),
    "down": ("decreased", "low", "reduced"),
    "off": ("abnormal", "change in"),
}
AMOUNT = r"(?:levels?|amounts?|concentrations?|numbers?|counts?)"
CHANGE = re.compile(
    r"\b(?:(?P<up>ris(?:e|es|en|ing)|rose|increas(?:e|es|ed|ing)|elevat(?:ed|ions?)|raised|higher|(?:go|goes|went) up)"
    r"|(?P<down>fall(?:s|en|ing)?|fell|drop(?:s|ped)?|decreas(?:e|es|ed|ing)|reduc(?:ed|tions?)|lower"
    r"|(?:go|goes|went) down)"
    r"|(?P<is_up>high)|(?P<is_down>low)|(?P<is_off>disturbed|abnormal|altered))\b"
)
LEVELS_OF = re.compile(rf"\s+(?:blood\s+|serum\s+)?{AMOUNT}\s+of\s+", re.I)
OF_WHAT = re.compile(rf"\s+(?:in|of)\s+(?:(?:the\s+)?{AMOUNT}\s+of\s+)?", re.I)
OWN = re.compile(r"\A(?:(?:the|your|their)\s+)+", re.I)
THE = re.compile(r"\A(?:(?:the|your|their|serum|blood|certain|some)\s+)+", re.I)  # before what is measured
VERBAL = re.compile(  # between what changes and the verb
    r"(?:\s*\([^()\n]{1,60}\)(?:,\s+which\b[^,;.()\n]{1,60},)?)?(?:\s+(?:increase|decrease|rise|fall)\s+(?:or|and))?"
    r"(?:\s+(?:to|may|might|can|could|will|has|have|had|is|are|was|were|be|been|becomes?"
    r"|also|too|very|sometimes|often|temporarily))*\s+\Z",
    re.I,
)
STATE = re.compile(r"\b(?:be|been|is|are|was|were|becomes?)\b", re.I)
BRACKETED = re.compile(r"\s*\(([A-Za-z][\w -]{1,40})\)")
AND = (
    r"\s*(?:\([^()\n]{1,40}\)\s*)?"
    r"(?:,?\s+as well as\s+(?:in\s+)?(?:the\s+)?|,\s*(?:and\s|or\s)?|\s(?:and/or|and|or)\s|/)\s*"
)
NEXT, LAST = re.compile(AND, re.I), re.compile(AND + r"\Z", re.I)
WORDS = re.compile(r"[A-Za-z][\w-]*(?: [A-Za-z][\w-]*){0,4}")
WORDS_BACK = re.compile(r"[A-Za-z][\w-]*(?: [A-Za-z][\w-]*){0,4}\Z")
TAIL = re.compile(rf"\s+{AMOUNT}\Z", re.I)
CONDITION = re.compile(r"\b(?:if|when|until|once|unless|whether)\s+(?:(?:the|your|their|a)\s+)?\Z", re.I)
REACH = 70  # characters of an item with what joins it to the next


def measured(text: str, low: str, lexicon: Lexicon) -> Iterator[Found]:
    """The events that are told by what is measured and how it changes; ``low`` is the text in small letters."""
    for change in CHANGE.finditer(low):
        state, way = re.fullmatch("(is_)?(.+)", change.lastgroup).groups()
        of = LEVELS_OF.match(text, change.end()) or not state and OF_WHAT.match(text, change.end())
        if of:
            yield from _behind(text, lexicon, way, of.end())
        verb = VERBAL.search(text, max(change.start() - 2 * REACH, 0), change.start())
        if verb and (not state or STATE.search(verb[0])):
            found = _before(text, lexicon, way, verb)
            yield from (
                (a, b, number, text[a : change.end()]) for a, b, number, _ in found
            )  # "A may fall" is what is said


def _behind(text: str, lexicon: Lexicon, way: str, at: int) -> Iterator[Found]:
    """ "rising levels of A or B": one after the other, as long as each has a name."""
    while item := WORDS.match(text, at):
        ends = [at + m.end() for m in re.finditer(r"[\w-]+", item[0])]
        made = next((found for end in reversed(ends) if (found := _named(text, lexicon, way, at, end))), [])
        if not made:
            return
        yield from made
        following = NEXT.match(text, max(end for _, end, _, _ in made))
        if following is None:
            return
        at = following.end()


def _before(text: str, lexicon: Lexicon, way: str, joint: re.Match | None) -> Iterator[Found]:
    """ "A, B or C may fall": from the verb back, as long as each has a name; ``joint`` is what stands before it."""
    while joint:
        end = joint.start()
        bracket = BRACKETED.match(text, end)  # "blood fats (triglycerides)": the bracket says what is measured
        if bracket and (made := _named(text, lexicon, way, *bracket.span(1))):
            yield from made
            return
        item = WORDS_BACK.search(text, max(end - REACH, 0), end)
        starts = [item.start() + m.start() for m in re.finditer(r"[\w-]+", item[0])] if item else []
        made = next((found for start in starts if (found := _named(text, lexicon, way, start, end))), [])
        if not made or CONDITION.search(text, max(made[0][0] - REACH, 0), made[0][0]):
            return
        yield from made
        start = min(start for start, _, _, _ in made)
        joint = LAST.search(text, max(start - REACH, 0), start)


def _named(text: str, lexicon: Lexicon, way: str, start: int, end: int) -> list[Found]:
    """The events that text[start:end] is called when it changes that way."""
    words = text[start:end]
    for bare in (OWN.sub("", words, count=1), THE.sub("", words, count=1)):  # "blood" may be part of the name
        thing = " ".join(token for token, _, _ in tokens(TAIL.sub("", bare)))
        for name in NAMED[way]:
            if numbers := lexicon.plainly_named(f"{name} {thing}", "event"):
                return [(start, end, number, words) for number in numbers]
    return []
