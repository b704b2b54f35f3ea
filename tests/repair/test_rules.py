"""Every rule does what its examples say, and nothing without it."""

import pytest

from pipeline.read import read
from pipeline.records import Fault
from pipeline.repair import DETECTORS, Rule, tried


def example_page(text):
    return read(text.encode(), "example")


def test_every_example_and_counter_example_of_the_rules_holds(declared):
    assert list(tried(declared.rules["repair"], declared.vocabulary, example_page)) == []


def test_an_example_that_no_longer_holds_names_its_rule(declared):
    rule = dict(next(r for r in declared.rules["repair"] if r["id"] == "stray-stop"))
    rule["examples"] = [{"before": ".American Society", "after": "another text"}]
    [(id, problem)] = tried([rule], declared.vocabulary, example_page)
    assert id == "stray-stop" and "another text" in problem


def test_every_detector_is_used_by_a_rule_and_every_rule_names_one_that_exists(workshop):
    assert {rule.apply for rule in workshop.rules if rule.apply} == set(DETECTORS)


def test_without_its_rule_a_repair_is_gone(workshop):
    text = "One to two.\u00a0 Three."
    assert workshop.view(text) == "One to two. Three."
    rules = tuple(r for r in workshop.rules if not r.id.startswith("no-break"))
    fewer = type(workshop)(rules, workshop.vocabulary)
    assert fewer.repair(text) == ()


@pytest.mark.parametrize(
    "broken",
    [
        {"status": "perhaps", "pattern": "x"},
        {"status": "auto"},
        {"status": "auto", "pattern": "x", "apply": "doubled"},
        {"status": "auto", "pattern": "(x"},
    ],
)
def test_a_rule_that_could_never_work_is_refused_by_name(broken):
    with pytest.raises(Fault) as fault:
        Rule.of({"id": "odd", "kind": "glued_text", **broken})
    assert "odd" in fault.value.where and fault.value.remedy
