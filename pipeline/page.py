"""One page from bytes to evidence: the only place where read, repair, recognise and relate meet."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any

from pipeline.read import markup_spans, opened, plain, sentences
from pipeline.recognise import Lexicon, fold_key, names, recognise
from pipeline.records import (
    ENTRY_TYPES,
    MAX_QUOTE,
    Block,
    Candidate,
    Decision,
    Document,
    Evidence,
    Mention,
    Name,
    Page,
    Repair,
    View,
    Vocabulary,
)
from pipeline.relate import Ground, fitted, relate
from pipeline.repair import compiled, on_text

SHOWN = (*ENTRY_TYPES, "dose_context", "monitoring", "partner", "route", "schedule", "setting")  # cues stay inside


@dataclass(frozen=True)
class Kit:
    """What extraction needs of the declarations, prepared once per process."""

    vocabulary: Vocabulary
    lexicon: Lexicon
    ground: Ground
    names: dict[tuple[str, str, str], Name]
    repair_rules: tuple[Any, ...] = ()

    @classmethod
    def of(cls, vocabulary: Vocabulary, repair_rules: Sequence[Any] = ()) -> Kit:
        return cls(vocabulary, *_look_ups(vocabulary), compiled(repair_rules))

    def named(self, mention: Mention) -> Name | None:
        """The vocabulary name behind a mention's words."""
        return self.names.get((mention.type, mention.id, fold_key(mention.words)))


@lru_cache(maxsize=4)  # one command reads the dataset as it is and as it would be: same words, same look-ups
def _look_ups(vocabulary: Vocabulary) -> tuple[Lexicon, Ground, dict[tuple[str, str, str], Name]]:
    names = {(n.type, n.id, fold_key(n.name)): n for n in reversed(vocabulary.names)}
    return Lexicon.of(vocabulary), Ground.of(vocabulary), names


def extract_page(
    data: bytes,
    name: str,
    kit: Kit,
    siblings: Sequence[Any] = (),
    decisions: Sequence[Decision] = (),
    publisher_known: bool = False,
    claims_only: bool = False,
) -> Page:
    """Read, repair, recognise and relate one page.

    ``decisions`` are those of this page that repair or flag words; without them the page shows what
    the machine does alone. ``publisher_known``: whether somebody vouches for its wording. ``claims_only``: a page that
    names no agent can publish nothing, so what it would have set aside is not looked for, nor its mentions. Raises
    :class:`pipeline.records.Fault` for a page that cannot be read.
    """
    page = opened(data, name)
    found = on_text(page.bare, siblings, kit.repair_rules, kit.vocabulary, decisions, publisher_known)
    if claims_only and not _names_agent(View.of(page.bare.text, found.repairs).text, kit):
        return Page(page.bare, found.repairs, (), ())
    document = page.document()
    return extract_document(document, found.with_blocks(document), kit, claims_only)


def _names_agent(text: str, kit: Kit) -> bool:
    """Whether a name of an agent stands anywhere in a text: its blocks may cut names, and never put one together.

    No block goes over an empty line.
    """
    return names([plain(part) for part in text.split("\n\n")], kit.lexicon, "agent")


def extract_document(document: Document, repairs: Sequence[Repair], kit: Kit, claims_only: bool = False) -> Page:
    """Recognise and relate on the repaired view; everything returned is in stored offsets."""
    view = View.of(document.text, repairs)
    in_view = _in_view(document.blocks, view)
    reading = _without_markup(view.text, in_view)
    blocks = _in_view(in_view, reading)
    mentions = recognise(reading.text, kit.lexicon, [(b.start, b.end) for b in blocks], "agent" if claims_only else "")
    if claims_only and not mentions:
        return Page(document, tuple(repairs), (), ())
    cut = [sentences(reading.text, b.start, b.end) for b in blocks]
    related = relate(reading.text, blocks, cut, mentions, kit.ground, kit.named, claims_only)

    def length(start: int, end: int) -> int:
        low, high = _stored(view, reading, start, end)
        return high - low

    quotable = fitted(reading.text, related.candidates, mentions, MAX_QUOTE - BRACKETS, length)
    evidence = tuple(_evidence(document, view, reading, repairs, blocks, c) for c in quotable)
    shown = (m for m in related.mentions if m.type in SHOWN) if not claims_only else ()
    stored = tuple(m._replace(start=a, end=b) for m in shown for a, b in (_stored(view, reading, m.start, m.end),))
    return Page(document, tuple(repairs), stored, evidence)


BRACKETS = 2  # characters that a quotation may grow by when it is trimmed
BREAK = re.compile(r"<br\b", re.I)


def _without_markup(text: str, blocks: Sequence[Block]) -> View:
    """The view as a person reads it: link targets and emphasis left out, breaks for their tags, offsets kept."""
    spans = {span for block in blocks for span in markup_spans(text, block)}
    shown = ((a, b, "\n" if BREAK.match(text, a) else "") for a, b in sorted(spans))
    return View.of(text, [Repair(a, b, text[a:b], new, "markup", "markup", "auto") for a, b, new in shown])


def _stored(view: View, reading: View, start: int, end: int) -> tuple[int, int]:
    return view.to_stored(*reading.to_stored(start, end))


def _in_view(blocks: Sequence[Block], view: View) -> Sequence[Block]:
    """The blocks with view offsets."""
    if not view.repairs:
        return blocks
    spans = [(view.to_view(b.start), view.to_view(b.end)) for b in blocks]
    return [
        Block(a, max(a, z), b.kind, b.depth, b.path, b.head, b.row, b.label)  # a third of the cost of replace()
        for b, (a, z) in zip(blocks, spans, strict=True)
    ]


def _evidence(
    document: Document,
    view: View,
    reading: View,
    repairs: Sequence[Repair],
    blocks: Sequence[Block],
    candidate: Candidate,
) -> Evidence:
    start, end = trimmed(view, *reading.to_stored(candidate.start, candidate.end))
    low, high = view.to_stored(start, end)
    contexts = tuple(sorted(_stored(view, reading, a, b) for a, b in candidate.contexts))
    used = view.used(start, end)
    waiting = tuple(r for r in repairs if r.status in ("review", "gap", "flag") and r.start < high and low < r.end)
    at = bisect.bisect_right(blocks, candidate.start, key=attrgetter("start"))
    path = blocks[at - 1].path if at else ()
    heading = tuple(" ".join(reading.text[blocks[i].start : blocks[i].end].split()) for i in path)
    return Evidence(
        document.name,
        replace(candidate, start=low, end=high, contexts=contexts),
        document.text[low:high],
        view.text[start:end] if used else "",
        used + waiting,
        heading,
    )


OPENING = "([{\"'“‘«"


def trimmed(view: View, start: int, end: int) -> tuple[int, int]:
    """The span without what a quote may not begin with (bullets, marks, spaces), with both halves of its brackets."""
    while start < end and not (view.text[start].isalnum() or view.text[start] in OPENING):
        start += 1
    while end > start and view.text[end - 1].isspace():
        end -= 1
    if view.text[start - 1 : start] == "(" and view.text.count(")", start, end) > view.text.count("(", start, end):
        start -= 1
    if view.text[end : end + 1] == ")" and view.text.count("(", start, end) > view.text.count(")", start, end):
        end += 1
    return start, end
