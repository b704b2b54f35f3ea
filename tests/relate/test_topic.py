"""Topic: a long page that names a drug in passing is not about it."""

import pytest

from pipeline.curate import curate
from pipeline.page import extract_page
from tests.forms.measure import kit

SYMPTOMS = (
    "## Signs {0}\n\nFatigue and pain are common. Insomnia may occur. Side effects of treatment include nausea.\n\n"
    "- Anxiety.\n- Feelings of guilt.\n- Loss of appetite.\n\nThis medicine may cause dizziness."
)


@pytest.mark.parametrize("times", [1, 4])
def test_a_long_summary_gives_no_drug_that_it_names_in_passing_what_it_tells(times):
    named = ["People treated with aldesleukin were asked about their mood."] * times
    parts = ["# Mood in people with cancer", *named, *(SYMPTOMS.format(n) for n in range(80))]
    kept = curate(extract_page("\n\n".join(parts).encode(), "mood.md", kit()).evidence).kept
    assert [e.candidate.object for e in kept if e.candidate.agent == "aldesleukin"] == []


def test_a_short_page_that_speaks_of_one_drug_is_about_it():
    page = (
        "People treated with aldesleukin were asked.\n\nThis medicine may cause dizziness. Side effects include nausea."
    )
    kept = curate(extract_page(page.encode(), "mood.md", kit()).evidence).kept
    assert {e.candidate.object for e in kept if e.candidate.agent == "aldesleukin"} == {"dizziness", "nausea"}
