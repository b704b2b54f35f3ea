"""The text layer of a page that has markup: lines written one by one, each block's offsets noted."""

from __future__ import annotations

from pipeline.read.drafts import Draft


class Layer:
    """Collects the lines of a text layer and the drafts that lie in it.

    A heading and a paragraph stand alone between blank lines, an item on its own line
    after its bullet, the cells of a row on one line between bars.

    >>> layer = Layer()
    >>> _ = layer.add("Uses", "heading", 2), layer.add("It treats:", "paragraph")
    >>> _ = layer.add("gout", "item", 1, bullet="•")
    >>> layer.text
    'Uses\\n\\nIt treats:\\n\\n• gout\\n'
    """

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._parts: list[str] = []
        self._size = 0
        self._last = ""

    @property
    def text(self) -> str:
        """The text layer written so far."""
        return "".join(self._parts)

    def add(self, words: str, kind: str, depth: int = 0, label: str = "body", bullet: str = "") -> Draft:
        """Write a block on a line of its own and return its draft."""
        tight = kind == "item" and self._last == "item"
        before = "" if tight or not self._parts else "\n"
        if kind == "item" and depth > 1:
            before += "  " * min(depth - 1, 20)
        if bullet:
            before += bullet + " "
        start = self._size + len(before)
        self._parts.append(f"{before}{words}\n")
        self._size = start + len(words) + 1
        self._last = kind
        draft = Draft(start, start + len(words), kind, depth, label, words, 0 if tight else 1, bullet)
        self.drafts.append(draft)
        return draft

    def add_row(self, cells: list[list[Draft]]) -> None:
        """Write a table's row; the drafts of its cells have words and receive their offsets."""
        self._write("\n" if self._parts and self._last != "cell" else "")
        for at, blocks in enumerate(cells):
            self._write(" | " if at else "")
            for n, block in enumerate(blocks):
                self._write(" • " if n else "")
                block.start, block.end = self._size, self._size + len(block.words)
                self._write(block.words)
                self.drafts.append(block)
        self._write("\n")
        self._last = "cell"

    def _write(self, piece: str) -> None:
        if piece:
            self._parts.append(piece)
            self._size += len(piece)
