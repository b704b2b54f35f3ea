"""Lists that a converter left as bare lines of a paragraph: a browser runs them together, a reader must not.

In text that was wrapped every line is as long as it can be. A line that ends although the next word had room was ended
on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

BULLETED = re.compile(r"\n[ \t]*(?=[*•▪●◦‣][ \t]+\S|[-–][ \t]+[A-Z])")
NARROWEST = 70  # characters that a wrapped line has room for, at least
LEAST = 4  # lines of a list without bullets
SENTENCE = re.compile(r".{60,}[.?!]\Z")  # on a line of its own it is prose, not an entry
GOES_ON = re.compile(
    r"(?:a|an|the|and|or|but|of|to|in|on|at|by|for|from|with|which|that|who|is|are|was|were|has|have|can|may|will|if"
    r"|when|as|than|you|your|it|its|this|these)\b"
)
UNFINISHED = re.compile(
    r"(?:[,(–-]|\b(?:a|an|the|and|or|of|to|in|on|at|by|for|from|with|is|are|be|may|can|your))\Z", re.I
)


def hard_lines(piece: str) -> list[str]:
    """A piece of a page's text, cut where a line was ended on purpose.

    >>> hard_lines("Common: \\n* fever \\n* pain in the\\nback ")
    ['Common: ', '* fever ', '* pain in the\\nback ']
    >>> hard_lines("It may be used to treat\\nmelanoma, and it is given under\\nthe skin.")
    ['It may be used to treat\\nmelanoma, and it is given under\\nthe skin.']
    """
    if piece.count("\n") < LEAST - 1:
        return BULLETED.split(piece) if BULLETED.search(piece) else [piece]
    return [line for part in BULLETED.split(piece) for line in _entries(part)]


def _entries(part: str) -> list[str]:
    """The entries of a list without bullets; the whole part where it is none."""
    raw = part.strip().split("\n")
    lines = [line.strip() for line in raw]
    if len(lines) < LEAST or not all(lines):
        return [part]
    begins = list(_begins(raw, lines))
    breaks = [pair for pair, is_new in zip(pairwise(lines), begins, strict=True) if is_new]
    if len(breaks) < LEAST - 1 or len(breaks) * 2 < len(begins) or any(_is_part(*pair) for pair in breaks):
        return [part]
    made = [[lines[0]]]
    for line, is_new in zip(lines[1:], begins, strict=True):
        made.append([line]) if is_new else made[-1].append(line)
    return [" ".join(entry) for entry in made]


def _begins(raw: list[str], lines: list[str]) -> Iterator[bool]:
    """Of each line but the first: whether it is indented where others are not, else whether the one before had room."""
    indented = [line[:1].isspace() for line in raw[1:]]
    if any(indented) and not all(indented):
        yield from indented
        return
    widest = max(NARROWEST, *map(len, lines))
    for line, following in pairwise(lines):
        yield len(line) + 1 + len(following.split()[0]) <= widest


def _is_part(line: str, following: str) -> bool:
    """Whether a line and the next belong to one sentence, or the line is one."""
    return bool(GOES_ON.match(following) or UNFINISHED.search(line) or SENTENCE.match(line))
