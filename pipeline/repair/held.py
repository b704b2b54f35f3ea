"""Which of many words a text holds, told in one pass: asking for one after the other costs a pass each."""

from __future__ import annotations

from functools import lru_cache

import ahocorasick_rs

STRETCH = 50_000  # characters looked at in one go: a hostile page may hold a word a million times


def held(text: str, words: tuple[str, ...]) -> set[str]:
    """The words that stand somewhere in a text, be it within others.

    >>> sorted(held("one two", ("on", "two", "w", "three")))
    ['on', 'two', 'w']
    """
    automaton, longest = _automaton(words)
    found: set[int] = set()
    for at in range(0, len(text), STRETCH):
        stretch = text[at : at + STRETCH + longest]
        found.update(number for number, _, _ in automaton.find_matches_as_indexes(stretch, overlapping=True))
    return {words[number] for number in found}


@lru_cache(maxsize=16)
def _automaton(words: tuple[str, ...]) -> tuple[ahocorasick_rs.AhoCorasick, int]:
    return ahocorasick_rs.AhoCorasick(words), max(map(len, words), default=0)
