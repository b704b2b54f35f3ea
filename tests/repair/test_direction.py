"""Which of two copies was paraphrased."""

import pytest

from pipeline.repair import Sibling, direction, lineage
from tests.repair.spinner import edition, spin


def said(publisher=0, signed=0, fluency=0.0, leftover=0.0):
    return direction.verdict(direction.Testimony(publisher, signed, fluency, leftover, 20)).spun


@pytest.mark.parametrize(
    ("testimony", "spun"),
    [
        ({"fluency": 2.5}, "ours"),
        ({"fluency": -2.5}, "theirs"),
        ({"fluency": 1.5, "leftover": 2.0}, "ours"),
        ({"fluency": 1.5}, "unclear"),
        ({"signed": 3}, "ours"),
        ({"signed": 3, "fluency": -2.5}, "unclear"),
        ({"publisher": -1, "fluency": 2.5}, "unclear"),
        ({"publisher": 1}, "unclear"),
        ({"publisher": -1}, "theirs"),
        ({}, "unclear"),
    ],
)
def test_witnesses_must_agree_and_the_text_itself_must_speak_before_we_are_repaired(testimony, spun):
    assert said(**testimony) == spun


def test_the_order_of_evidence_is_the_same_seen_from_both_sides():
    mirror = {"ours": "theirs", "theirs": "ours", "unclear": "unclear"}
    for publisher in (-1, 0):
        for signed in (-3, 0, 3):
            for fluency in (-2.5, -1.0, 0.0, 1.0, 2.5):
                one, other = said(publisher, signed, fluency), said(-publisher, -signed, -fluency)
                assert other in (mirror[one], "unclear")


def test_unclear_direction_asks_and_mends_nothing(texts, workshop):
    one, other = spin(texts["original"], 1, 0.3)[0], spin(texts["original"], 2, 0.3)[0]
    known = Sibling("vouched for", spin(texts["original"], 1, 0.3)[0], True)
    asked = [r for r in workshop.repair(edition(texts["original"], 3), known) if r.kind == "spun_phrase"]
    assert {r.status for r in asked} <= {"review"}
    assert {r.status for r in workshop.repair(one, other) if r.kind == "spun_phrase"} <= {"review", "auto"}


def test_lineage_names_the_copy_first_and_says_why(inventory, workshop):
    [pair] = lineage(tuple(inventory.siblings.values()), workshop.rules)
    assert (pair.source_id, pair.other_source_id) == ("zenonco-side-effects", "acs-cytokines-2025-mirror")
    assert (pair.kind, pair.direction) == ("spun", "copy_of_other")
    assert 0.2 < pair.containment < 0.35 and "fluency" in pair.why


def test_a_verbatim_copy_is_told_from_an_edition(texts, workshop):
    pages = [Sibling("a", texts["original"]), Sibling("b", texts["original"] + "\nOne more line.")]
    [pair] = lineage(pages, workshop.rules)
    assert (pair.kind, pair.direction) == ("verbatim", "unclear")
