"""HTML tables: cells that span rows and columns, header rows, and tables that only lay out a page."""

from __future__ import annotations

from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from pipeline.read.drafts import Draft
from pipeline.read.layer import Layer
from pipeline.read.tables import header_like, link

WIDEST = 100  # columns and rows that a cell may span: the standard allows more, no table needs it


def is_data_table(table: LexborNode) -> bool:
    """Whether a table holds data: two rows or columns at least, no table or heading inside, not declared as layout."""
    if (
        table.attributes.get("role") in ("presentation", "none")
        or len(table.css("table")) > 1
        or table.css_first("h1, h2")
    ):
        return False
    return table.css_first("th") is not None or table.css_first("tr + tr td + td") is not None


def span(attributes: Mapping[str, str | None], name: str) -> int:
    """The number of rows or columns a cell spans.

    >>> span({"colspan": "3"}, "colspan"), span({"colspan": "x"}, "colspan"), span({"colspan": "99999"}, "colspan")
    (3, 1, 100)
    """
    value = attributes.get(name) or "1"
    return min(max(int(value), 1), WIDEST) if value.isascii() and value.isdigit() and len(value) < 6 else 1


class Grid:
    """A table being read: its rows of (column, blocks), the cells that reach down, the number of header rows."""

    def __init__(self, layer: Layer) -> None:
        self.layer = layer
        self.rows: list[list[tuple[int, list[Draft]]]] = []
        self.row: list[tuple[int, list[Draft]]] = []
        self.cell: list[Draft] | None = None
        self.column = 0
        self.below: dict[int, tuple[int, Draft | None]] = {}  # column -> rows still covered, by which block
        self.headers = 0
        self.plain = False  # whether the row holds a cell that is no header
        self.marked = False  # whether any cell is marked as a header

    def start_cell(self, tag: str, attributes: Mapping[str, str | None], in_head: bool) -> None:
        """A cell begins, in the first column that no cell above covers."""
        while self.column in self.below:
            self.column += 1
        self.cell = []
        self.row.append((self.column, self.cell))
        rows = span(attributes, "rowspan")
        if rows > 1:
            for n in range(span(attributes, "colspan")):
                self.below[self.column + n] = (rows, None)
        self.column += span(attributes, "colspan")
        header = tag == "th" or in_head
        self.marked |= header
        self.plain |= not header

    def add(self, draft: Draft) -> None:
        """Add a block to the open cell."""
        self.cell.append(draft)

    def end_cell(self) -> None:
        """The cell ends; one that reaches down is remembered for the rows it covers."""
        column = self.row[-1][0]
        if self.cell and column in self.below:
            self.below[column] = (self.below[column][0], self.cell[0])
        self.cell = None

    def end_row(self) -> None:
        """Write the row; a first cell that reaches down from above is the row's first cell."""
        above = self.below.get(0)
        cells = [blocks for _, blocks in self.row if blocks]
        if above and above[1] is not None and not (self.row and self.row[0][0] == 0):
            for block in (b for blocks in cells for b in blocks):
                block.row = above[1]
        if cells:
            self.layer.add_row(cells)
            if not self.plain and self.headers == len(self.rows):
                self.headers += 1
            self.rows.append(self.row)
        self.below = {c: (n - 1, first) for c, (n, first) in self.below.items() if n > 1}
        self.row, self.column, self.plain = [], 0, False

    def finish(self) -> None:
        """Connect the cells to their rows and headers, once all rows are known."""
        if self.headers == len(self.rows):
            self.headers = min(self.headers, 1)  # nothing but headers: the first row heads the rest
        if not self.marked and header_like([[b.words for _, blocks in row for b in blocks] for row in self.rows[:2]]):
            self.headers = 1
        link(self.rows, self.headers)
