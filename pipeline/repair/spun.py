"""Paraphrase by machine: what a page of common origin shows was other words before."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.records import Repair

from .compare import compare_all, partners
from .direction import Signature, signed
from .guards import guards_of
from .judge import Judge
from .learned import lessons, recall
from .rules import Rule, Scene
from .usage import Usage


@lru_cache(maxsize=8)
def signatures_of(rules: tuple[Rule, ...]) -> tuple[Signature, ...]:
    """The spinners' stock phrases that the rules list (settings: ``signatures``); the rules are those of every page."""
    listed = (row for rule in rules for row in rule.settings.get("signatures", ()))
    return tuple(Signature.of(row["pattern"], tuple(row["only"])) for row in listed)


def spinner_marks(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """Stock phrases of spinners on a page that holds several different ones (settings: ``least``): flagged, not read.

    One alone may be an author's whim; a page without a sibling can at least be seen to have been paraphrased.
    """
    found = signed(scene.text, scene.signatures)
    if len(found) >= rule.settings["least"]:
        for place in (place for signature in found for place in signature.pattern.finditer(scene.text)):
            yield rule.mark(scene.text, place.start(), place.end())


def spun_phrases(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """Repairs and questions, from sentences with a partner first, then where the same words were exchanged again."""
    found = partners(list(compare_all(scene, scene.signatures)))
    if not found:
        return
    usage = Usage.of(scene.text, found)
    guards = guards_of(rule.settings, scene.vocabulary)
    judge = Judge.of(rule, guards, usage)
    seen, done = [], []
    for partner in found:
        done += [(c.start, c.end) for c in partner.changes]
        seen += judge.repairs(scene.text, partner)
    yield from (repair for _, repair in seen)
    yield from recall(scene.text, lessons(seen, usage), done, guards.entities.union(guards.names))
