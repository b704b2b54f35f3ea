"""Lines of a text: offsets, bullets, and bullets that stand on lines of their own."""

from pipeline.read.lines import lines

LAID_OUT = "You may get:\n-\nfever\n-\nchills\n-\nrash\n\n-\n\nCall us."


def test_a_lone_bullet_is_of_the_line_that_follows():
    found = [(line.words, line.bullet) for line in lines(LAID_OUT)]
    assert found == [("You may get:", ""), ("fever", "-"), ("chills", "-"), ("rash", "-"), ("Call us.", "")]


def test_offsets_are_those_of_the_words():
    assert all(LAID_OUT[line.start : line.end] == line.words for line in lines(LAID_OUT))


def test_one_dash_is_no_list():
    assert [line.bullet for line in lines("Home\n-\nAbout")] == ["", ""]
