"""The examples of the rules, tried: an example that no longer holds names its rule.

``after`` of an example shows auto repairs carried out, ``⟦kind⟧`` where a gap is,
``⟦words⟧`` around what is flagged and ``⟦words → other words⟧`` where it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.records import APPLIED, Document, Repair, Vocabulary

from .rules import Rule, Sibling


def shown(text: str, repairs: Sequence[Repair]) -> str:
    """A text with its repairs as the examples write them; flags and gaps that overlap a repair are left out.

    >>> shown("low vital signs: see", [Repair(4, 15, "vital signs", "blood pressure", "k", "r", "auto")])
    'low blood pressure: see'
    """
    parts, at = [], 0
    for repair in sorted(repairs, key=lambda r: (r.start, r.end, r.status not in APPLIED)):
        if repair.start >= at:
            parts += [text[at : repair.start], _mark(repair)]
            at = repair.end
    return "".join([*parts, text[at:]])


def _mark(repair: Repair) -> str:
    if repair.status in APPLIED:
        return repair.after
    if repair.status == "review":
        return f"⟦{repair.before} → {repair.after}⟧"
    return f"⟦{repair.kind}⟧" if repair.status == "gap" else f"⟦{repair.before}⟧"


def tried(
    rules: Sequence[Mapping[str, Any]], vocabulary: Vocabulary, reader: Callable[[str], Document]
) -> Iterator[tuple[str, str]]:
    """(rule id, what went wrong) for each example of curation/rules/repair.yaml that does not hold.

    ``reader`` makes a document of an example's text, as the step before this one would.
    """
    for row in rules:
        rule = Rule.of(row)
        for example in row.get("examples", ()):
            got = _shown(rule, reader(example["before"]), example.get("siblings", ()), vocabulary)
            if got != example["after"]:
                yield rule.id, f"{example['before']!r} becomes {got!r}, not {example['after']!r}"
        for text in row.get("leaves_alone", ()):
            given = text if isinstance(text, Mapping) else {"before": text}
            got = _shown(rule, reader(given["before"]), given.get("siblings", ()), vocabulary)
            if got != given["before"]:
                yield rule.id, f"{given['before']!r} should be left alone, but becomes {got!r}"


def _shown(rule: Rule, document: Document, siblings: Sequence[str], vocabulary: Vocabulary) -> str:
    from . import repair  # the door itself, so that an example passes where a page passes

    given = [Sibling(f"sibling {k}", other) for k, other in enumerate(siblings)]
    return shown(document.text, repair(document, given, [rule], vocabulary))
