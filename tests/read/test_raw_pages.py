"""What must hold of the five source pages: their lists, headings and side matter."""

import pytest

from pipeline.read import read


def words(page, block):
    return " ".join(page.text[block.start : block.end].split())


def items_under(page, ending):
    heads = {n for n, b in enumerate(page.blocks) if b.kind != "item" and words(page, b).endswith(ending)}
    assert heads, ending
    return [words(page, b) for b in page.blocks if b.kind == "item" and b.head in heads]


def path(page, beginning):
    block = next(b for b in page.blocks if words(page, b).startswith(beginning))
    return [words(page, page.blocks[n]) for n in block.path]


@pytest.fixture
def acs(raw_page):
    return read(raw_page("001"), "001")


def test_seven_cancers_under_their_introduction(acs):
    found = items_under(acs, "IFN-alfa can be used to treat these cancers:")
    assert len(found) == 7 and found[0] == "Hairy cell leukemia" and found[-1] == "Kaposi sarcoma"


def test_a_lost_list_has_no_items(acs):
    assert items_under(acs, "Some common side effects include:") == []
    assert len(items_under(acs, "Less common and more serious side effects include:")) == 4


def test_sections_and_their_parts(acs):
    title = "Cytokines and Their Side Effects"
    assert path(acs, "IFN-alfa can be used") == [
        title,
        "Types of cytokines used in cancer treatment",
        "Interferon-alpha (IFN-alfa)",
    ]
    assert path(acs, "Low blood pressure") == [title, "Side effects of cytokines"]
    assert path(acs, "Cytokines are small proteins") == [title, "What are cytokines?"]


def test_side_matter_is_labelled(acs):
    labels = {words(acs, b)[:24]: b.label for b in acs.blocks}
    assert labels["Skip to main content"] == "navigation"
    assert labels["Heimberger AB, Tripathi "] == "reference"
    assert labels["Last Revised: July 7, 20"] == "boilerplate"
    assert labels["Sign up to stay up-to-da"] == "boilerplate"
    assert labels["Only IFN-alfa is used to"] == "body"


def test_headings_on_bare_lines(raw_page):
    page = read(raw_page("003"), "003")
    assert path(page, "Aldesleukin is approved") == ["Cytokines", "Types of Cytokines", "Interleukins"]
    assert path(page, "Supportive medications") == ["Cytokines", "Side Effects of Cytokines"]
    assert path(page, "Researchers at") == ["Cytokines", "Cytokine Research at City of Hope"]
    assert items_under(page, "side effects may occur with aldesleukin treatment, including:") == [
        "Capillary leak syndrome (severely low blood pressure)",
        "Serious heart events",
    ]
    assert all(b.label == "reference" for b in page.blocks if words(page, b).startswith("http"))


def test_numbered_and_dotted_lists(raw_page):
    page = read(raw_page("002"), "002")
    assert len(items_under(page, "It's important to:")) == 3
    assert path(page, "Severe side effects, although")[1:] == [
        "Challenges and Side Effects of Cytokine Therapy for Cancer",
        "Dealing with Severe Reactions",
    ]
    assert path(page, "Julia, a 34-year-old")[-1] == "Julia's Journey to Remission"


def test_broken_sentence_and_contact_line(raw_page):
    page = read(raw_page("000"), "000")
    assert words(page, page.blocks[-1]).startswith("We're here") and page.blocks[-1].label == "boilerplate"
    assert items_under(page, "Side effects of interferons can include:")[-1] == "Thinning hair"
    assert any(words(page, b).startswith("T lymphocytes and mast cells") and b.kind == "paragraph" for b in page.blocks)


def test_a_page_without_a_title(raw_page):
    page = read(raw_page("004"), "004")
    assert path(page, "Autoimmune diseases are often") == ["Cytokines in Autoimmunity"]
    assert [b.label for b in page.blocks if words(page, b).startswith(("Reference:", "DOI:"))] == ["reference"] * 4
