"""Finding mentions: one pass of the automaton over each block, then the longest names win."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence

from pipeline.records import ENTRY_TYPES, Mention

from .compose import composed
from .fold import fold_key, tokens
from .lexicon import Lexicon, Sense, letters

Token = tuple[str, int, int]
Spans = Sequence[tuple[int, int]]
Reading = tuple[Mention, Sense]
MAX_BRACKET = 4  # tokens in a bracket that may stand inside a name: "cutaneous (skin) T-cell lymphoma"


def recognise(
    text: str,
    lexicon: Lexicon,
    spans: Spans | None = None,
    skip: Sequence[tuple[int, int]] = (),
) -> list[Mention]:
    """The mentions in ``text``, in order; none crosses a span's edge, none lies in ``skip`` (link targets, markup).

    A name that needs context counts where its words stand near, or where the page spells the entry out.

    A place may hold several mentions when a name has several senses (an event that is
    also a condition); of names that overlap the longest, then the leftmost, stays.
    """
    found: list[Reading] = []
    hidden = sorted(skip)
    for start, end in spans if spans is not None else [(0, len(text))]:
        found += find_in(text, start, end, lexicon, hidden)
    found = composed(text, lexicon, found)
    spelled = {(m.type, m.id) for m, s in found if s.match != "needs_context"}
    kept = [
        m for m, s in found if s.match != "needs_context" or (m.type, m.id) in spelled or _in_context(text, m, s, spans)
    ]
    return resolve([*kept, *other_drugs(text, lexicon, kept, spans)])


def other_drugs(text: str, lexicon: Lexicon, known: Sequence[Mention], spans: Spans | None) -> list[Mention]:
    """Drugs that no name of the vocabulary covers, by the stem that the name ends in (WHO's INN stems)."""
    if lexicon.stems is None:
        return []
    taken = [(m.start, m.end) for m in known if m.type in ENTRY_TYPES]
    found = []
    for start, end in spans if spans is not None else [(0, len(text))]:
        for match in lexicon.stems.finditer(text, start, end):
            if not any(a < match.end() and match.start() < b for a, b in taken):
                found.append(Mention(match.start(), match.end(), "other_drug", "other", match[0]))
    return found


def find_in(
    text: str, start: int, end: int, lexicon: Lexicon, skip: Sequence[tuple[int, int]] = ()
) -> list[tuple[Mention, Sense]]:
    """All readings of one block, before overlaps are settled."""
    cut = tokens(text, start, end)
    if skip:
        cut = [t for t in cut if not any(low < t[2] and t[1] < high for low, high in skip)]
    found = _readings(text, cut, lexicon)
    thinned, holes = without_brackets(cut)
    if holes:
        found += [(m, s) for m, s in _readings(text, thinned, lexicon) if any(m.start < hole < m.end for hole in holes)]
    return found


def _readings(text: str, cut: Sequence[Token], lexicon: Lexicon) -> list[tuple[Mention, Sense]]:
    folded, starts = " ", {}
    pieces, at = [" "], 1
    for number, (word, _, _) in enumerate(cut):
        starts[at] = number
        pieces.append(word + " ")
        at += len(word) + 1
    folded = "".join(pieces)
    ends = {begin + len(cut[number][0]): number for begin, number in starts.items()}
    found = []
    for key, low, high in lexicon.hits(folded):
        first, last = cut[starts[low + 1]], cut[ends[high - 1]]
        if not whole_word(text, first[1], last[2]):
            continue
        words = text[first[1] : last[2]]
        found += [
            (Mention(first[1], last[2], s.type, s.id, words), s) for s in lexicon.senses[key] if _written_so(words, s)
        ]
    return found


def without_brackets(cut: Sequence[Token]) -> tuple[list[Token], list[int]]:
    """The tokens without short bracket groups, and where the groups stood (offset of each opening bracket)."""
    kept: list[Token] = []
    holes: list[int] = []
    at = 0
    while at < len(cut):
        if cut[at][0] == "(":
            close = next((i for i in range(at + 1, min(at + MAX_BRACKET + 2, len(cut))) if cut[i][0] == ")"), None)
            if close is not None:
                holes.append(cut[at][1])
                at = close + 1
                continue
        kept.append(cut[at])
        at += 1
    return kept, holes


def whole_word(text: str, start: int, end: int) -> bool:
    """False where a letter or digit adjoins: tokens split "2R", names do not."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and not after


def _written_so(words: str, sense: Sense) -> bool:
    if sense.match == "any_case":
        return True
    written = letters(words)
    plural = sense.letters.isupper() and written.endswith("s")  # "ILs"
    return written == sense.letters or (plural and written[:-1] == sense.letters)


AUTHOR = re.compile(r"[A-Z][a-z'’-]+ $")


def _meant(text: str, mention: Mention, sense: Sense, spelled: set[tuple[str, str]], spans: Spans | None) -> bool:
    """A name that needs context: its words stand near, or the page spells the entry out and these are no initials."""
    if _in_context(text, mention, sense, spans):
        return True
    author = AUTHOR.search(text, max(mention.start - 30, 0), mention.start)
    initials = author is not None and text[mention.end : mention.end + 1] in ",.:"
    return (mention.type, mention.id) in spelled and not initials


def _in_context(text: str, mention: Mention, sense: Sense, spans: Spans | None) -> bool:
    low, high = next(((a, b) for a, b in spans or () if a <= mention.start < b), (0, len(text)))
    around = f" {fold_key(text[low:high])} "
    return any(f" {word} " in around for word in sense.context)


def resolve(mentions: Iterable[Mention]) -> list[Mention]:
    """Longest first, then leftmost; see :func:`contest` for which mentions exclude one another."""
    taken: dict[str, list[tuple[int, int]]] = {}
    kept: list[Mention] = []
    for mention in sorted(set(mentions), key=lambda m: (m.start - m.end, m.start, m.type, m.id)):
        if _claim(taken.setdefault(contest(mention.type), []), (mention.start, mention.end)):
            kept.append(mention)
    return sorted(kept, key=lambda m: (m.start, m.end, m.type, m.id))


def _claim(ring: list[tuple[int, int]], span: tuple[int, int]) -> bool:
    """Take a span in a sorted ring of disjoint spans, unless another one overlaps it; the same span counts again."""
    at = bisect.bisect_left(ring, span)
    if at < len(ring) and ring[at] == span:
        return True
    if (at < len(ring) and ring[at][0] < span[1]) or (at and ring[at - 1][1] > span[0]):
        return False
    ring.insert(at, span)
    return True


NEGATION = ("cue_negation", "cue_pseudo", "cue_not_used")  # "not only" is no negation, "not used" is more than one


def contest(type: str) -> str:
    """Which mentions exclude one another where they overlap: entries, negations, and otherwise their own kind."""
    if type in ENTRY_TYPES or type == "partner":
        return "entry"
    return "negation" if type in NEGATION else type
