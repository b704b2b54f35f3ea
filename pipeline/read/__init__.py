"""Step 1, read: bytes of a page into its text layer and blocks. No files, no vocabulary, no network."""

from __future__ import annotations

from pipeline.read.decode import decode
from pipeline.read.headings import find_headings
from pipeline.read.items import find_items, split_run_ons
from pipeline.read.labels import fill_references, label_lines, label_sections
from pipeline.read.levels import set_levels
from pipeline.read.markup import markup_spans
from pipeline.read.outline import outline
from pipeline.read.plain import drafts as plain_drafts
from pipeline.read.sentences import sentences
from pipeline.records import Block, Document

__all__ = ["markup_spans", "read", "sentences"]


def read(data: bytes, name: str) -> Document:
    """The text layer and the blocks of a page; ``name`` is its source_id or its file name.

    Raises a Fault (page_too_large, page_empty, page_binary, page_undecodable, page_malformed).

    >>> page = read(b"Uses\\n\\nIt treats:\\n\\n - gout\\n", "p")
    >>> [(b.kind, page.text[b.start:b.end], b.head) for b in page.blocks]
    [('heading', 'Uses', None), ('paragraph', 'It treats:', None), ('item', 'gout', 1)]
    """
    text, encoding = decode(data, name)
    return Document(name, "text/plain", encoding, text, read_text(text))


def read_text(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text or Markdown page."""
    drafts, marked = plain_drafts(text)
    drafts = split_run_ons(drafts, text)
    label_lines(drafts)
    fill_references(drafts)
    find_items(drafts)
    find_headings(drafts, marked)
    label_sections(drafts)
    set_levels(drafts)
    label_sections(drafts)
    return outline(drafts)
