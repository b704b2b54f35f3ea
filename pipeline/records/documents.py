"""Documents: a page's text layer and its blocks.

*Stored* offsets count in a document's text layer.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import NamedTuple


class Block(NamedTuple):
    """One heading, paragraph, list item or table cell, in reading order.

    ``start``/``end`` are stored offsets without bullet and surrounding space.
    ``path`` holds the indexes (in ``Document.blocks``) of the headings above it,
    outermost first. ``head`` is the index of the block that introduces a list
    item: the paragraph before the list, or the parent item; for a table cell the
    column's header cell. ``row`` is the index of the first cell of a cell's row.
    ``depth`` is the heading level (1-6) or the nesting depth of an item (1-).
    ``label`` is one of body, navigation, reference, boilerplate.
    A tuple, as :class:`Mention` is.
    """

    start: int
    end: int
    kind: str  # heading | paragraph | item | cell
    depth: int = 0
    path: tuple[int, ...] = ()
    head: int | None = None
    row: int | None = None
    label: str = "body"


@dataclass(frozen=True, slots=True)
class Document:
    """A page after ``read``: its text layer and its blocks."""

    name: str  # source_id for pages of raw/, else the file name
    media_type: str  # text/plain | text/html | application/xml
    encoding: str
    text: str
    blocks: tuple[Block, ...] = ()

    @property
    def text_sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
