"""How usual a run of words is in written English, from counts of words and word pairs.

Used to tell which of two wordings a machine has touched: a thesaurus does not
know which words go together. The counts come with symspellpy (Google Books
n-grams); they are loaded only when two pages of common origin are compared.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

BACKOFF = math.log10(0.4)  # the usual discount of "stupid backoff"
RARE = 1_000  # a word that the table does not hold counts as little as its rarest words
EVERYDAY = 2_000_000  # of the table's counts; names of proteins and drugs stay below
READ = 1_000_000
USUAL = -1.5  # what one more word costs in plain text (mean over the five pages)


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, int], dict[str, int], float]:
    from symspellpy import SymSpell  # half a second to load: only when there is something to compare

    table, folder = SymSpell(max_dictionary_edit_distance=0, prefix_length=1), resources.files("symspellpy")
    table.load_dictionary(str(folder / "frequency_dictionary_en_82_765.txt"), 0, 1)
    table.load_bigram_dictionary(str(folder / "frequency_bigramdictionary_en_243_342.txt"), 0, 2)
    return table.words, table.bigrams, float(sum(table.words.values()))


OTHER_SPELLINGS = (("or", "our"), ("iz", "is"), ("em", "aem"), ("ense", "ence"), ("er", "re"), ("e", "oe"))


@lru_cache(maxsize=50_000)
def count(word: str) -> int:
    """How often a word was counted; the table knows some words by their British spelling only."""
    singles = _tables()[0]
    if word in singles:
        return singles[word]
    spelled = (word.replace(american, british, 1) for american, british in OTHER_SPELLINGS)
    return next((singles[other] for other in spelled if other in singles), RARE)


def cost(previous: str, word: str) -> float:
    """The logarithm (base 10) of how often ``word`` follows ``previous``."""
    _, pairs, total = _tables()
    pair = pairs.get(f"{previous} {word}")
    if pair:
        return math.log10(pair / max(count(previous), pair))
    return BACKOFF + math.log10(count(word) / total)


def ordinary(word: str) -> bool:
    """Whether a word is in everyday use.

    >>> ordinary("medicine"), ordinary("interferon")
    (True, False)
    """
    return count(word) >= EVERYDAY


def in_dictionary(word: str) -> bool:
    """Whether general readers meet a word, though perhaps not every day.

    >>> in_dictionary("tumor"), in_dictionary("aldesleukin")
    (True, False)
    """
    return count(word) >= READ


def fluency(run: Sequence[str]) -> float:
    """How usual a run of words is, the same for runs of different length.

    >>> fluency(["the", "risk", "of"]) > fluency(["the", "danger", "of"]) > fluency(["the", "gaggle", "of"])
    True
    """
    first = cost("", run[0]) - BACKOFF if run else 0.0
    return first + sum(cost(a, b) - USUAL for a, b in zip(run, run[1:])) - USUAL * bool(run)
