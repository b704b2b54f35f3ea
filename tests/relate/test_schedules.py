"""Schedules: how often something is given is told in numbers, however it is written."""

import pytest

from pipeline.declare import load
from pipeline.relate.text.schedules import Grammar
from tests.forms.measure import ROOT


@pytest.fixture(scope="module")
def grammar():
    return Grammar.of(load(ROOT, pages=False).vocabulary.terms)


@pytest.mark.parametrize(
    ("words", "value", "count"),
    [
        ("three times a week", "3-times-per-week", "3"),
        ("three times weekly", "3-times-per-week", "3"),
        ("three-times weekly", "3-times-per-week", "3"),
        ("3 times/week for six months", "3-times-per-week-for-6-month", "3"),
        ("twice monthly", "2-times-per-month", "2"),
        ("every two weeks", "1-times-per-2-weeks", "1"),
        ("every 2 weeks", "1-times-per-2-weeks", "1"),
        ("once every twenty-one days", "1-times-per-21-days", "1"),
        ("every other day", "1-times-per-other-day", "1"),
        ("three times every other week", "3-times-per-other-week", "3"),
    ],
)
def test_a_schedule_is_read_in_numbers(grammar, words, value, count):
    found = list(grammar.schedules(words, 0, len(words)))
    assert [one.value for one in found] == [value]
    assert dict(found[0].details)["count"] == count
