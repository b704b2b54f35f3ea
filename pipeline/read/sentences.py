"""Sentences inside a block: candidates by one regular expression, then a look at what stands before the stop."""

from __future__ import annotations

import re

# A stop, what closes after it, the number of a section ("( 5.3 )") or a reference, white space, and what a sentence
# may begin with; or a line of a list inside a cell. No look-behind: it costs seven times the time.
END = re.compile(
    r"""[.!?…]+["'”’»)\]*_]{0,4}(?:\s?\(\s?\d[\d., ]*\))?\s+(?=["'“‘«(\[*_]{0,4}[^\Wa-z_])"""
    r"""|\n\s*(?=[•▪●◦‣])"""
)
ABBREVIATIONS = frozenset(
    "e.g eg i.e ie vs viz cf ca approx no nos st dr mr mrs ms prof sr jr dept fig figs tab vol pp p ed eds al resp "
    "incl excl max min "
    "inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k e.u a.m p.m ph.d m.d b.sc m.sc".split()
)
NUMBERED = frozenset(("no", "nos", "p", "pp", "vol", "fig", "figs", "tab", "ca", "approx"))  # only before a figure
TITLES = frozenset("dr mr mrs ms prof st".split())
OPENERS = frozenset(
    "The A An In It Its This These That Those There They He She We You Your If For But However As On At Some Many "
    "Most Other Another "
    "When While Patients People".split()
)
BEFORE_INITIALS = frozenset(("and", "by", "of", "with", "from", "to"))
BEFORE_LETTERS = frozenset(
    "group type factor phase table part arm class grade stage option schedule figure appendix section category "
    "vitamin".split()
)
FIRST_WORD = re.compile(r"\w*")
WORD = re.compile(r"[^\s(\[“\"']{0,40}\Z")


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the sentences in text[start:end], in order, without the space between them.

    >>> s = "Given i.v., e.g. in hospital. Dr. Roe saw 0.5 mg vs. No. 2. Then?"
    >>> [s[a:b] for a, b in sentences(s, 0, len(s))]
    ['Given i.v., e.g. in hospital.', 'Dr. Roe saw 0.5 mg vs. No. 2.', 'Then?']
    """
    spans = []
    at = start
    for found in END.finditer(text, start, end):
        stop = found.start()
        if text[stop] == "." and _abbreviated(text, at, stop, found.end()):
            continue
        spans.append((at, stop + len(found[0].rstrip())))
        at = found.end()
    if at < end:
        spans.append((at, end))
    return spans


def _abbreviated(text: str, start: int, stop: int, after: int) -> bool:
    """Whether the full stop at ``stop`` belongs to the word before it."""
    word = WORD.search(text, max(start, stop - 40), stop)[0].lower()
    if len(word) == 1 and word.isalpha():
        return text[stop - 1].isupper() and _initial(text, start, stop) and not _opens(text, after)
    if word not in ABBREVIATIONS:
        return False
    follows = text[after : after + 1]
    if word in NUMBERED:
        return follows.isdigit()
    if word in TITLES:
        return True
    return word not in ("al", "inc", "ltd", "co", "corp", "a.m", "p.m", "u.s", "u.k", "e.u") or not _opens(text, after)


def _initial(text: str, start: int, stop: int) -> bool:
    """A lone capital is an initial unless it ends a name such as "vitamin D" or "Group B"."""
    before = text[max(start, stop - 30) : stop - 1].rstrip()
    tail = before.rsplit(None, 1)[-1] if before else ""
    if tail.lower() in BEFORE_INITIALS or not tail or tail.endswith((".", ",", "&")):
        return True
    return tail[0].isupper() and tail.lower() not in BEFORE_LETTERS


def _opens(text: str, after: int) -> bool:
    """Whether the word at ``after`` is one that begins a sentence far more often than it goes on with a name."""
    return FIRST_WORD.match(text, after)[0] in OPENERS
