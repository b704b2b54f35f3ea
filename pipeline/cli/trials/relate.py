"""The examples of ``curation/rules/relate.yaml``, tried where a page passes: from bytes to claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.page import Kit, extract_page
from pipeline.records import Candidate, Page

BY_DEFAULT = ("indication", "adverse_event")  # what the examples list of rules that make nothing themselves


def tried(rules: Sequence[Mapping[str, Any]], kit: Kit) -> Iterator[tuple[str, str]]:
    """(rule id, what went wrong) for each example and counter-example that does not hold."""
    for rule in rules:
        types = (rule["makes"],) if rule.get("makes") else BY_DEFAULT
        for example in (*rule.get("examples", ()), *rule.get("counter_examples", ())):
            found = claims(extract_page(example["text"].encode(), "example", kit), types)
            if found != example["claims"]:
                yield rule["id"], f"{example['text']!r} gives {found}, not {example['claims']}"


def claims(page: Page, types: Sequence[str]) -> list[str]:
    """The published claims of these types, as the examples write them."""
    made = [piece.candidate for piece in page.evidence]
    return [_said(one) for one in made if one.outcome == "published" and one.claim_type in types]


def _said(claim: Candidate) -> str:
    denied = claim.polarity == "negated" and claim.relation != "not_used"
    return f"{claim.agent} {claim.relation} {claim.object}{' negated' if denied else ''}"
