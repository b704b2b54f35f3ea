"""Examples of rules are tests: a rule whose example no longer holds stops the build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.declare.rules import Trial
from pipeline.page import Kit, extract_page
from pipeline.records import Candidate, Fault, Faults, Page

REMEDY = "mend the rule, or the example if it was wrong"
BY_DEFAULT = ("indication", "adverse_event")  # what the examples list of rules that make nothing themselves


def trials(kit: Kit) -> dict[str, Trial]:
    """Step -> the function that tries the examples of its rules, with this vocabulary."""
    return {"relate": lambda rules: try_relate(rules, kit)}


def hold(step: str, rules: Sequence[Mapping[str, Any]], kit: Kit) -> None:
    """Raise Faults for every rule of a step that does not do what its examples say."""
    found = [
        Fault("rule_example", f"curation/rules/{step}.yaml#{id}", f"rule {id}: {problem}", REMEDY)
        for id, problem in trials(kit)[step](rules)
    ]
    if found:
        raise Faults(found)


def try_relate(rules: Sequence[Mapping[str, Any]], kit: Kit) -> Iterator[tuple[str, str]]:
    """(rule id, what went wrong) for each example of ``curation/rules/relate.yaml`` that does not hold."""
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
