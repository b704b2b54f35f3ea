"""The lexicon: every name and term of the vocabulary in one automaton.

Keys are folded token sequences joined by single spaces and padded, so that a hit
always begins and ends at token edges and one pass over a text finds them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain

import ahocorasick_rs
import numpy as np

from pipeline.records import ENTRY_TYPES, Vocabulary

from .fold import fold_key

NEGATION = ("cue_negation", "cue_pseudo", "cue_not_used")  # "not only" is no negation, "not used" is more than one
CONTESTS = dict.fromkeys((*ENTRY_TYPES, "partner", "proper_name"), "entry") | dict.fromkeys(NEGATION, "negation")
SITE, LESSEN, BURDEN, RAISE, LACKING = "event_site", "lessen", "burden", "raise", "lacking"
JOINING = (SITE, LESSEN, BURDEN, RAISE, LACKING)  # kinds of terms that say something with another only
STEM = "drug_stem"


@dataclass(frozen=True, slots=True)
class Sense:
    """What a key may stand for: an entry's name or a term, and how strictly it must be written."""

    type: str
    id: str
    match: str
    letters: str  # the name without spaces and hyphens, for exact_case
    context: tuple[str, ...] = ()  # folded words for needs_context


MANAGES = Sense("cue_manages", "manages", "any_case", "")  # of no key: composed of a verb and what it lessens or raises
OTHER_DRUG = Sense("other_drug", "other", "any_case", "")  # of no key: see Lexicon.is_drug


@dataclass(frozen=True)
class Lexicon:
    """Keys, their senses, and the automaton over them (rebuilt, not pickled, in another process).

    ``senses[first[k] : first[k + 1]]`` are those of key number ``k``; the last two belong to no key.
    """

    keys: dict[str, int]
    senses: tuple[Sense, ...]
    first: np.ndarray
    longest: int  # tokens of the longest name
    is_drug: Callable[[str], bool]  # by its ending, which needs no list of names: every drug of a kind shares one
    automaton: ahocorasick_rs.AhoCorasick = field(repr=False)

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Lexicon:
        """Build from names and terms.

        >>> from pipeline.records import Name, Vocabulary
        >>> Lexicon.of(Vocabulary(names=(Name("event", "fever", "fever", "lay"),))).keys
        {'fever': 0}
        """
        table: dict[str, dict[Sense, None]] = {}
        for key, sense in _senses(vocabulary):
            if key:
                table.setdefault(key, {})[sense] = None
        keys = sorted(table)
        first = np.cumsum([0, *(len(table[key]) for key in keys)])
        senses = (*chain.from_iterable(table[key] for key in keys), MANAGES, OTHER_DRUG)
        longest = max((len(key.split()) for key in keys), default=0)
        automaton = ahocorasick_rs.AhoCorasick([f" {key} " for key in keys])
        return cls({key: n for n, key in enumerate(keys)}, senses, first, longest, _drug_test(vocabulary), automaton)

    def named(self, key: str) -> range:
        """The numbers of the senses of a folded key; none when no name has it."""
        number = self.keys.get(key)
        return range(0) if number is None else range(int(self.first[number]), int(self.first[number + 1]))

    def plainly_named(self, key: str, type: str) -> list[int]:
        """The numbers of the senses of a folded key that are of a type and ask for no way of writing."""
        found = (n for n in self.named(key) if self.senses[n].type == type)
        return [n for n in found if self.senses[n].match == "any_case"]

    def hits(self, folded: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """All hits in a padded folded text: key numbers, starts, ends (of the padded keys)."""
        found = self.automaton.find_matches_as_indexes(folded, overlapping=True)
        row = np.fromiter(chain.from_iterable(found), np.int64, 3 * len(found))
        return row[0::3], row[1::3], row[2::3]

    def senses_of(self, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For each sense of each key: the key's place in ``keys``, and the number of the sense."""
        count = self.first[keys + 1] - self.first[keys]
        place = np.repeat(np.arange(len(keys)), count)
        before = np.repeat(np.cumsum(count) - count, count)
        return place, self.first[keys][place] + np.arange(len(place)) - before

    @property
    def manages(self) -> int:
        """The number of the sense of cues that are composed."""
        return len(self.senses) - 2

    @property
    def other_drug(self) -> int:
        """The number of the sense of drugs that have no name here."""
        return len(self.senses) - 1

    @cached_property
    def types(self) -> list[str]:
        return [sense.type for sense in self.senses]

    @cached_property
    def ids(self) -> list[str]:
        return [sense.id for sense in self.senses]

    @cached_property
    def ranks(self) -> np.ndarray:
        """Per sense: the place of its type and id in the order of all."""
        pairs = sorted({(sense.type, sense.id) for sense in self.senses})
        places = {pair: n for n, pair in enumerate(pairs)}
        return np.array([places[sense.type, sense.id] for sense in self.senses])

    @cached_property
    def contests(self) -> np.ndarray:
        """Per sense: names of one contest exclude one another where they overlap."""
        names = [CONTESTS.get(sense.type, sense.type) for sense in self.senses]
        numbers = {name: n for n, name in enumerate(dict.fromkeys(names))}
        return np.array([numbers[name] for name in names])

    @cached_property
    def kinds(self) -> np.ndarray:
        return np.array(self.types)

    @cached_property
    def is_entry(self) -> np.ndarray:
        return self._flags(lambda sense: sense.type in ENTRY_TYPES)

    @cached_property
    def names_entry(self) -> np.ndarray:
        """Per key: whether it is a name of an entry, or of what contests a place with one."""
        held = np.append(self._flags(lambda sense: CONTESTS.get(sense.type) == "entry"), False)
        return np.array([held[a:b].any() for a, b in zip(self.first[:-1], self.first[1:], strict=True)], bool)

    @cached_property
    def telltales(self) -> dict[str, frozenset[str]]:
        """By type: words of which each key of the type holds one; where none of them stands no name of the type does.

        >>> from pipeline.records import Name, Vocabulary
        >>> names = "itching of the skin", "rash of the skin", "rash"
        >>> lexicon = Lexicon.of(Vocabulary(names=tuple(Name("event", "e", name, "lay") for name in names)))
        >>> sorted(lexicon.telltales["event"])
        ['itching', 'rash']
        """
        found: dict[str, set[str]] = {}
        for words in sorted(map(str.split, self.keys), key=len):  # a word that is a name tells of those that hold it
            for type in {self.types[n] for n in self.named(" ".join(words))}:
                told = found.setdefault(type, set())
                if told.isdisjoint(words):
                    told.add(max(words, key=len))  # the longest is the rarest as a rule
        return {type: frozenset(told) for type, told in found.items()}

    @cached_property
    def is_event(self) -> np.ndarray:
        return self._flags(lambda sense: sense.type == "event")

    @cached_property
    def may_join(self) -> np.ndarray:
        """Per sense: whether its name may stand for more than it spells, in a coordination or at a site."""
        return self._flags(lambda sense: sense.type in ("agent", "event", "condition", *JOINING))

    @cached_property
    def is_strict(self) -> np.ndarray:
        return self._flags(lambda sense: sense.match != "any_case")

    @cached_property
    def needs_context(self) -> np.ndarray:
        return self._flags(lambda sense: sense.match == "needs_context")

    def _flags(self, test: Callable[[Sense], bool]) -> np.ndarray:
        return np.fromiter(map(test, self.senses), bool, len(self.senses))


def _drug_test(vocabulary: Vocabulary) -> Callable[[str], bool]:
    endings = sorted(re.escape(term.term) for term in vocabulary.terms if term.kind == STEM)
    pattern = re.compile(rf"[A-Za-z]{{3,}}(?:{'|'.join(endings)})s?")

    @lru_cache(maxsize=100_000)
    def is_drug(word: str) -> bool:
        return bool(endings) and pattern.fullmatch(word) is not None

    return is_drug


def _senses(vocabulary: Vocabulary) -> Iterable[tuple[str, Sense]]:
    for name in vocabulary.names:
        context = tuple(filter(None, (fold_key(word) for word in name.context.split("|"))))
        yield fold_key(name.name), Sense(name.type, name.id, name.match, letters(name.name), context)
    for term in vocabulary.terms:
        if term.kind != STEM:
            yield fold_key(term.term), Sense(term.kind, term.value, term.match, letters(term.term))


def letters(words: str) -> str:
    """The words without space, hyphen or mark, as they are written: what exact_case compares.

    >>> letters("IL-2®"), letters("Intron A")
    ('IL2', 'IntronA')
    """
    return re.sub(r"[\W_]+", "", words)
