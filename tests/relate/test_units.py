"""What a unit says of the places of its mentions; every rule rests on it."""

from pipeline.records import Mention
from pipeline.relate.text.units import Unit, first_per_id

NAME, CUE, LATE = Mention(4, 8, "name", "n"), Mention(9, 12, "cue", "c"), Mention(20, 24, "name", "n")
UNIT = Unit(0, 30, 0, "paragraph", True, mentions={"name": [NAME, LATE], "cue": [CUE]})


def test_mentions_begin_in_a_stretch_that_is_open_at_its_end():
    assert UNIT.starting(4, 20, "name") == [NAME]
    assert UNIT.starting(4, 21, "name", "cue") == [NAME, CUE, LATE]


def test_a_mention_between_two_places_stands_there_whole():
    assert UNIT.has_between(9, 12, "cue") and not UNIT.has_between(9, 11, "cue")


def test_parts_lie_inside_and_neighbours_do_not():
    assert UNIT.has_around(Mention(5, 7, "x", "x"), "name") and not UNIT.has_around(Mention(5, 9, "x", "x"), "name")
    assert UNIT.has_across(Mention(5, 9, "x", "x"), "name") and not UNIT.has_across(Mention(8, 9, "x", "x"), "name")


def test_reach_is_counted_from_the_near_edge_and_on_one_side_only():
    assert UNIT.has_before(9, 1, "name") and not UNIT.has_before(10, 1, "name") and not UNIT.has_before(7, 9, "name")
    assert UNIT.has_after(8, 1, "cue") and not UNIT.has_after(7, 1, "cue") and not UNIT.has_after(10, 1, "cue")


def test_a_link_fills_the_gap():
    assert UNIT.has_link(8, 14, "cue") and not UNIT.has_link(8, 15, "cue") and not UNIT.has_link(6, 14, "cue")


def test_of_several_with_one_id_the_first_stands():
    assert first_per_id([NAME, CUE, LATE]) == [CUE, NAME]
