"""Names by composition: what a coordination or a site leaves unsaid.

"bone and back pain" names bone pain, "hepatitis B or C" hepatitis C, "pain, redness or swelling
where the needle went in" three events of the injection site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.records import Mention

from .fold import tokens
from .lexicon import Lexicon, Sense

SITE = "event_site"
BEFORE = re.compile(r"([A-Za-z][\w-]*)\s*(?:,|/|\band\b|\bor\b|\band/or\b)\s*(?:and\s+|or\s+)?$", re.I)
AFTER = re.compile(r"\s*(?:,|/|and|or|and/or)\s+([A-Za-z0-9][\w-]*)\b", re.I)
BRIDGE = re.compile(r"[\s,/]*(?:(?:and|or|at|in|on|of|around|near|the|your|spot|area)[\s,]+)*", re.I)
REACH = 90  # characters from the first event of a list to the site behind it


def composed(text: str, lexicon: Lexicon, found: Sequence[tuple[Mention, Sense]]) -> Iterator[tuple[Mention, Sense]]:
    """Readings that stand for names spelled in two places; their spans are the words that are there."""
    events = sorted({m for m, _ in found if m.type in ("event", "condition")}, key=lambda m: m.start)
    sites = sorted({m for m, _ in found if m.type == SITE}, key=lambda m: m.start)
    for mention in events:
        yield from _shared_head(text, lexicon, mention)
        yield from _shared_start(text, lexicon, mention)
    for site in sites:
        yield from _at_site(text, lexicon, events, site)


def _shared_head(text: str, lexicon: Lexicon, mention: Mention) -> Iterator[tuple[Mention, Sense]]:
    """ "bone and back pain": the words before the coordination with the head behind it."""
    cut = tokens(text, mention.start, mention.end)
    before = BEFORE.search(text, max(mention.start - 30, 0), mention.start)
    if len(cut) > 1 and before:
        key = " ".join([t for t, _, _ in tokens(before[1])] + [cut[-1][0]])
        yield from _named(lexicon, key, mention.type, before.start(1), before.end(1), before[1])


def _shared_start(text: str, lexicon: Lexicon, mention: Mention) -> Iterator[tuple[Mention, Sense]]:
    """ "hepatitis B or C": the start of the name with what follows the coordination."""
    cut = tokens(text, mention.start, mention.end)
    after = AFTER.match(text, mention.end)
    if len(cut) > 1 and after:
        key = " ".join([t for t, _, _ in cut[:-1]] + [t for t, _, _ in tokens(after[1])])
        yield from _named(lexicon, key, mention.type, after.start(1), after.end(1), after[1])


def _at_site(text: str, lexicon: Lexicon, events: Sequence[Mention], site: Mention) -> Iterator[tuple[Mention, Sense]]:
    """The events of a list right before a site belong to it, as long as each has a name there."""
    edge = site.start
    for mention in reversed([e for e in events if e.type == "event" and e.end <= site.start]):
        if site.start - mention.start > REACH or not BRIDGE.fullmatch(text[mention.end : edge]):
            return
        key = " ".join([t for t, _, _ in tokens(site.id)] + [t for t, _, _ in tokens(text, mention.start, mention.end)])
        made = list(_named(lexicon, key, "event", mention.start, site.end, text[mention.start : mention.end]))
        if not made:
            return
        yield from made
        edge = mention.start


def _named(lexicon: Lexicon, key: str, type: str, start: int, end: int, words: str) -> Iterator[tuple[Mention, Sense]]:
    for sense in lexicon.named(key):
        if sense.type == type and sense.match == "any_case":
            yield Mention(start, end, type, sense.id, words), sense
