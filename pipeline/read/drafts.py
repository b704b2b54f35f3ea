"""Blocks in the making: what the parsers of text, HTML and XML hand to the passes that finish them."""

from __future__ import annotations


class Draft:
    """A block whose kind, depth, head and label may still change; refers to other drafts, not to indexes.

    What few drafts have is set on those alone; the class holds the value of the others (a page makes hundreds).
    """

    marked: bool = False  # a heading by markup, not by a guess
    bold: bool = False  # bold as a whole, or set apart in a way that headings are
    level: int = 0  # of the marked heading above it, where the parser knows
    title: bool | None = None  # whether its words could be a heading; None: nobody asked yet
    section: str | None = None  # the label it gives as a heading; None: nobody asked yet
    head: Draft | None = None
    row: Draft | None = None

    def __init__(
        self,
        start: int,
        end: int,
        kind: str,  # heading | paragraph | item | cell
        depth: int = 0,
        label: str = "body",
        words: str = "",  # the block's text without markup, for the passes' tests
        gap: int = 0,  # blank lines before it
        bullet: str = "",  # its bullet as it stands ("•", "4."), or "" for none
    ):
        self.start, self.end, self.kind, self.depth = start, end, kind, depth
        self.label, self.words, self.gap, self.bullet = label, words, gap, bullet
