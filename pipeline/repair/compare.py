"""Our page beside every page of common origin, and for each of our sentences the closest partner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .align import Pair, Unit, pairs, read_units
from .changes import Change, changes
from .copies import copied, nearby
from .direction import Signature, Verdict, signed, testify, verdict
from .rules import Scene, Sibling

LEAST_RATIO, LEAST_WORDS = 60.0, 5  # a pair less alike or shorter says nothing about single words


@dataclass(frozen=True)
class Comparison:
    """Our page beside one page of common origin."""

    sibling: Sibling
    pairs: tuple[Pair, ...]
    verdict: Verdict
    changes: Mapping[Unit, tuple[Change, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Partner:
    """The closest partner of one of our units, and what differs."""

    comparison: Comparison
    pair: Pair
    changes: tuple[Change, ...]
    rival: bool = False  # another of our units is closer still to that partner: ours has another original


def compare_all(scene: Scene, signatures: Sequence[Signature]) -> Iterator[Comparison]:
    """Our page beside each sibling that is a copy of it, in an order that does not depend on how they were given."""
    siblings = sorted(scene.siblings, key=lambda s: (s.name, s.text))
    for number, alike in nearby(scene.text, tuple(s.text for s in siblings)):
        sibling = siblings[number]
        ours, theirs = read_units(scene.text), read_units(sibling.text)
        if sibling.text == scene.text or not copied(ours, theirs, alike):
            continue
        found = tuple(pairs(ours, theirs))
        telling = (p for p in found if p.ratio >= LEAST_RATIO and p.length >= LEAST_WORDS)
        by_unit = {p.ours: tuple(changes(p, scene.text, sibling.text)) for p in telling}
        seen = [change for listed in by_unit.values() for change in listed]
        publisher = sibling.publisher_known - scene.publisher_known
        marks = len(signed(scene.text, signatures)) - len(signed(sibling.text, signatures))
        said = testify(seen, scene.text, sibling.text, marks, publisher)
        yield Comparison(sibling, found, verdict(said), by_unit)


def partners(comparisons: Sequence[Comparison]) -> list[Partner]:
    """For each of our units the closest partner, in text order; pages that were copied from us are left out."""
    best: dict[Unit, tuple[float, Comparison, Pair]] = {}
    closest: dict[str, float] = {}
    for comparison in comparisons:
        if comparison.verdict.spun == "theirs":
            continue
        for pair in comparison.pairs:
            score = pair.ratio * min(pair.length, 20)
            closest[pair.theirs.line] = max(score, closest.get(pair.theirs.line, 0.0))
            if pair.ours not in best or score > best[pair.ours][0]:
                best[pair.ours] = score, comparison, pair
    found = sorted(best.items(), key=lambda item: item[0].start)
    return [
        Partner(c, pair, c.changes.get(unit, ()), score < closest[pair.theirs.line]) for unit, (score, c, pair) in found
    ]
