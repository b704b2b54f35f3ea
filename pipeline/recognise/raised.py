"""Counts that a drug raises: "used to increase the number of white cells" manages the lack of them.

Pages for patients seldom name the lack; they say what there is more of afterwards.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence

from .fold import fold_key
from .lexicon import Lexicon
from .sites import Found, Span

OPENS_LINE = re.compile(r"(?:\A|\n)[\s#*>_\[|•–-]*\Z")
OF_WHAT = re.compile(  # between the verb and what there is too little of
    r"\s+(?:(?:the|your|their|a|its)\s+)?"
    r"(?:(?:blood\s+)?(?:numbers?|counts?|levels?|amounts?|production|recovery)\s+of\s+)?"
    r"(?:(?:the|your|their|new|more|mature|healthy|low|certain)\s+){0,2}\Z",
    re.I,
)
PURPOSE = re.compile(  # before the verb: said of what a drug is for, and not of what it does besides
    r"\b(?:(?:to|for)\s+(?:(?:help|also)\s+){0,2}|helps?\s+(?:to\s+)?)"
    r"(?:(?:you|(?:your|the)\s+(?:body|bone\s+marrow))\s+)?(?:to\s+)?\Z",
    re.I,
)
GIVEN = re.compile(  # what makes the "to" one of purpose: a drug that is given, or said to help
    r"\b(?:used|given|taken|indicated|prescribed|approved|recommended|administered|injected|injections?|shots?|needs?"
    r"|medicines?|drugs?|may\s+(?:have|get)|helps?|uses?)\b[^.;]*\Z",
    re.I,
)
BODY = re.compile(  # "a hormone made by the kidneys to increase A", "was stopped to restore A", "is known to raise A"
    r"\b(?:made|makes?|produc\w+|releas\w+|secret\w+|stimulat\w+|signal\w*|tells?|body\s+uses?|binds?|stopp?\w*"
    r"|withh\w+|withdr\w+|reduc\w+|known|thought|shown|misused|abused|athletes?)\b[^.;]*\Z",
    re.I,
)
NO_LACK = re.compile(r"['’]|\s+(?:function|activity|that|which|against|to\s+(?:attack|fight|kill))\b", re.I)
TOO_FAR = re.compile(
    r"\s+(?:levels?\s+)?(?:to\s+)?(?:above|over|beyond|too|more\s+than|\d)", re.I
)  # "raise A above 12": a harm
REACH = 60  # characters from the verb to what it raises, and before the verb


def raised(text: str, lexicon: Lexicon, verbs: Sequence[Span], place: tuple[int, int, int]) -> Iterator[Found]:
    """The verb as one that manages, and what it raises as the condition of having too little of it.

    ``verbs``: spans of verbs of raising, in order; ``place``: start, end and number of the sense of what is raised,
    whose id names the condition.
    """
    start, end, number = place
    near = verbs[bisect.bisect_left(verbs, (start - REACH,)) : bisect.bisect_left(verbs, (start,))]
    verb = next((low for low, high in near if OF_WHAT.fullmatch(text, high, start)), None)
    if verb is None or TOO_FAR.match(text, end) or NO_LACK.match(text, end):
        return
    before = max(verb - REACH, 0)
    aim = (
        PURPOSE.search(text, before, verb) and GIVEN.search(text, before, verb) or OPENS_LINE.search(text, before, verb)
    )
    if aim and not BODY.search(text, before, verb):
        yield verb, start - 1, lexicon.manages, text[verb : start - 1]
        for lacked in lexicon.plainly_named(fold_key(lexicon.ids[number]), "condition"):
            yield start, end, lacked, text[start:end]
