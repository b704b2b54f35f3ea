"""Where a sentence ends, and where a full stop ends none."""

import pytest

from pipeline.read import sentences


def split(text):
    return [text[a:b] for a, b in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "parts",
    [
        ["It is rare.", "It may last."],
        ["Does it hurt?", "Not much!", "Really…", "Yes."],
        ['She said "it hurt."', "Then she left."],
        ["It was seen (rarely.)", "[It may last.]"],
        ["**Common.**", "**Rare.**"],
        ["It treats hepatitis B.", "Patients with vitamin D.", "The dose is small."],
        ["It was approved in the U.S.", "The dose is small."],
        ["Take 2.5 mg.", "3 hours later take more."],
        ["Wrapped lines end here.\nThe next begins there\nand goes on."],
        ["An e.g. in the middle, i.e. here, stays."],
        ["A cytokine (eg. IL-1) is small.", "Others are not."],
        ["Dr. Roe and J. K. Doe of St. Mary's came.", "They left."],
        ["Group A vs. Group B.", "See Fig. 2 and No. 3."],
        ["Roe et al. Found nothing new in approx. 40 patients."],
        ["The dose is 0.5 mg i.v. in hospital."],
        ["no capital here. and no end."],
        ["One line only"],
        ["Trailing stop..."],
    ],
    ids=lambda parts: parts[0][:30],
)
def test_sentences(parts):
    if "\n" in parts[0]:
        first, rest = parts[0].split("\n", 1)
        assert split(parts[0]) == [first, rest]
    else:
        assert split(" ".join(parts)) == parts


def test_spans_are_exact_inside_a_longer_text():
    text = "İ 😀 µ: It is rare. It may last. More"
    start, end = text.index("It"), text.index(" More")
    assert [text[a:b] for a, b in sentences(text, start, end)] == ["It is rare.", "It may last."]


def test_nothing_in_an_empty_span():
    assert sentences("some text", 4, 4) == []
