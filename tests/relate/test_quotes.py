"""Claims of a sentence that is longer than may be quoted: nothing is lost, and the words that say it are quoted."""

import pytest

from pipeline.curate import curate
from pipeline.page import extract_page
from pipeline.records import MAX_QUOTE
from tests.forms.measure import kit

FILLER = "which the ward keeps in a locked cupboard beside the trays of saline that the night shift counts"
TOLD = (
    f"Filgrastim ({FILLER}; {FILLER}; {FILLER}) is used to treat neutropenia, osteopetrosis ({FILLER}; {FILLER};"
    f" {FILLER}; {FILLER}) and aplastic anemia."
)
LINK = "(https://example.org/" + "a-very-long-address/" * 12 + ")"
LINKED = f"[Filgrastim]{LINK} is used to treat [neutropenia]{LINK} and [aplastic anemia]{LINK}."


def published(text):
    kept = curate(extract_page(text.encode(), "page.md", kit()).evidence).kept
    return {one.candidate.object: one for one in kept if one.candidate.relation == "treats"}


@pytest.mark.parametrize("text", [TOLD, LINKED], ids=["told", "linked"])
def test_claims_of_a_long_sentence_are_quoted_within_the_limit(text):
    found = published(text)
    assert {"neutropenia", "aplastic-anemia"} <= set(found)
    for one in found.values():
        assert len(one.quote) <= MAX_QUOTE < len(text)
        assert text[one.candidate.start : one.candidate.end] == one.quote
        assert one.candidate.object.replace("-", " ") in one.quote.lower()


def test_an_agent_out_of_reach_stands_in_a_context():
    one = published(TOLD)["aplastic-anemia"]
    assert "Filgrastim" not in one.quote
    assert any("Filgrastim" in TOLD[start:end] for start, end in one.candidate.contexts)


def test_a_short_sentence_is_quoted_whole():
    assert published("Filgrastim is used to treat neutropenia.")["neutropenia"].quote.startswith("Filgrastim is")


ASIDE = "for reasons that the committee set out at length in the minutes of its meeting in the spring"
DENIED = (
    f"The agency does not, {ASIDE}, recommend filgrastim for aplastic anemia, {ASIDE}, {ASIDE}, {ASIDE}, and says so."
)


def test_what_denies_a_claim_is_quoted_with_it():
    kept = curate(extract_page(DENIED.encode(), "page.md", kit()).evidence).kept
    denied = [one for one in kept if one.candidate.polarity == "negated"]
    assert denied and all("does not" in one.quote and len(one.quote) <= MAX_QUOTE for one in denied)


def test_of_two_places_the_one_that_says_the_same_is_quoted():
    text = (
        f"Filgrastim, {ASIDE}, is used to treat aplastic anemia in adults ({ASIDE}; {ASIDE}); filgrastim for aplastic"
        f" anemia in children is not recommended, {ASIDE}."
    )
    for one in published(text).values():
        assert one.candidate.polarity == "negated" or "not recommended" not in one.quote
