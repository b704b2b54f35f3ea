"""What is measured and changes: the event that a name says in one way is found however a page says it."""

import pytest

from pipeline.recognise.lexicon import Lexicon
from pipeline.recognise.measured import measured
from pipeline.records import Name, Vocabulary

NAMES = {
    "increased potassium": "hyperkalemia",
    "high phosphate": "hyperphosphatemia",
    "low white blood cells": "leukopenia",
    "decreased platelets": "thrombocytopenia",
    "elevated triglycerides": "hypertriglyceridemia",
    "abnormal liver function tests": "liver-tests",
}
LEXICON = Lexicon.of(Vocabulary(names=tuple(Name("event", id, name, "lay") for name, id in NAMES.items())))


def found(text):
    return {LEXICON.ids[number]: words for _, _, number, words in measured(text, text.lower(), LEXICON)}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Patients had rising levels of potassium or phosphates in the blood.", {"hyperkalemia", "hyperphosphatemia"}),
        ("White blood cells or platelets may also fall.", {"leukopenia", "thrombocytopenia"}),
        ("a drop in the number of platelets (2%) and white blood cells", {"leukopenia", "thrombocytopenia"}),
        ("low blood levels of white blood cells", {"leukopenia"}),
        ("A certain type of blood fat (triglycerides) can increase.", {"hypertriglyceridemia"}),
        ("Liver function tests were abnormal.", {"liver-tests"}),
    ],
)
def test_a_change_is_the_event_that_is_named_otherwise(text, ids):
    assert set(found(text)) == ids


@pytest.mark.parametrize(
    "text",
    [
        "Increased potassium is a name as it stands.",  # found by the automaton, not here
        "It raises white blood cells.",  # what it is for, and no name goes before the verb
        "When potassium rises, the dose is halved.",
        "Potassium may fall.",  # a way that no name says
        "High hopes fell.",
    ],
)
def test_what_no_change_tells_is_left_alone(text):
    assert not found(text)


def test_the_words_are_those_of_what_is_measured_and_of_its_change():
    assert found("Levels of phosphate were high.") == {"hyperphosphatemia": "phosphate were high"}
