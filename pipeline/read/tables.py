"""Tables: rows of cells with their column's header, from Markdown pipes, from tabs, or from a grid of HTML or XML."""

from __future__ import annotations

import re

from pipeline.read import markup
from pipeline.read.drafts import Draft
from pipeline.read.lines import BLANK, Line

RULE = re.compile(r"[\s|:=+-]*-{2,}[\s|:=+-]*")  # the line under the header row, and what surrounds it
PIPE = re.compile(r"(?<!\\)\|")
TAB = re.compile(r"\t+")
COLUMNS = re.compile(r"(?<![.!?:;\s]) {2,}")  # two blanks after a stop are a typist's habit
HEADER_SIZE = 60
MOST_ROWS = 2000


def table_at(text: str, found: list[Line], at: int) -> int:
    """How many of the lines from ``at`` on are the rows of one table; 0 for none."""
    words = found[at].words
    if found[at].bullet:
        return 0
    if "|" not in words and "\t" not in words:
        return _columns_at(found, at) if "  " in words else 0
    sign = "|" if "|" in words else "\t"
    end = at + 1
    while end < len(found) and sign in found[end].words and found[end].gap < 2 and not found[end].bullet:
        end += 1
    if sign == "|" and not (words[0] == "|" or end - at > 1 and _ruled(text, found[at], found[at + 1])):
        return 0
    return end - at if end - at > 1 else 0


def _columns_at(found: list[Line], at: int) -> int:
    """The same for columns that only blanks keep apart: three rows at least, each of as many short cells.

    The row of headers may leave the first column empty.
    """
    width = len(COLUMNS.findall(found[at].words))
    end = at
    if _is_short_header(found[at : at + 2], width):
        width, end = width + 1, at + 1
    while end < len(found) and end - at < MOST_ROWS and (end == at or not found[end].gap and not found[end].bullet):
        cells = COLUMNS.split(found[end].words)
        if len(cells) != width + 1 or max(map(len, cells)) > HEADER_SIZE:
            break
        end += 1
    return end - at if width and end - at >= 3 else 0


def _is_short_header(pair: list[Line], width: int) -> bool:
    """Whether the first of two lines has one cell less and begins further to the right."""
    return len(pair) == 2 and pair[0].indent > pair[1].indent and len(COLUMNS.findall(pair[1].words)) == width + 1


def rows(text: str, lines: list[Line]) -> list[Draft]:
    """The cells of a table in lines of text, in reading order."""
    sign = PIPE if "|" in lines[0].words else TAB if "\t" in lines[0].words else COLUMNS
    grid = [[_cell(text, a, b) for a, b in _spans(line, sign)] for line in lines]
    if sign is COLUMNS and len(grid[0]) < len(grid[1]):
        grid[0].insert(0, None)
    named = [c.words for c in grid[0] if c]
    below = [[c.words if c else "" for c in row] for row in grid[1:]]  # an empty cell is one of its row all the same
    header = sign is PIPE and _ruled(text, lines[0], lines[1]) or header_like([named, *below])
    return link([[(n, [c] if c else []) for n, c in enumerate(row)] for row in grid], 1 if header else 0)


def link(grid: list[list[tuple[int, list[Draft]]]], headers: int) -> list[Draft]:
    """Give every cell its row's first cell and its column's header; cells come as (column, blocks in it).

    The first ``headers`` rows hold the headers; the lowest that has a cell in a column is the column's header.
    """
    heads: dict[int, Draft] = {}
    made: list[Draft] = []
    for at, row in enumerate(grid):
        first = next((b for _, blocks in row for b in blocks), None)
        for column, blocks in row:
            for block in blocks:
                block.kind = "cell"
                block.row = block.row or first
                if at >= headers:
                    block.head = heads.get(column)
                made.append(block)
            if at < headers and blocks:
                heads[column] = blocks[0]
    return made


def header_like(words: list[list[str]]) -> bool:
    """Whether the first row of an unmarked table reads like headers: short, without figures, rows as wide below.

    >>> header_like([["Effect", "How often"], ["Fever", "12 %"]]), header_like([["Fever", "12 %"], ["Rash", "3 %"]])
    (True, False)
    """
    if len(words) < 2 or len(words[0]) < 2 or len(words[1]) < len(words[0]):
        return False
    return all(len(w) <= HEADER_SIZE and w[-1] not in ".;," and not w[0].isdigit() and "%" not in w for w in words[0])


def _ruled(text: str, first: Line, second: Line) -> bool:
    between = text[first.end : second.start]
    return len(between) < 2000 and "--" in between and RULE.fullmatch(between) is not None


def _spans(line: Line, sign: re.Pattern) -> list[tuple[int, int]]:
    edges = [m.span() for m in sign.finditer(line.words)]
    starts = [0, *(b for _, b in edges)]
    ends = [*(a for a, _ in edges), len(line.words)]
    spans = [(line.start + a, line.start + b) for a, b in zip(starts, ends, strict=True)]
    if sign is PIPE:  # the pipes at both ends of a row are its frame
        spans = spans[line.words[0] == "|" : len(spans) - (line.words[-1] == "|")]
    return spans


def _cell(text: str, start: int, end: int) -> Draft | None:
    raw = text[start:end]
    words = raw.strip(BLANK)
    said = markup.plain(words)
    if not any(map(str.isalnum, said)):
        return None  # a rule, or a bare address, which says nothing
    at = start + raw.find(words)
    return Draft(at, at + len(words), "cell", words=said)
