"""Paraphrase by machine: what a page of common origin shows was other words before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.records import Repair

from .compare import compare_all, partners
from .guards import Guards
from .judge import Judge, Limits
from .learned import lessons, recall
from .rules import Rule, Scene
from .usage import Usage


def signature_patterns(rule: Rule) -> list[re.Pattern[str]]:
    """The spinners' stock phrases that a rule lists (settings: ``signatures``)."""
    return [re.compile(pattern, re.IGNORECASE) for pattern in rule.settings.get("signatures", ())]


def spun_phrases(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """Repairs and questions, from sentences with a partner first, then where the same words were exchanged again."""
    found = partners(list(compare_all(scene, signature_patterns(rule))))
    if not found:
        return
    usage = Usage.of(scene.text, found)
    limits = Limits(**rule.settings.get("limits", {}))
    judge = Judge(rule, Guards.of(rule.settings, scene.vocabulary), limits, usage)
    seen, done = [], []
    for partner in found:
        done += [(c.start, c.end) for c in partner.changes]
        seen += judge.repairs(scene.text, partner)
    yield from (repair for _, repair in seen)
    yield from recall(scene.text, lessons(seen, usage), done)
