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


def spun_phrases(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """Repairs and questions, from sentences with a partner first, then where the same words were exchanged again."""
    patterns = [re.compile(p, re.IGNORECASE) for p in rule.settings.get("signatures", ())]
    found = partners(list(compare_all(scene, patterns)))
    if not found:
        return
    usage = Usage.of(scene.text, found)
    judge = Judge(rule, Guards.of(rule.settings, scene.vocabulary), Limits(**rule.settings.get("limits", {})), usage)
    mended, done = [], []
    for partner in found:
        done += [(c.start, c.end) for c in partner.changes]
        for change, repair in judge.repairs(scene.text, partner):
            if repair.status == "auto":
                mended.append((change, repair.basis))
            yield repair
    yield from recall(scene.text, rule, lessons(mended, usage), done)
