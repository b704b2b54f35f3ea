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
USUAL = -1.5  # what one more word costs in plain text (mean over the five pages)


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, int], dict[str, int], float]:
    from symspellpy import SymSpell  # half a second to load: only when there is something to compare

    table, folder = SymSpell(max_dictionary_edit_distance=0, prefix_length=1), resources.files("symspellpy")
    table.load_dictionary(str(folder / "frequency_dictionary_en_82_765.txt"), 0, 1)
    table.load_bigram_dictionary(str(folder / "frequency_bigramdictionary_en_243_342.txt"), 0, 2)
    return table.words, table.bigrams, float(sum(table.words.values()))


def cost(previous: str, word: str) -> float:
    """The logarithm (base 10) of how often ``word`` follows ``previous``."""
    singles, pairs, total = _tables()
    pair = pairs.get(f"{previous} {word}")
    if pair:
        return math.log10(pair / max(singles.get(previous, pair), pair))
    return BACKOFF + math.log10(singles.get(word, RARE) / total)


def fluency(run: Sequence[str]) -> float:
    """How usual a run of words is, the same for runs of different length.

    >>> fluency(["the", "risk", "of"]) > fluency(["the", "danger", "of"]) > fluency(["the", "gaggle", "of"])
    True
    """
    return sum(cost(a, b) - USUAL for a, b in zip(run, run[1:]))
