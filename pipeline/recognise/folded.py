"""A page's blocks as one string of folded tokens, with the way back to the text.

One string, because a call of the automaton and a walk in Python cost the same for a block as for a page. Token
numbers are array indexes throughout: nothing is made for a token but its key.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np

from .fold import APOSTROPHES, DASHES, LOST, TOKEN, fold_word

SPLIT = re.compile(f"({TOKEN.pattern})")  # text between tokens, token, text between tokens, token ...
POSSESSIVE = frozenset("sS")
EDGE = "\0"  # a token of its own that no name holds: nothing is found across it
Spans = Sequence[tuple[int, int]]
Columns = np.ndarray  # what is found: start, end and number of the sense, one column each; or one of these rows


@dataclass(frozen=True, slots=True)
class Folded:
    """The tokens of a text's spans; ``keys[i]`` stands at ``text[starts[i]:ends[i]]``."""

    keys: list[str]
    words: list[str]  # as they are written
    starts: np.ndarray
    ends: np.ndarray
    begun: np.ndarray  # whether a letter or digit adjoins before the token, itself one: no name begins here
    goes_on: np.ndarray  # the same behind it
    span_of: np.ndarray  # the number of the span that holds the token; rising

    @classmethod
    def of(cls, text: str, spans: Spans) -> Folded:
        """Cut and fold; each span is a world of its own.

        >>> Folded.of("Hodgkin's IL-2® -\\tx2y", [(0, 9), (10, 15), (18, 21)]).keys
        ['hodgkin', '\\x00', 'il', '2', '\\x00', 'x', '2', 'y']
        """
        parts = SPLIT.split(f"\n{EDGE}\n".join([text[a:b] for a, b in spans]))
        words = parts[1::2]
        keys = _keys(parts, words)
        edges = np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)))
        kept = np.fromiter(map(bool, keys), bool, len(keys))
        touching = np.zeros(len(words) + 1, bool)  # between word i - 1 and word i stands nothing
        for at in np.flatnonzero(edges[1:-2:2] == edges[2:-1:2]).tolist():
            touching[at + 1] = words[at][-1].isalnum() and words[at + 1][0].isalnum()
        starts, ends = edges[0:-1:2], edges[1::2]
        span_of, moved = _moves(spans, starts)
        return cls(
            list(filter(None, keys)), list(compress(words, keys)),
            (starts + moved)[kept], (ends + moved)[kept], touching[:-1][kept], touching[1:][kept], span_of[kept],
        )  # fmt: skip

    def span_keys(self, number: int) -> list[str]:
        """The keys of one span."""
        first, last = np.searchsorted(self.span_of, [number, number + 1]).tolist()
        return self.keys[first:last]


def _keys(parts: list[str], words: list[str]) -> list[str]:
    """The folded words; an empty one is passed over: hyphens, marks, the possessive s."""
    keys = list(map(fold_word, words))
    seen = set(words)
    if seen & DASHES:
        for at in [at for at, word in enumerate(words) if word in DASHES]:  # a hyphen joins two
            if 0 < at < len(words) - 1 and not parts[2 * at] and not parts[2 * at + 2]:
                keys[at] = ""
    if seen & POSSESSIVE:
        for at in [at for at, word in enumerate(words) if word in POSSESSIVE and at]:
            _drop_possessive(parts, words, keys, at)
    return keys


def _drop_possessive(parts: list[str], words: list[str], keys: list[str], at: int) -> None:
    """Empty the s of "Hodgkin's", and of what a converter may have left of it: "Hodgkin s", "Hodgkin?s"."""
    if words[at] == "s" and parts[2 * at] == " " and keys[at - 1]:
        keys[at] = ""
    elif at > 1 and not parts[2 * at] and not parts[2 * at - 2] and (keys[at - 2] or words[at - 2] == "\\"):
        if words[at - 1] in APOSTROPHES:
            keys[at] = ""
        elif words[at - 1] in LOST and words[at] == "s":
            keys[at - 1] = keys[at] = ""


def _moves(spans: Spans, starts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The span that holds each token, and what to add to its offset in the joined spans to get that in the text."""
    if not spans:
        return np.zeros(len(starts), np.int64), np.zeros(len(starts), np.int64)
    table = np.array(spans, np.int64)
    sizes = table[:, 1] - table[:, 0] + 3  # with the edge and its two line ends
    begins = np.cumsum(sizes) - sizes
    span_of = np.searchsorted(begins, starts, "right") - 1
    return span_of, (table[:, 0] - begins)[span_of]
