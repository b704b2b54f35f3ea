"""repair: an overlay of repairs, gaps and flags over a text that never changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.records import Decision, Document, Repair, Vocabulary

from .encoding import wrong_table
from .losses import lost_lists
from .overlay import merge
from .rules import Detector, Rule, Scene, Sibling, matches
from .settle import settled

__all__ = ["DETECTORS", "Rule", "Scene", "Sibling", "repair"]

DETECTORS: dict[str, Detector] = {"wrong_table": wrong_table, "lost_lists": lost_lists}


def repair(
    document: Document,
    siblings: Sequence[Sibling] = (),
    rules: Iterable[Mapping[str, Any] | Rule] = (),
    vocabulary: Vocabulary = Vocabulary(),  # noqa: B008 (frozen)
    decisions: Iterable[Decision] = (),
    publisher_known: bool = False,
) -> tuple[Repair, ...]:
    """Everything found on a document, in text order; applied repairs never overlap.

    ``rules`` are the rows of curation/rules/repair.yaml in their order. Raises Faults for void decisions.
    """
    scene = Scene(document, siblings, vocabulary, publisher_known)
    found: list[Repair] = []
    for row in rules:
        rule = row if isinstance(row, Rule) else Rule.of(row)
        found.extend(matches(scene, rule) if rule.pattern else DETECTORS[rule.apply](scene, rule))
    return merge(settled(document, decisions), found)
