"""Markdown inside a block: which of its characters are markup, and the words without them."""

from __future__ import annotations

import re

from pipeline.records import Block

# Bounded repeats throughout: a page of brackets must cost no more than a page of words. Every alternative begins with a
# plain character, looking back past it where it must: so the engine leaps from one such character to the next.
MARKUP = re.compile(
    r"!\[(?=[^\[\]\n]{0,1000}\]\()|\[(?=[^\[\]\n]{0,1000}\]\()"  # opens an image or a link
    r"|\]\([^()\s]{0,1000}(?:\([^()\s]{0,200}\)[^()\s]{0,500})?(?:\s+\"[^\"\n]{0,300}\")?\)"  # closes it
    r"|\[\[\d{1,4}\]\]\([^()\s]{0,500}\)|\[\^?\d{1,4}(?:\s?[,–-]\s?\d{1,4}){0,9}\](?!\()"  # a number of a reference
    r"|<(?:https?|mailto):[^<>\s]{1,1000}>|https?://[^\s<>\"]{1,2000}|www\.[^\s<>\"]{1,500}"  # an address
    r"|</?[A-Za-z][^<>\n]{0,300}>"  # HTML inside Markdown
    r"|\*\*{0,2}(?=\S)|\*(?<=\S\*)\*{0,2}|_(?<!\w_)_{0,2}(?=\w)|_(?<=[\w.!?:)]_)_{0,2}(?!\w)|``{0,2}"  # emphasis, code
    r"|\{\{(?=[a-z]\d{1,2}::)[a-z]\d{1,2}::|\}(?<!\w\.)\}"  # a word that a flash card leaves out
    r"|\\(?=[\\`*_{}\[\]()#+.!>|-])"
)
CUES = re.compile(r"\[|\*|_|`|<|\\|\{\{|://|www\.")


def markup_spans(text: str, block: Block) -> list[tuple[int, int]]:
    """The spans of text[block.start:block.end] that are markup or addresses, in order, without overlap.

    Names are looked for in the rest: the words of a link are words, its target is not.

    >>> t = "**[Word](/popup?id=1)** in *adults*, see https://x.org/page"
    >>> "".join(t[a:b] for a, b in markup_spans(t, Block(0, len(t), "paragraph")))
    '**[](/popup?id=1)****https://x.org/page'
    """
    return spans(text, block.start, block.end)


def spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The same for any span of a text."""
    if not CUES.search(text, start, end):
        return []
    return [found.span() for found in MARKUP.finditer(text, start, end)]


def plain(words: str) -> str:
    """The words without their markup.

    >>> plain("**[Word](/popup?id=1)**: see *below*")
    'Word: see below'
    """
    if not CUES.search(words):
        return words
    return MARKUP.sub("", words).strip()
