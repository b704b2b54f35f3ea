"""Attributes of matched rows: approval, partners, frequency and the like, as accuracy.

Rows of one key are paired one to one, by overlap of evidence first, then by most equal attributes. A gold row that
counts and finds no partner is a miss in each of its attributes; so is a predicted row left over, for the page does not
say it a second time. An optional gold row may take a prediction, then nothing is compared. Qualifiers that the gold has
no word for (it knows eight) are not compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pipeline.evaluate.facts import ATTRIBUTES, Fact


@dataclass(frozen=True, slots=True)
class Wrong:
    """One attribute that differs on a matched pair, or of a row left over (``found`` or ``wanted`` is None)."""

    fact: Fact
    attribute: str
    wanted: object
    found: object


@dataclass(slots=True)
class Attributes:
    """How many attribute values were compared and how many were equal, by (table, attribute)."""

    compared: Counter = field(default_factory=Counter)
    equal: Counter = field(default_factory=Counter)
    wrong: list[Wrong] = field(default_factory=list)

    def note(self, fact: Fact, attribute: str, wanted: object, found: object, same: bool) -> None:
        self.compared[fact.table, attribute] += 1
        self.equal[fact.table, attribute] += same
        if not same:
            self.wrong.append(Wrong(fact, attribute, wanted, found))


def compare(gold: Sequence[Fact], predictions: Sequence[Fact], known: Collection[str], into: Attributes) -> None:
    """Pair the rows of one key and note each attribute; ``known`` are the qualifiers the gold has words for."""
    predictions = _distinct(predictions)
    pairs = pair(gold, predictions, known)
    for g, p in pairs:
        if gold[g].standing == "required":
            for name in ATTRIBUTES[gold[g].table]:
                if name != gold[g].lenient:
                    wanted, found = gold[g].attributes[name], _value(predictions[p], name, known)
                    into.note(predictions[p], name, wanted, found, wanted == found)
    _left_over(gold, {g for g, _ in pairs}, into, "wanted")
    _left_over(predictions, {p for _, p in pairs}, into, "found")


def pair(gold: Sequence[Fact], predictions: Sequence[Fact], known: Collection[str]) -> list[tuple[int, int]]:
    """Index pairs, best first: overlapping before distant, required before optional, then by equal attributes."""
    weights = []
    for g, row in enumerate(gold):
        for p, fact in enumerate(predictions):
            same = sum(row.attributes[name] == _value(fact, name, known) for name in row.attributes)
            weights.append((-row.overlaps(fact), -same, row.standing != "required", g, p))
    pairs: list[tuple[int, int]] = []
    for *_, g, p in sorted(weights):
        if all(g != a and p != b for a, b in pairs):
            pairs.append((g, p))
    return pairs


def _value(fact: Fact, name: str, known: Collection[str]) -> object:
    value = fact.attributes[name]
    return value & frozenset(known) if name == "qualifiers" else value


def _distinct(facts: Sequence[Fact]) -> list[Fact]:
    """The same statement at the same place, printed twice, is one row."""
    seen: dict[tuple, Fact] = {}
    for fact in facts:
        seen.setdefault((fact.start, fact.end, tuple(sorted(map(repr, fact.attributes.items())))), fact)
    return list(seen.values())


def _left_over(facts: Sequence[Fact], paired: set[int], into: Attributes, side: str) -> None:
    for at, fact in enumerate(facts):
        if at not in paired and fact.standing == "required":
            for name in ATTRIBUTES[fact.table]:
                if name != fact.lenient:
                    value = fact.attributes[name]
                    into.note(fact, name, *((value, None) if side == "wanted" else (None, value)), False)
