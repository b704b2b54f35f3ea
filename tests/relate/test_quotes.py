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
