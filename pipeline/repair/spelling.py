"""Spellings: a key for look-up, never a rewrite.

The text keeps its spelling; names are found under a folded key (recognise), and
sentences are compared under :func:`pipeline.repair.words.key`. What stands here
only tells a reader which words are spelled the British way.
"""

from __future__ import annotations

from collections.abc import Iterator

from .words import WORD, key


def variants(text: str) -> Iterator[tuple[int, int, str, str]]:
    """The words whose American spelling is another: start, end, the word, the key it is looked up under.

    >>> list(variants("The Tumour grew; the exercise helped."))
    [(4, 10, 'Tumour', 'tumor')]
    """
    for found in WORD.finditer(text):
        word = found.group()
        plain = word.casefold().replace("’", "'").replace("–", "-")
        if key(word) != plain:
            yield found.start(), found.end(), word, key(word)
