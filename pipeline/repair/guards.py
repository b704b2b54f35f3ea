"""What is never changed by a machine: each guard has a name, and the names are said in the basis of a repair.

The word lists (numbers, negation, comparison, modality ...) are settings of the
rule in curation/rules/repair.yaml; names come from the vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.records import Vocabulary

from .changes import Change
from .fluency import in_dictionary, ordinary
from .words import FUNCTION, key, words

_last: list = []  # the settings and the vocabulary that guards were last made of, and these guards
HARD = frozenset({"number", "unit", "negation", "comparison", "opposite"})  # reported even when both wordings are usual
BRACKETS = re.compile(r"[()\[\]{}“”\"]")


@dataclass(frozen=True, slots=True)
class Guards:
    """Word lists by guard, the words of agents' names, and the multi-word terms a change may complete."""

    lists: Mapping[str, frozenset[str]]
    opposites: tuple[frozenset[str], ...]
    names: Mapping[str, frozenset[str]]  # the words of agents' names: beside which words each is one (itself: always)
    terms: Mapping[str, tuple[tuple[str, ...], ...]]  # by each word of a term of several words
    entities: frozenset[str]  # the words of conditions, events, routes, settings and other things a claim names

    @classmethod
    def of(cls, settings: Mapping, vocabulary: Vocabulary) -> Guards:
        """The guards of a rule's settings and a vocabulary."""
        lists = {name: frozenset(key(w) for w in listed.split()) for name, listed in settings.get("guards", {}).items()}
        opposites = tuple(frozenset(map(key, group.split())) for group in settings.get("opposites", ()))
        agents = _companions(keys(n.name) for n in vocabulary.names if n.type == "agent")
        named = [n.name for n in vocabulary.names if n.type != "agent"]
        kinds = set(settings.get("entity_terms", "").split())
        named += [t.term for t in vocabulary.terms if t.kind in kinds]
        things = frozenset(w for t in named for w in keys(t))
        terms = _by_word((*named, *settings.get("terms", ())))
        return cls(lists, opposites, agents, terms, things - FUNCTION.union(*lists.values()))

    def names_of(self, change: Change, unit: str) -> list[str]:
        """The guards a change touches; ``unit`` is our whole sentence.

        A word that both sides have is not changed and trips nothing.
        """
        ours, theirs = set(change.ours), set(change.theirs)
        moved = ours ^ theirs or ours
        found = [name for name, listed in self.lists.items() if moved & listed]
        if any(c.isdigit() for w in moved for c in w):
            found.append("number")
        if any(ours & group and theirs & group for group in self.opposites):
            found.append("opposite")
        around = {change.left, change.right, *change.ours, *change.theirs}
        if any(self.names.get(w, frozenset()) & (around | {w}) for w in moved) or _capital(change):
            found.append("name")
        if BRACKETS.search(change.before + change.after) or _enclosed(unit, change):
            found.append("bracket")
        if any(not w[0].isalnum() for w in (*change.ours, *change.theirs)):
            found.append("punctuation")
        return list(dict.fromkeys(found))

    def completes(self, change: Change, ours: Sequence[str], at: tuple[int, int]) -> str:
        """The term that the sibling's wording completes here and ours does not hold; empty when there is none.

        ``ours`` are the words of our sentence and ``at`` the place of the change in them.
        """
        before, behind = list(ours[max(at[0] - 3, 0) : at[0]]), list(ours[at[1] : at[1] + 3])
        run, low, high = [*before, *change.theirs, *behind], len(before), len(before) + len(change.theirs)
        for word in change.theirs:
            for term in self.terms.get(word, ()):
                for start in range(len(run) - len(term) + 1):
                    inside = start <= low and start + len(term) >= high
                    kept = start < low or start + len(term) > high  # a neighbour that both sides have is part of it
                    if inside and kept and tuple(run[start : start + len(term)]) == term:
                        return " ".join(term)
        return ""


def guards_of(settings: Mapping, vocabulary: Vocabulary) -> Guards:
    """The guards of a rule's settings and a vocabulary, made once for all pages that share them."""
    if not _last or _last[0] is not settings or _last[1] is not vocabulary:
        _last[:] = settings, vocabulary, Guards.of(settings, vocabulary)
    return _last[2]


def _companions(names: Iterable[tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """The words of names, each with the words that make it one: itself for a rare word, else its companions there."""
    found: dict[str, set[str]] = {}
    for word, name in ((w, name) for name in names for w in name if len(w) > 2 or not w.isalpha()):
        rare = len(name) == 1 or not in_dictionary(word)
        found.setdefault(word, set()).update({word} if rare else {*name} - {word})
    return {word: frozenset(others) for word, others in found.items() if not ordinary(word)}


def _by_word(listed: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The terms of several words, by each of their words."""
    terms: dict[str, list[tuple[str, ...]]] = {}
    for term in dict.fromkeys(keys(t) for t in listed if " " in t):
        for word in dict.fromkeys(term):
            terms.setdefault(word, []).append(term)
    return {word: tuple(found) for word, found in terms.items()}


def keys(text: str) -> tuple[str, ...]:
    """The keys of the words of a name."""
    return tuple(w.key for w in words(text))


def _capital(change: Change) -> bool:
    """A capital inside the sentence, on either side, is a name; the first word of a sentence has one anyway."""
    first = 0 if change.left else 1
    inner = change.before.split()[first:] + change.after.split()[first:]
    return any(word[:1].isupper() for word in inner)


def _enclosed(unit: str, change: Change) -> bool:
    """Whether the change stands between brackets in our sentence."""
    head = unit[: max(change.start - change.pair.ours.start, 0)]
    return head.count("(") > head.count(")") or head.count("[") > head.count("]")
