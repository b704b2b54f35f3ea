"""Elements that open and close, in HTML's vocabulary, into a text layer: what the walks over HTML and XML drive."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.read.drafts import Draft
from pipeline.read.flow import Flow
from pipeline.read.grid import Grid
from pipeline.read.hard_lines import hard_lines
from pipeline.read.layer import Layer
from pipeline.read.lines import is_laid_out, split_bullet
from pipeline.read.plain import drafts as plain_drafts
from pipeline.read.runs import split_runs

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark math nobr q rb rp rt ruby s "
    "samp small span "
    "strike strong sub sup time tt u var wbr".split()
)
BOLD = frozenset(("b", "strong", "u"))
HEADINGS = {"title": 1, **{f"h{n}": n for n in range(1, 7)}}
LISTS = frozenset(("ul", "ol", "dl", "menu"))
ITEMS = frozenset(("li", "dt", "dd"))
CELLS = frozenset(("td", "th"))
FOLDED = frozenset(("details", "summary", "pre"))  # open and close wherever they stand, in cells too
NONE: Mapping[str, str | None] = {}


class Builder:
    """The state of a walk: the running text, open lists and regions, and the table being read.

    >>> b = Builder()
    >>> for tag in ("ul", "li"): b.open(tag)
    >>> b.text("gout"); b.close("li"); b.close("ul"); b.layer.text
    '• gout\\n'
    """

    def __init__(self) -> None:
        self.layer = Layer()
        self.flow = Flow()
        self.labels = ["body"]
        self.bold = self.raised = self.quoted = self.heading = 0
        self.level, self.levels = 1, []  # the last heading's level; that before each open details
        self.lists: list[list] = []  # each open list: its tag, its next number
        self.fresh = ""  # the tag of an open item that still waits for its first block
        self.tables: list[bool] = []  # each open table: whether it is the one in the grid
        self.grid: Grid | None = None
        self.in_head = False
        self.looks = 0  # how often a region was searched

    def text(self, piece: str) -> None:
        """A piece of text, as it stands in the page."""
        if self.raised and not self.quoted:
            self.flow.raise_(piece)
            return
        if "\n" in piece and not (self.quoted or self.heading or self.fresh) and is_laid_out(piece):
            self.flush()
            self._add_quoted(piece)
            return
        lines = hard_lines(piece) if "\n" in piece and not self.quoted else (piece,)
        for number, line in enumerate(lines):
            if number:
                self.flow.break_line(meant=True)
            self.flow.add(line, self.bold > 0)

    # ------------------------------------------------------------------ elements

    def open(self, tag: str, attributes: Mapping[str, str | None] = NONE, data: bool = False) -> None:
        """An element begins; ``data`` says of a table that it holds data and does not lay out the page."""
        if tag in INLINE:
            self.bold += tag in BOLD
            self.raised += tag == "sup"
            return
        self.flush()
        if tag in HEADINGS:
            self.heading = HEADINGS[tag]
        elif tag in LISTS:
            start = attributes.get("start") or ""
            self.lists.append([tag, int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1])
        elif tag in ITEMS:
            self.fresh = tag
        elif tag == "table":
            self._open_table(data)
        elif tag in FOLDED:
            self._open_folded(tag)
        elif self.grid is not None and self.tables[-1]:
            self.in_head = tag == "thead" or self.in_head and tag not in ("tbody", "tfoot")
            if tag in CELLS:
                self.grid.start_cell(tag, attributes, self.in_head)

    def _open_folded(self, tag: str) -> None:
        if tag == "summary":
            self.heading = min(self.level + 1, 6)
        elif tag == "details":
            self.levels.append(self.level)
        elif tag == "pre":
            self.quoted += 1

    def _open_table(self, data: bool) -> None:
        mine = data and self.grid is None
        self.tables.append(mine)
        if mine:
            self.grid, self.in_head = Grid(self.layer), False

    def close(self, tag: str) -> None:
        """An element ends."""
        if tag in INLINE:
            if tag in BOLD:
                self.bold -= 1
                self.flow.end_bold()
            self.raised -= tag == "sup"
            return
        self.flush()
        if tag in HEADINGS or tag == "summary":
            self.heading = 0
        elif tag in LISTS:
            self.lists.pop()
        elif tag in ITEMS:
            self.fresh = ""
        elif tag == "table":
            self._close_table()
        elif tag in CELLS or tag == "tr":
            if self.grid is not None and self.tables and self.tables[-1]:
                self.grid.end_row() if tag == "tr" else self.grid.end_cell()
        elif tag == "details":
            self.level = self.levels.pop()
        elif tag == "pre":
            self.quoted -= 1

    def _close_table(self) -> None:
        if self.tables.pop():
            self.grid.finish()
            self.grid = None

    # -------------------------------------------------------------------- blocks

    def flush(self) -> None:
        """Turn the running text into blocks."""
        if not self.flow.pieces and not self.flow.lines:
            return
        if self.quoted:
            self._add_quoted(self.flow.raw())
        elif self.heading and not self._in_cell():
            self.add_heading(" ".join(words for words, _ in self.flow.take()), self.heading)
        else:
            for words, bold in self.flow.take():
                self._add(words, bold)

    def add_heading(self, words: str, level: int) -> None:
        """Write a heading that holds a letter or digit."""
        if not any(map(str.isalnum, words)):
            return
        self.level = level
        self.layer.add(words, "heading", level, self.labels[-1]).marked = True

    def _in_cell(self) -> bool:
        return self.grid is not None and self.grid.cell is not None

    def _add(self, words: str, bold: bool) -> None:
        label, depth = self.labels[-1], len(self.lists)
        if self._in_cell():
            self.grid.add(Draft(0, 0, "cell", 0, label, words))
        elif self.fresh:
            self.layer.add(words, "item", max(depth, 1) + (self.fresh == "dd"), label, self._next_bullet())
            self.fresh = ""
        else:
            bullet, skip = split_bullet(words)
            if not any(map(str.isalnum, words[skip:])):
                bullet, skip = "", 0
            kind = "item" if skip else "paragraph"
            draft = self.layer.add(words[skip:], kind, depth + 1 if skip or depth else 0, label, bullet)
            if bold:
                draft.bold, draft.level = True, self.level

    def _add_quoted(self, raw: str) -> None:
        """Text whose lines are as they were written: the reader of plain text decides what they are."""
        drafts = split_runs(plain_drafts(raw), raw)
        for draft in drafts:
            words = " ".join(raw[draft.start : draft.end].split())
            if self._in_cell():
                self.grid.add(Draft(0, 0, "cell", 0, self.labels[-1], words))
                continue
            kind = "paragraph" if draft.kind == "cell" else draft.kind
            depth = draft.depth + len(self.lists) if kind == "item" else draft.depth
            bullet = draft.bullet or ("•" if kind == "item" else "")
            made = self.layer.add(words, kind, depth, self.labels[-1], bullet)
            made.marked = draft.marked
            # such a line may be a heading even where other headings are marked
            made.bold, made.level = kind == "paragraph" and len(drafts) > 1, self.level

    def _next_bullet(self) -> str:
        if not self.lists or self.lists[-1][0] != "ol":
            return "•"
        self.lists[-1][1] += 1
        return f"{self.lists[-1][1] - 1}."
