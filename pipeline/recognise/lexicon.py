"""The lexicon: every name and term of the vocabulary in one automaton.

Keys are folded token sequences joined by single spaces and padded, so that a hit
always begins and ends at token edges and one pass over a text finds them all.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import ahocorasick_rs

from pipeline.records import ENTRY_TYPES, Vocabulary

from .fold import fold_key, tokens


@dataclass(frozen=True, slots=True)
class Sense:
    """What a key may stand for: an entry's name or a term, and how strictly it must be written."""

    type: str
    id: str
    match: str
    letters: str  # the name without spaces and hyphens, for exact_case
    context: tuple[str, ...] = ()  # folded words for needs_context


@dataclass(frozen=True)
class Lexicon:
    """Keys, their senses, and the automaton over them (rebuilt, not pickled, in another process)."""

    keys: tuple[str, ...]
    senses: tuple[tuple[Sense, ...], ...]
    automaton: ahocorasick_rs.AhoCorasick = field(repr=False, compare=False)
    stems: re.Pattern[str] | None = None  # endings of drug names, which need no list: every drug of a kind shares one

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Lexicon:
        """Build from names and terms.

        >>> from pipeline.records import Name, Vocabulary
        >>> Lexicon.of(Vocabulary(names=(Name("event", "fever", "fever", "lay"),))).keys
        ('fever',)
        """
        table: dict[str, dict[Sense, None]] = {}
        for key, sense in _senses(vocabulary):
            if key:
                table.setdefault(key, {})[sense] = None
        keys = tuple(sorted(table))
        automaton = ahocorasick_rs.AhoCorasick([f" {k} " for k in keys])
        return cls(keys, tuple(tuple(table[k]) for k in keys), automaton, _stems(vocabulary))

    def named(self, key: str) -> tuple[Sense, ...]:
        """What a folded key stands for; nothing when no name has it."""
        at = bisect.bisect_left(self.keys, key)
        return self.senses[at] if at < len(self.keys) and self.keys[at] == key else ()

    def hits(self, folded: str) -> Iterable[tuple[int, int, int]]:
        """All hits in a padded folded text: key number, start, end (of the padded key)."""
        return self.automaton.find_matches_as_indexes(folded, overlapping=True)


STEM = "drug_stem"


def _stems(vocabulary: Vocabulary) -> re.Pattern[str] | None:
    endings = sorted({re.escape(t.term) for t in vocabulary.terms if t.kind == STEM}, key=lambda e: (-len(e), e))
    return re.compile(rf"\b[A-Za-z]{{3,}}(?:{'|'.join(endings)})s?\b") if endings else None


def _senses(vocabulary: Vocabulary) -> Iterable[tuple[str, Sense]]:
    for name in vocabulary.names:
        context = tuple(filter(None, (fold_key(word) for word in name.context.split("|"))))
        yield fold_key(name.name), Sense(name.type, name.id, name.match, letters(name.name), context)
    for term in vocabulary.terms:
        if term.kind == STEM:
            continue
        yield fold_key(term.term), Sense(term.kind, term.value, term.match, letters(term.term))


def letters(words: str) -> str:
    """The words without space, hyphen or mark, as they are written: what exact_case compares.

    >>> letters("IL-2®"), letters("Intron A")
    ('IL2', 'IntronA')
    """
    return re.sub(r"[\W_]+", "", words)


def is_entry(type: str) -> bool:
    return type in ENTRY_TYPES


__all__ = ["Lexicon", "Sense", "is_entry", "letters", "tokens"]
