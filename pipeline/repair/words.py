"""Words and units: how two wordings of one sentence are laid side by side.

A unit is a sentence, a list item, or the head of a list up to its colon. Words
keep their offsets; their key folds case, quotes and British spelling, so that a
difference of spelling is no difference of wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# A word with its apostrophes, hyphens and digits; a number with its separators; any other visible character.
WORD = re.compile(r"[^\W\d_]+\d*(?:['’-][^\W_]+)*|\d+(?:[.,:/–-]\d+)*[^\W_]*|[^\w\s]|_")
LINE = re.compile(r"[^\n]+")
BULLET = re.compile(r"\s*(?:[•▪◦‣·*–—-]|\(?\d{1,3}[.)])\s+")
END = re.compile(r"[.!?][\"”’)\]]*(?=\s+[\"“(‘]?[A-Z0-9•])|:(?=\s+[A-Z])|:$")
ABBREVIATED = re.compile(r"(?:\b(?:e\.?g|i\.e|vs|cf|al|Dr|Mr|Mrs|Ms|Prof|St|No|approx|U\.S)|\b[A-Z])\.$")
BRITISH = tuple(  # orthography, not vocabulary: how a word is written in Britain, and in America
    (re.compile(british), american)
    for british, american in (
        (r"(?<=[a-z]{3})our(?=(?:s|ed|ing|al|able|ably)?$)", "or"),
        (r"(?<=[a-z]{2}[aeiou][lnrmdt])(?<!prom)(?<!prem)(?<!surm)is(?=(?:e[sdr]?|ing|ations?)$)", "iz"),
        (r"(?<=al)ys(?=(?:e[sdr]?|ing)$)", "yz"),
        (r"^(signal|cancel|label|model|level|counsel|travel)l(?=ing|ed|or)", r"\1"),
        (r"^(def|off|lic)ence(?=s?$)", r"\1ense"),
        (r"^(cent|lit|fib|met)re(?=s?$)", r"\1er"),
        (r"aem(?=[aio])", "em"),
        (r"oe(?=a|dem|soph)", "e"),
        (r"^(an|par)aes", r"\1es"),
    )
)
FUNCTION = frozenset(  # the closed classes of English: articles, prepositions, pronouns, auxiliaries, conjunctions
    (
        "a an the of to in on for and or nor is are was were be been being am as by with at from into onto within "
        "during throughout amid among through over under between against per via that which who whom whose this "
        "these those it its they them their he she his her him we us our you your i my has have had having do does "
        "did but if than then so when while where although though because since until about also too such like out "
        "up off down there here "
    ).split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text; ``key`` is what is compared."""

    start: int
    end: int
    key: str


@lru_cache(maxsize=100_000)
def key(word: str) -> str:
    """The form under which two spellings of one word meet.

    >>> [key(w) for w in ("Tumour", "diarrhoea", "signalling", "can’t", "randomised", "exercise", "hours")]
    ['tumor', 'diarrhea', 'signaling', "can't", 'randomized', 'exercise', 'hours']
    """
    low = word.casefold().replace("’", "'").replace("–", "-")
    for british, american in BRITISH:
        low = british.sub(american, low)
    return low


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of ``text[start:end]``, with offsets in ``text``."""
    return [
        Word(m.start(), m.end(), key(m.group())) for m in WORD.finditer(text, start, len(text) if end is None else end)
    ]


def units(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences, list items and list heads of a text stand, without bullet and outer space.

    >>> text = "It helps, e.g. Some. Others do not.\\n  • Fever\\nTypes are: One and two."
    >>> [text[s:e] for s, e in units(text)]
    ['It helps, e.g. Some.', 'Others do not.', 'Fever', 'Types are:', 'One and two.']
    """
    for line in LINE.finditer(text):
        bullet = BULLET.match(line.group())
        at = line.start() + (bullet.end() if bullet else 0)
        for stop in END.finditer(text, at, line.end()):
            if ABBREVIATED.search(text, max(at, stop.end() - 8), stop.end()):
                continue
            yield from _trimmed(text, at, stop.end())
            at = stop.end()
        yield from _trimmed(text, at, line.end())


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    if end > start:
        yield start, end
