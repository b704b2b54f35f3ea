"""Names by composition: what a coordination or a site leaves unsaid.

"A and B N" names "A N" too, "N B or C" also "N C", "N, A" as a line of its own "A N", and "A, B or C where the needle
went in" names three events of the injection site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.records import Mention

from .fold import tokens
from .lexicon import Lexicon, Sense

Reading = tuple[Mention, Sense]
SITE = "event_site"
BEFORE = re.compile(r"([A-Za-z][\w-]*)\s*(?:,|/|\band\b|\bor\b|\band/or\b)\s*(?:and\s+|or\s+)?$", re.I)
AFTER = re.compile(r"\s*(?:,|/|and|or|and/or)\s+([A-Za-z0-9][\w-]*)\b", re.I)
MANAGES = "cue_manages"
LESSENED = re.compile(r"\s+(?:(?:the|your|their|a|its|this)\s+)?(?:\w+\s+(?:and|or)\s+(?:the\s+)?)?\Z", re.I)
FRAMED = re.compile(
    r"\b(low|lower|high|raised|increased|decreased|reduced)\s+"
    r"((?:[\w-]+\s+){1,4}(?:(?:,|and|or|and/or)\s+(?:[\w-]+\s+){1,3}){1,3})(counts?|levels?|numbers)\b",
    re.I,
)
PART = re.compile(r"\b(?!(?:and|or)\b)[\w-]+(?:\s+(?!(?:and|or)\b)[\w-]+)*")
INVERTED = re.compile(r", ([A-Za-z][\w -]{1,40}?)\s*(?=[(\n*:]|\Z)")
OPENS_LINE = re.compile(r"(?:\A|\n)[\s#*>_\[|•–-]*\Z")
BRIDGE = re.compile(r"[\s,/]*(?:(?:and|or|at|in|on|of|around|near|the|your|spot|area)[\s,]+)*(?:\w+\s+){0,2}", re.I)
BEFORE_SITE = re.compile(r"\b([A-Za-z]+)\s+(?:(?:at|in|on|around|near|of|the|your|place|spot|area)\s+)*$", re.I)
EXAMPLES = re.compile(r"[\s,(]*(?:such as|including|like|for example|e\.g\.)[\s,:]*", re.I)
JOINED = re.compile(r"(?:,|\s|and\b|or\b)+", re.I)
REACH = 90  # characters from the first event of a list to the site behind it


def composed(text: str, lexicon: Lexicon, found: Sequence[Reading]) -> list[Reading]:
    """The readings with names that are spelled in two places; their spans are the words that are there.

    An event at a site takes the place of the event alone; a risk that is lowered ("lowers the risk of A") is no event.
    """
    events = sorted({m for m, _ in found if m.type in ("event", "condition")}, key=lambda m: m.start)
    sites = sorted({m for m, _ in found if m.type == SITE}, key=lambda m: m.start)
    forms = (_shared_head, _shared_start, _inverted)
    made = [r for m in events for form in forms for r in form(text, lexicon, m)]
    managed = list(_lessened(text, found))
    made += [*_framed(text, lexicon), *managed]
    found = [r for r in found if r[0].type != "event" or not any(m.start < r[0].start < m.end for m, _ in managed)]
    local = [r for s in sites for r in (*_at_site(text, lexicon, events, s), *_behind_site(text, lexicon, events, s))]
    taken = {(m.start, m.end) for m, _ in local}
    return [r for r in found if (r[0].start, r[0].end) not in taken or r[0].type != "event"] + made + local


def _shared_head(text: str, lexicon: Lexicon, mention: Mention) -> Iterator[Reading]:
    """ "A and B N": the words before the coordination with the head behind it."""
    cut = tokens(text, mention.start, mention.end)
    before = BEFORE.search(text, max(mention.start - 30, 0), mention.start)
    if len(cut) > 1 and before:
        key = " ".join([t for t, _, _ in tokens(before[1])] + [cut[-1][0]])
        yield from _named(lexicon, key, mention.type, before.start(1), before.end(1), before[1])


def _shared_start(text: str, lexicon: Lexicon, mention: Mention) -> Iterator[Reading]:
    """ "hepatitis B or C": the start of the name with what follows the coordination."""
    cut = tokens(text, mention.start, mention.end)
    after = AFTER.match(text, mention.end)
    if len(cut) > 1 and after:
        key = " ".join([t for t, _, _ in cut[:-1]] + [t for t, _, _ in tokens(after[1])])
        yield from _named(lexicon, key, mention.type, after.start(1), after.end(1), after[1])


def _lessened(text: str, found: Sequence[Reading]) -> Iterator[Reading]:
    """ "reduces the duration and severity of": a verb of lessening and what is lessened manage what follows."""
    verbs = {m.end: m for m, _ in found if m.type == "lessen"}
    for noun, sense in found:
        if noun.type == "burden" and (before := LESSENED.search(text, max(noun.start - 60, 0), noun.start)):
            verb = verbs.get(before.start())
            if verb is not None:
                words = text[verb.start : noun.end]
                yield (
                    Mention(verb.start, noun.end, MANAGES, "manages", words),
                    replace(sense, type=MANAGES, id="manages"),
                )


def _framed(text: str, lexicon: Lexicon) -> Iterator[Reading]:
    """ "low A and B counts": each stands between the same first and last word."""
    for frame in FRAMED.finditer(text):
        for part in PART.finditer(text, frame.start(2), frame.end(2)):
            key = " ".join(t for words in (frame[1], part[0], frame[3]) for t, _, _ in tokens(words))
            yield from _named(lexicon, key, "event", part.start(), part.end(), part[0])


def _inverted(text: str, lexicon: Lexicon, mention: Mention) -> Iterator[Reading]:
    """ "Leukemia, hairy cell" as a heading or an entry: the order of an index."""
    after = INVERTED.match(text, mention.end)
    if after and OPENS_LINE.search(text, max(mention.start - 12, 0), mention.start):
        key = " ".join(t for words in (after[1], mention.words) for t, _, _ in tokens(words))
        yield from _named(lexicon, key, mention.type, mention.start, after.end(1), text[mention.start : after.end(1)])


def _at_site(text: str, lexicon: Lexicon, events: Sequence[Mention], site: Mention) -> Iterator[Reading]:
    """The events of a list right before a site belong to it, as long as each has a name there."""
    edge = site.start
    word = BEFORE_SITE.search(text, max(site.start - 40, 0), site.start)
    if word:
        key = " ".join(t for t, _, _ in tokens(f"{site.id} {word[1]}"))
        last = list(_named(lexicon, key, "event", word.start(1), site.end, word[1]))
        yield from last
        edge = word.start(1) if last else edge
    for mention in reversed([e for e in events if e.type == "event" and e.end <= edge]):
        if site.start - mention.start > REACH or not BRIDGE.fullmatch(text[mention.end : edge]):
            return
        made = _local(text, lexicon, mention, site)
        if not made:
            return
        yield from made
        edge = mention.start


def _behind_site(text: str, lexicon: Lexicon, events: Sequence[Mention], site: Mention) -> Iterator[Reading]:
    """ "reactions where the needle went in, such as A or B": the examples belong to the site."""
    edge, bridge = site.end, EXAMPLES
    for mention in (e for e in events if e.type == "event" and e.start >= site.end):
        made = _local(text, lexicon, mention, site) if bridge.fullmatch(text, edge, mention.start) else []
        if not made:
            return
        yield from made
        edge, bridge = mention.end, JOINED


def _local(text: str, lexicon: Lexicon, event: Mention, site: Mention) -> list[Reading]:
    """An event as it is called at a site, where it has a name there."""
    key = " ".join([t for t, _, _ in tokens(site.id)] + [t for t, _, _ in tokens(text, event.start, event.end)])
    return list(_named(lexicon, key, "event", event.start, event.end, text[event.start : event.end]))


def _named(lexicon: Lexicon, key: str, type: str, start: int, end: int, words: str) -> Iterator[Reading]:
    for sense in lexicon.named(key):
        if sense.type == type and sense.match == "any_case":
            yield Mention(start, end, type, sense.id, words), sense
