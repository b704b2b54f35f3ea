"""Pages made to break a reader: each is read or refused with a reason, in time that grows with its size only."""

import time

import pytest

from pipeline.read import markup_spans, read, sentences
from pipeline.records import Fault

XML = "<?xml version='1.0'?>"
SECONDS = 20  # several times what the slowest takes; what blows up takes minutes


def seconds_to_read(page: str) -> float:
    start = time.process_time()
    try:
        document = read(page.encode("utf-8"), "p")
    except Fault as fault:
        assert fault.code in ("page_malformed", "page_too_large", "page_empty") and fault.remedy
    else:
        for block in document.blocks:
            sentences(document.text, block.start, block.end)
            markup_spans(document.text, block)
    return time.process_time() - start


def fill(unit: str, size: int = 100_000) -> str:
    return (unit * (size // len(unit) + 1))[:size]


@pytest.mark.parametrize(
    "unit",
    [
        *("a", "a[", "a](", "[a](", "a(", "a*", "**a** ", "# ", "# a\n", "a  - ", "• a ", "- A:\n", "A:\n", "a b c\n"),
        *("Title Words\n", "> Title\n", "Common (1 in 10) ", "Rare (may affect up to 1 ", "Eyes: sore Nose: red "),
        *("1. A\n", ". ", "e.g. A ", "J. ", "| a ", "| a | b |\n", "| a |\n|---|\n", "a\tb\n", "call 123-456 "),
        *(
            "Roe A, Doe B, 2019;12(3):45-67. ",
            "this information is ",
            "a\n===\n",
            "a\r",
            "a\u2028",
            "a\u0301",
            "\u05d0 ",
        ),
        *("<", "< a", "<b>a", "      ", "References\n", "![a](b", "[1, 2, "),
    ],
)
def test_any_unit_repeated(unit):
    """Half the size in a quarter of the time: what grows with the square of a page is found as it was at the whole."""
    assert seconds_to_read("Xx " + fill(unit, 50_000)) < SECONDS / 4


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 200_000,
        "<div>" * 50_000 + "</div>" * 50_000,
        "<ul><li>" * 450 + fill("<p>x", 100_000),
        "<div>" * 900 + fill("<p>x</p>", 100_000),
        "".join(f"<b id={n}>" for n in range(3000)) + "<p>x" * 3000,
        "<p " + " ".join(f"a{n}=1" for n in range(40_000)) + ">x",
        "<p " + "/".join(f"a{n}" for n in range(40_000)) + ">x",
        "<p " + "".join(f"a{n}='>'" for n in range(40_000)) + ">x",
        "<table>" + fill("<tr><td rowspan=65534>x<td colspan=1000>y", 100_000),
        fill("<table><tr><td>x", 100_000),
        "<header>" * 900 + fill("<p>x", 100_000) + "<h1>y",
        fill("<!-- ", 200_000),
        fill("<svg><p>x", 100_000),
        fill("<template>", 100_000),
        fill("&amp;&#8226;&#xD800;&#0; ", 200_000) + "x",
    ],
    ids=lambda page: page[:24],
)
def test_html(page):
    assert seconds_to_read("<html><body>" + page) < SECONDS


@pytest.mark.parametrize(
    "page",
    [
        "<a>" * 200 + fill("<p>x</p>", 96_000) + "</a>" * 200,
        "<table><tr><td>" * 70 + "<tr><td>x</td></tr>" * 5000 + "</td></tr></table>" * 70,
        ("<bee>" * 240 + "x" + "</bee>" * 240) * 50,
        ("<list><item>" * 110 + "x" + "</item></list>" * 110) * 20,
        "<sec><title>x</title>" * 110 + "x" + "</sec>" * 110,
        "<effect>x</effect>" * 10_000,
        "<p>" + "a<b>x</b>" * 20_000 + "</p>",
    ],
    ids=lambda page: page[:24],
)
def test_xml(page):
    assert seconds_to_read(f"{XML}<r>{page}</r>") < SECONDS


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE r [<!ENTITY a 'xxxx'><!ENTITY b '&a;&a;'>]><r>&b;</r>",
        "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><r>&a;</r>",
        "<r>" + "<a>" * 400 + "x" + "</a>" * 400 + "</r>",
        "<r>" + "x" * 11_000_000 + "</r>",
        "<r>&nosuchthing;</r>",
        "<r><a></r>",
        "<r>\x01</r>",
        "<r/><r/>",
    ],
    ids=lambda page: page[:40],
)
def test_unsound_xml_is_refused(page):
    with pytest.raises(Fault) as caught:
        read((XML + page).encode(), "p")
    assert caught.value.code == "page_malformed" and "\n" not in str(caught.value)


def test_external_dtd_is_not_fetched(tmp_path):
    secret = tmp_path / "x.dtd"
    secret.write_text("<!ENTITY a 'secret'>")
    page = read(f"{XML}<!DOCTYPE r SYSTEM '{secret.as_uri()}'><r>plain words</r>".encode(), "p")
    assert page.text.strip() == "plain words"


def test_crowded_pages_are_refused():
    for page in ("a\n" * 300_002, "<p>" * 600_002):
        with pytest.raises(Fault, match="page_too_large"):
            read(page.encode(), "p")


def test_nul_and_marks_of_direction_stay_in_the_layer():
    text = "Fever\x00 and \u202echills\u202c, e\u0301 \u05d0"
    page = read(text.encode(), "p")
    assert page.text == text and page.blocks[0].end == len(text)


def test_what_folds_inside_a_cell_is_read():
    page = b"<table><tr><th>Harm</th></tr><tr><td><details><summary>More</summary>fever</details></td></tr></table>"
    document = read(page, "page.html")
    assert {"Harm", "fever"} <= set(document.text.split())
