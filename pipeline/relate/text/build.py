"""Build: blocks, sentences and mentions made into units that know what they may inherit from."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from pipeline.records import Block, Mention

from .ground import Ground
from .units import Span, Text, Unit

NOWHERE = (sys.maxsize, sys.maxsize, {})  # behind the last unit
VERBS = ("agent", "cue_is", "cue_cause", "cue_experience", "cue_occur", "cue_treats", "cue_advice", "imperative")
MAX_TITLE = 12  # words of a line that can be a heading without markup


def build(
    text: str,
    blocks: Sequence[Block],
    sentences: Sequence[Sequence[Span]],
    mentions: Sequence[Mention],
    ground: Ground,
) -> Text:
    """Cut blocks into units and hang mentions, heads and headings on them (all offsets in one view)."""
    of_block = [_cut(number, block, sentences[number]) for number, block in enumerate(blocks)]
    units = tuple(unit for own in of_block for unit in own)
    _hang_mentions(units, mentions)
    _hang_heads(text, blocks, of_block)
    _hang_leads(text, blocks, of_block)
    _join_rows(blocks, of_block)
    _add_titles(text, units)
    title = next((u for u in units if u.kind == "heading" and u.label == "body"), None)
    return Text(text, units, title, (), ground)


def _cut(number: int, block: Block, sentences: Sequence[Span]) -> list[Unit]:
    """The units of a block, each with those before it."""
    own = [Unit(a, b, number, block.kind, not i, block.label) for i, (a, b) in enumerate(sentences)]
    for at, unit in enumerate(own):
        unit.paragraph = own[:at][::-1]
    return own


def _hang_heads(text: str, blocks: Sequence[Block], of_block: Sequence[list[Unit]]) -> None:
    """Tell each unit the headings above it and the sentence that introduces its list."""
    for number, block in enumerate(blocks):
        headings = [of_block[i][-1] for i in reversed(block.path) if of_block[i]]
        above = block.head if block.head is not None else _announced_by(text, blocks, number)
        head = of_block[above][-1] if above is not None and of_block[above] else None
        for unit in of_block[number]:
            unit.headings, unit.head = headings, head


def _hang_mentions(units: Sequence[Unit], mentions: Sequence[Mention]) -> None:
    """Give each mention to the unit that holds it whole."""
    places = iter([*((unit.start, unit.end, unit.mentions) for unit in units), NOWHERE])
    low, high, found = next(places)
    for mention in sorted(mentions):
        start, end, type, _, _ = mention
        while high <= start:
            low, high, found = next(places)
        if low <= start and end <= high:
            found.setdefault(type, []).append(mention)


def _announced_by(text: str, blocks: Sequence[Block], number: int) -> int | None:
    """The paragraph before that ends in a colon: what follows it is its list, bullets or not."""
    block = blocks[number]
    if block.kind != "paragraph" or not number:
        return None
    above = blocks[number - 1]
    return number - 1 if _announces(text, above) and above.path == block.path else None


def _announces(text: str, block: Block) -> bool:
    return block.kind == "paragraph" and text[block.start : block.end].rstrip("*_ \n").endswith(":")


def _hang_leads(text: str, blocks: Sequence[Block], of_block: Sequence[list[Unit]]) -> None:
    """ "X may cause harms, including:" over paragraphs that each open with one: their openings are the list's items."""
    head: Unit | None = None
    path: Sequence[int] = ()
    for block, own in zip(blocks, of_block, strict=True):
        if not own or block.kind == "item":  # what a paragraph of the series lists itself
            continue
        if head is not None and block.path == path and block.kind == "paragraph" and _is_lead(own):
            own[0].head, own[0].kind = head, "item"
        elif _announces(text, block):
            head, path = own[-1], block.path
        else:
            head = None


def _is_lead(own: Sequence[Unit]) -> bool:
    """ "A lung problem called E. Call your doctor if ...": a name with no verb, and what there is to say of it."""
    named = own[0].has("event", "condition") and not own[0].has(*VERBS)
    return named and len(own) > 1


def _join_rows(blocks: Sequence[Block], of_block: Sequence[list[Unit]]) -> None:
    """Tell each table cell the other cells of its row."""
    rows: dict[int, list[int]] = {}
    for number, block in enumerate(blocks):
        if block.row is not None:
            rows.setdefault(block.row, []).append(number)
    for members in rows.values():
        for number in members:
            for unit in of_block[number]:
                unit.row = [other for i in members if i != number for other in of_block[i]]


def _add_titles(text: str, units: Sequence[Unit]) -> None:
    """Let lines that announce what follows (questions, short titles without markup) be headings of what follows."""
    last: Unit | None = None
    for unit in units:
        if unit.kind == "heading":
            last = last if last is not None and not unit.mentions else None
        elif unit.first and _is_title(text, unit):
            last = unit
        elif last is not None:
            unit.headings = [last, *unit.headings]


def _is_title(text: str, unit: Unit) -> bool:
    """A question, or a short capitalised line without stop that names a section or a standing and no agent."""
    words = text[unit.start : unit.end].strip("*_# ")
    if unit.kind != "paragraph" or unit.label != "body" or len(words.split()) > MAX_TITLE or not words[:1].isalnum():
        return False
    if words.endswith("?"):
        return True
    announces = unit.has("section", "cue_approval") and not unit.has("agent", "event")
    return announces and words[:1].isupper() and words[-1].isalnum()
