"""What was lost on the way to us: marked as gaps, so that unknown is never read as none."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.records import Block, Repair

from .rules import Rule, Scene

LEAD_END = re.compile(r":[^\S\n]*(?=\n|\Z)")
ITEM = re.compile(r"\s{2,}\S|\s*(?:[•▪◦‣·*–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s|\*\*|[a-z]")
NEXT_LINE = re.compile(r"\s*?([^\S\n]*\S[^\n]*?)[^\S\n]*$", re.MULTILINE)
SHORT_LEAD = 15  # words; a longer line with a colon at its end is a paragraph of the list
RUNNING = re.compile(r"^[^.!?]*(?:\s[^.!?\s]+){3}[.!?].*(?<=[.!?])[\"”’)\]]*$")  # "Melanoma. It grows fast." is an item
SENTENCE_END = re.compile(r"[.!?][\"”’)\]]*$")


@lru_cache(maxsize=32)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def lost_lists(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """A line that announces a list (settings: ``lead``) and is followed by running text, another lead or nothing.

    What follows may also tell that there was one, by speaking of it (settings: ``back``: "most of these"). Where the
    page's own markup shows what is an item, only another lead or a heading counts.
    """
    text, lead, back = scene.text, _compiled(rule.settings["lead"]), _compiled(rule.settings["back"])
    plain = scene.document.media_type in ("text/plain", "")
    headings = [block for block in scene.document.blocks if block.kind == "heading"] if plain else []
    for found in LEAD_END.finditer(text):
        after = NEXT_LINE.match(text, found.end())
        line = after.group(1) if after else ""
        if ITEM.match(line):
            continue
        heading = after and _ends_section(headings, found.start(), *after.span(1))
        announced = line.endswith(":") and len(line.split()) <= SHORT_LEAD and lead.search(line)
        running = not line or heading or plain and RUNNING.search(line) or announced
        words = text[text.rfind("\n", 0, found.start()) + 1 : found.start() + 1]
        if running and (lead.search(words) or back.match(line.lstrip())):
            yield rule.mark(text, found.start() + 1, found.start() + 1)


def _ends_section(headings: Sequence[Block], lead: int, start: int, stop: int) -> bool:
    """Whether a heading stands there that is no deeper than the one above the lead, and so no item of its list."""
    at, here = (bisect(headings, place, key=_start) for place in (lead, start - 1))
    if here == len(headings) or headings[here].start >= stop:
        return False
    return at == 0 or headings[here].depth <= headings[at - 1].depth


def _start(block: Block) -> int:
    return block.start


def lost_headings(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """More blank lines than usual between two paragraphs, on a page that has headings: one stood there."""
    blocks, text = scene.document.blocks, scene.text
    if scene.document.media_type != "text/plain" or not any(b.kind == "heading" for b in blocks):
        return
    for before, after in zip(blocks, blocks[1:]):
        if before.kind == "heading" or after.kind != "paragraph" or {before.label, after.label} != {"body"}:
            continue
        if not text[after.start].isalnum():  # bold or marked: a heading of its own
            continue
        between = text[before.end : after.start]
        if between.count("\n") == 3 and not between.strip() and SENTENCE_END.search(text[before.start : before.end]):
            yield rule.mark(text, after.start, after.start)


def lost_links(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """A heading that promises a list of links (settings: ``promise``) with the next heading right behind it."""
    blocks, promise = scene.document.blocks, _compiled(rule.settings["promise"])
    for block, after in zip(blocks, blocks[1:]):
        if after.kind != "heading" or block.end - block.start >= 40:
            continue
        if promise.fullmatch(scene.text[block.start : block.end].strip()):
            yield rule.mark(scene.text, block.end, block.end)


def lost_reference_heading(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """Three references or more that nothing announces (settings: ``heading``; ``citation`` for the first ones)."""
    blocks, text = scene.document.blocks, scene.text
    heading, citation = (_compiled(rule.settings[name]) for name in ("heading", "citation"))
    for at, block in enumerate(blocks):
        if block.label == "reference" and (at == 0 or blocks[at - 1].label != "reference"):
            if any(b.label != "reference" for b in blocks[at : at + 3]) or len(blocks) < at + 3:
                continue
            while at > 0 and blocks[at - 1].label == "body" and citation.search(_words(text, blocks[at - 1])):
                at -= 1
            around = [*blocks[max(at - 1, 0) : at], blocks[at]]
            if not any(heading.search(_words(text, b)[:40]) for b in around):
                yield rule.mark(text, blocks[at].start, blocks[at].start)
            return


def _words(text: str, block: Block) -> str:
    return text[block.start : block.end]
