"""The lines of a text with exact offsets, and what each begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

# str.strip() knows the white space of Unicode, but not the marks that show nothing
BLANK = (
    " \t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\u200b\u200c\u200d\u2060\xad\x00"
)
RARE = "\r\x0b\x0c\x85\u2028\u2029"
RARE_BREAKS = re.compile("\r(?!\n)|[\x0b\x0c\x85\u2028\u2029]")
BULLET = re.compile(
    r"(?P<glyph>[•◦▪▫‣●○■□▶►➢➣➤➔➜➝✓✔✦✧★☆❑∙·⁃❖◆◇\uf0b7\uf0a7])\s*"
    r"|(?P<dash>[-*+–—−]|o(?=\t|\s{2}))\s+"
    r"|(?P<number>\(?(?:\d{1,3}|[a-z]|[ivx]{2,4})\)|\d{1,3}\.|[a-z]\.(?=\s+[A-Z]))\s+"
)


@dataclass(slots=True, eq=False)
class Line:
    """A line that holds something: ``start``/``end`` without surrounding blanks and without its bullet."""

    start: int
    end: int
    indent: int
    gap: int  # blank lines before it
    bullet: str  # the bullet as it stands, or "" for none
    words: str


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """The lines of text[start:end] that hold a letter or a digit, in order.

    >>> [(l.words, l.indent, l.gap, l.bullet) for l in lines("a\\n\\n  - b c")]
    [('a', 0, 0, ''), ('b c', 2, 1, '-')]
    """
    gap, alone = 0, ""  # a bullet on a line of its own, as text taken from a PDF has it: of the line that follows
    laid_out = len(LONE_BULLET.findall(text)) >= LEAST_LONE
    for at, raw in _raw_lines(text, start, len(text) if end is None else end):
        words = raw.strip(BLANK)
        if not words:
            gap, alone = gap + 1, ""
            continue
        skipped = raw.find(words) if words != raw else 0
        indent = skipped + 3 * raw.count("\t", 0, skipped) if skipped else 0
        at += skipped
        bullet, skip = split_bullet(words)
        if skip:
            rest = words[skip:]
            words = rest.strip(BLANK)
            at += skip + rest.find(words)
        if any(map(str.isalnum, words)):  # else: rules, lone bullets, stray punctuation
            yield Line(at, at + len(words), indent, gap, bullet or alone, words)
            gap = 0
        alone = words if laid_out and words in LONE else ""


LONE = "-–•·▪●◦‣\uf0b7"
LISTED = re.compile(rf"^[ \t]*[{LONE}](?:[ \t]+\S|[ \t]*\r?$)", re.M)
LONE_BULLET = re.compile(rf"^[ \t]*[{LONE}][ \t]*\r?$", re.M)


def is_laid_out(text: str) -> bool:
    """Whether lines begin with bullets, with words behind them or alone: the lines of such a text mean something.

    >>> is_laid_out("You may get\\n-\\nfever\\n-\\nchills\\n- rash"), is_laid_out("fever - and\\nchills")
    (True, False)
    """
    return len(LISTED.findall(text)) >= LEAST_LONE


LEAST_LONE = 3


def _raw_lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Lines as they stand, with their offsets; whatever Unicode holds for a line's end ends one."""
    part = text[start:end]
    if any(mark in part for mark in RARE):
        part = RARE_BREAKS.sub("\n", part)  # one character for one: offsets stay
    for raw in part.split("\n"):
        listed = raw.count(GLYPH) > 1 and not raw.lstrip().startswith("|")  # bullets in a table stay in their cell
        yield from _entries(start, raw) if listed else ((start, raw),)
        start += len(raw) + 1


GLYPH = "•"
INNER_BULLET = re.compile(rf"\s*(?={GLYPH}\s*\w)")


def _entries(start: int, raw: str) -> Iterator[tuple[int, str]]:
    """A line that holds a whole list ("• fever • rash") cut before its bullets."""
    cuts = [0, *(m.end() for m in INNER_BULLET.finditer(raw)), len(raw)]
    for low, high in pairwise(cuts):
        if low < high:
            yield start + low, raw[low:high]


def split_bullet(words: str) -> tuple[str, int]:
    """The bullet at the beginning of a line, and where the words after it begin.

    >>> split_bullet("• fever"), split_bullet("2. rash"), split_bullet("1.5 mg")
    (('•', 2), ('2.', 3), ('', 0))
    """
    head = words[0]
    if head.isalpha() and not (head.islower() and words[1:2] in "o).ivx \t"):
        return "", 0  # the common case, without a regular expression
    found = BULLET.match(words)
    if not found:
        return "", 0
    return found[0].rstrip(), found.end()
