"""Blocks in the making: what the parsers of text, HTML and XML hand to the passes that finish them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, eq=False)
class Draft:
    """A block whose kind, depth, head and label may still change; refers to other drafts, not to indexes."""

    start: int
    end: int
    kind: str  # heading | paragraph | item | cell
    depth: int = 0
    label: str = "body"
    words: str = ""  # the block's text without markup, for the passes' tests
    gap: int = 0  # blank lines before it
    marked: bool = False  # a heading by markup, not by a guess
    bullet: str = ""  # its bullet as it stands ("•", "4."), or "" for none
    bold: bool = False  # bold as a whole, or set apart in a way that headings are
    level: int = 0  # of the marked heading above it, where the parser knows
    title: bool | None = None  # whether its words could be a heading; None: nobody asked yet
    head: Draft | None = None
    row: Draft | None = None
