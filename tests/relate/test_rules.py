"""The examples and counter-examples of every rule are its tests."""

from pathlib import Path

import pytest

from pipeline import store
from pipeline.declare import load
from pipeline.page import Kit, extract_page

ROOT = Path(__file__).parents[2]
RULES = store.read_yaml(ROOT / "curation/rules/relate.yaml")
SHOWN = ("indication", "adverse_event", "administration")


@pytest.fixture(scope="session")
def kit():
    declared = load(ROOT)
    return Kit.of(declared.vocabulary, declared.rules["repair"])


def candidates(kit, text):
    return [e.candidate for e in extract_page(text.encode(), "example", kit).evidence]


def said(candidate):
    words = [candidate.agent, candidate.relation, candidate.object]
    is_denied = candidate.polarity == "negated" and candidate.relation != "not_used"
    return " ".join([*words, "negated"] if is_denied else words)


def published(kit, text, makes):
    """The claims of a text as the rules file writes them; agent facts only where the rule makes them."""
    types = ("agent_fact",) if makes == "agent_fact" else (makes,) if makes else SHOWN[:2]
    return [said(c) for c in candidates(kit, text) if c.outcome == "published" and c.claim_type in types]


CASES = [
    pytest.param(rule, example, id=f"{rule['id']}-{kind}-{number}")
    for rule in RULES
    for kind in ("examples", "counter_examples")
    for number, example in enumerate(rule[kind])
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(kit, rule, example):
    assert published(kit, example["text"], rule.get("makes")) == example["claims"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_each_example_is_made_or_kept_back_by_its_rule(kit, rule):
    for example in rule["examples"]:
        found = candidates(kit, example["text"])
        carried = {c.rule for c in found if c.outcome == "published"} if "makes" in rule else {c.reason for c in found}
        assert rule["id"] in carried, example["text"]
