"""Names by composition: what a coordination, an index or a site leaves unsaid.

"A, B and C N" names "A N" and "B N" too, "N B or C" also "N C", "A or B of N" also "A of N", "low A and B counts" both
counts, "N, A" as a line of its own "A N", and "A, B or C where the needle went in" three events of the injection site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from .fold import fold_key, tokens
from .folded import Columns
from .lexicon import BURDEN, LACKING, LESSEN, RAISE, SITE, Lexicon
from .measured import measured
from .raised import OPENS_LINE, raised
from .sites import Found, beside_named, local_events

BEFORE = re.compile(r"([A-Za-z][\w-]*)(?:\s*/\s*|,?\s+(?:and|or|and/or)\s+)$", re.I)
LISTED = re.compile(r"([A-Za-z][\w-]*),\s*$")
AFTER = re.compile(r"(?:\s*/\s*|\s*(?:,|and|or|and/or)\s+(?:(?:and|or)\s+)?)([A-Za-z0-9][\w-]*)\b", re.I)
JOINING = ("/", "and", "or")  # what a coordination ends in before its last name
CAUSED = ("of", "by", "to", "from", "in", "with")  # the words that tie a complaint to its cause
NEXT_CAUSE = re.compile(
    r"(?:\s*\([^()\n]{1,40}\))?(?: in (?:adults|patients|people|those) [\w -]{1,40}(?=,))?"
    r"(?:\s*,\s*(?:(?:and|or|and/or)\s+)?|\s+(?:and|or|and/or)\s+|\s*/\s*)"
    r"(?:(?:due to|caused by|because of|from|of|in)\s+)?(?:(?:the|effects|of)\s+)*"
    r"((?!(?:and|or)\b)[A-Za-z][\w-]*(?: [\w-]+){0,4})"
)
WORD = re.compile(r"[\w-]+")
# a bare figure is no ending, but "/2" and "-2" are; "beta blockers" are another thing
NEXT_MEMBER = re.compile(
    r"(?:\s?/\s?-?|(?:,|,?\s+(?:and|or|and/or|&))\s+(?:-|(?=\d*[A-Za-zα-ω])))([A-Za-zα-ω0-9]+(?:-\d?[a-z\d])?)\b"
    r"(?!\s+(?:(?:ant)?agonists?|blockers?|cells?|receptors?)|[-'’]\w{3})",
    re.I,
)
PLACED = ("of", "in", "on", "around")  # the words that tie a complaint to its place
LESSENED = re.compile(r"\s+(?:(?:the|your|their|a|its|this)\s+)?(?:\w+\s+(?:and|or)\s+(?:the\s+)?)?\Z", re.I)
FRAMED = re.compile(
    r"\b(low|lower|high|raised|increased|decreased|reduced|elevated|abnormal)\s+"
    r"((?:[\w-]+\s+){1,4}(?:(?:,|and|or|and/or)\s+(?:[\w-]+\s+){1,3}){1,3})"
    r"(counts?|levels?|numbers|function\s+tests?|production)\b",
    re.I,
)
FRAME_START = re.compile("low|high|raised|increased|decreased|reduced|elevated|abnormal")
FRAME_END = re.compile("count|level|number|function|production")
DOTTED = "\u0130"  # the one letter whose small form is longer
PART = re.compile(r"\b(?!(?:and|or)\b)[\w-]+(?:\s+(?!(?:and|or)\b)[\w-]+)*")
INVERTED = re.compile(r", ([A-Za-z][\w -]{1,40}?)\s*(?=[(\n*:]|\Z)")


def composed(text: str, lexicon: Lexicon, found: Columns) -> tuple[Columns, dict[tuple[int, int, int], str]]:
    """The readings with names that are spelled in two places; their spans are the words that are there.

    An event at a site takes the place of the event alone; a risk that is lowered ("lowers the risk of A") is no event.
    What comes back beside the readings are the words of those whose span holds more than them.
    """
    places = found[:, lexicon.may_join[found[2]]].T.tolist()
    rows = {(a, b, lexicon.types[n]) for a, b, n in places}
    named = sorted(row for row in rows if row[2] in ("event", "condition"))
    sites = sorted({(a, b, lexicon.ids[n]) for a, b, n in places if lexicon.types[n] == SITE})
    whole = [(a, b) for a, b, type in named if type == "event"]  # a site inside a name is taken
    free = [s for s in sites if not any(a <= s[0] and s[1] <= b for a, b in whole)]
    several = [m for m in named if not _is_word(text, *m[:2])]
    made = [
        r for m in several for form in (_shared_head, _shared_start, _shared_cause) for r in form(text, lexicon, *m)
    ]
    made += [r for m in named if text.startswith(", ", m[1]) for r in _inverted(text, lexicon, *m)]
    members = sorted({row for row in rows if row[2] == "agent"})
    made += [r for m in members if not _is_word(text, *m[:2]) for r in _shared_family(text, lexicon, *m)]
    managed = list(_lessened(text, lexicon, rows))
    verbs = sorted(row[:2] for row in rows if row[2] == RAISE)
    counts = [r for p in places if lexicon.types[p[2]] == LACKING for r in raised(text, lexicon, verbs, tuple(p))]
    local = [r for site in free for r in local_events(text, lexicon, whole, *site)]
    local += [r for site in sites for r in beside_named(text, lexicon, whole, *site)]
    local += [r for m in several if m[2] == "event" for r in _shared_place(text, lexicon, *m)]
    for a, b, _, _ in local:
        found = found[:, (found[0] != a) | (found[1] != b) | ~lexicon.is_event[found[2]]]
    for a, b, _, _ in managed:
        found = found[:, (found[0] <= a) | (found[0] >= b) | ~lexicon.is_event[found[2]]]
    low = text.replace(DOTTED, "i").lower()  # of the same length
    made += [*_framed(text, low, lexicon), *measured(text, low, lexicon), *managed, *counts, *local]
    extra = np.array([r[:3] for r in made], np.int64).reshape(-1, 3).T
    return np.hstack((found, extra)), {r[:3]: r[3] for r in made}


def _shared_head(text: str, lexicon: Lexicon, start: int, end: int, type: str) -> Iterator[Found]:
    """ "A, B and C N": the words before the coordination, each with the head behind it."""
    before = _joined_before(text, start)
    cut = tokens(text, start, end) if before else []
    while before and len(cut) > 1:
        key = " ".join([t for t, _, _ in tokens(before[1])] + [cut[-1][0]])
        for number in lexicon.plainly_named(key, type):
            yield before.start(1), before.end(1), number, before[1]
        before = LISTED.search(text, max(before.start(1) - 30, 0), before.start(1))


def _shared_place(text: str, lexicon: Lexicon, start: int, end: int, type: str) -> Iterator[Found]:
    """ "A or B of N": the word before the coordination with the place behind it."""
    before = _joined_before(text, start)
    keys = [t for t, _, _ in tokens(text, start, end)] if before else []
    at = next((i for i, key in enumerate(keys) if i and key in PLACED), None)
    if at is not None:
        for number in lexicon.plainly_named(" ".join([*(t for t, _, _ in tokens(before[1])), *keys[at:]]), type):
            yield before.start(1), before.end(1), number, before[1]


def _joined_before(text: str, start: int) -> re.Match | None:
    """The word that a coordination joins to a name of several words."""
    if not text[max(start - 8, 0) : start].rstrip().lower().endswith(JOINING):
        return None  # a cheap look: the pattern would be tried at every letter
    return BEFORE.search(text, max(start - 40, 0), start)


def _shared_start(text: str, lexicon: Lexicon, start: int, end: int, type: str) -> Iterator[Found]:
    """ "hepatitis B or C", "pain in the A, B or C": the start of the name with each word that follows."""
    after = AFTER.match(text, end)
    cut = tokens(text, start, end) if after else []
    numbers = True
    while after and len(cut) > 1 and numbers:
        key = " ".join([t for t, _, _ in cut[:-1]] + [t for t, _, _ in tokens(after[1])])
        numbers = lexicon.plainly_named(key, type)
        for number in numbers:
            yield after.start(1), after.end(1), number, after[1]
        after = AFTER.match(text, after.end())


def _shared_family(text: str, lexicon: Lexicon, start: int, end: int, type: str) -> Iterator[Found]:
    """ "X alfa-2a/2b", "X alfa and beta": the start of a drug's name with each ending that follows."""
    cut = [t for t, _, _ in tokens(text, start, end)]
    while item := NEXT_MEMBER.match(text, end):
        ending = [t for t, _, _ in tokens(item[1])]
        started = cut[: -len(ending)]
        numbers = lexicon.plainly_named(" ".join([*started, *ending]), type) if started else ()
        if not numbers:
            return
        at = item.start(1) - (text[item.start(1) - 1] == "-")  # a hyphen before a mention would make it part of a word
        for number in numbers:
            yield at, item.end(1), number, text[at : item.end(1)]
        end = item.end()


def _shared_cause(text: str, lexicon: Lexicon, start: int, end: int, type: str) -> Iterator[Found]:
    """ "A caused by B, C D or E": the name up to its preposition with each cause that follows."""
    cut = tokens(text, start, end)
    at = max((i for i, (key, _, _) in enumerate(cut) if i and key in CAUSED), default=0)
    head = " ".join(key for key, _, _ in cut[: at + 1])
    while at and (item := NEXT_CAUSE.match(text, end)):
        ends = [item.start(1) + m.end() for m in WORD.finditer(item[1])]
        named = (
            (e, lexicon.plainly_named(f"{head} {fold_key(text[item.start(1) : e])}", type)) for e in reversed(ends)
        )
        end, numbers = next((n for n in named if n[1]), (end, ()))
        if not numbers:
            return
        for number in numbers:
            yield item.start(1), end, number, f"{text[start : cut[at][2]]} {text[item.start(1) : end]}"


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether a name is one word for certain, which shares no part of it."""
    words = text[start:end]
    return words.isascii() and words.isalpha()


def _inverted(text: str, lexicon: Lexicon, start: int, end: int, type: str) -> Iterator[Found]:
    """ "Leukemia, hairy cell" as a heading or an entry: the order of an index."""
    after = INVERTED.match(text, end)
    if after and OPENS_LINE.search(text, max(start - 12, 0), start):
        key = " ".join(t for words in (after[1], text[start:end]) for t, _, _ in tokens(words))
        for number in lexicon.plainly_named(key, type):
            yield start, after.end(1), number, text[start : after.end(1)]


def _framed(text: str, low: str, lexicon: Lexicon) -> Iterator[Found]:
    """ "low A and B counts": each stands between the same first and last word."""
    if not FRAME_END.search(low):
        return
    done = 0
    for start in (m.start() for m in FRAME_START.finditer(low)):
        frame = FRAMED.match(text, start) if start >= done else None
        if frame is None:
            continue
        done = frame.end()
        for part in PART.finditer(text, frame.start(2), frame.end(2)):
            key = " ".join(t for words in (frame[1], part[0], frame[3]) for t, _, _ in tokens(words))
            for number in lexicon.plainly_named(key, "event"):
                yield part.start(), part.end(), number, part[0]


def _lessened(text: str, lexicon: Lexicon, rows: set[tuple[int, int, str]]) -> Iterator[Found]:
    """ "reduces the duration and severity of": a verb of lessening and what is lessened manage what follows."""
    verbs = {end: start for start, end, type in rows if type == LESSEN}
    for start, end, _ in sorted(row for row in rows if row[2] == BURDEN) if verbs else ():
        before = LESSENED.search(text, max(start - 60, 0), start)
        if before and before.start() in verbs:
            verb = verbs[before.start()]
            yield verb, end, lexicon.manages, text[verb:end]
