"""One small page of our own writing for each form that people save, with the blocks it must give."""

from pathlib import Path

import pytest

from pipeline.read import read

FORMS = Path(__file__).parent / "forms"
PAGES = sorted(p for p in FORMS.iterdir() if p.suffix != ".blocks")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_blocks(page, outline):
    assert outline(read(page.read_bytes(), page.name)) == page.with_suffix(".blocks").read_text(encoding="utf-8")


def test_every_form_has_its_blocks():
    assert len(PAGES) >= 14
    assert {p.stem for p in FORMS.glob("*.blocks")} == {p.stem for p in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_windows_line_ends_give_the_same_blocks(page, outline):
    data = page.read_bytes().replace(b"\n", b"\r\n")
    assert outline(read(data, page.name)) == page.with_suffix(".blocks").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [p for p in PAGES if p.suffix in (".txt", ".md")], ids=lambda p: p.name)
def test_text_layer_of_a_text_page_is_the_file(page):
    data = b"\xef\xbb\xbf" + page.read_bytes().replace(b"\n", b"\r\n")
    assert read(data, page.name).text.encode("utf-8") == data


def test_html_layer():
    text = read((FORMS / "leaflet.html").read_bytes(), "p").text
    assert "• some cancers, such as\n  • melanoma\n  • lymphoma\n" in text
    assert "Blood | anaemia 12 % | 3 %\nlow platelets 8 % • bruises 2 % | 1 %\n" in text
    for unseen in ("color", "var fever", "Hidden"):
        assert unseen not in text


def test_names_in_links_are_words_and_addresses_are_not():
    from pipeline.read import markup_spans

    page = read((FORMS / "drug_page.md").read_bytes(), "p")
    seen = []
    for block in page.blocks:
        at = block.start
        for start, end in markup_spans(page.text, block):
            seen.append(page.text[at:start])
            at = end
        seen.append(page.text[at : block.end] + "\n")
    words = "".join(seen)
    assert "Kidney cancer that has spread" in words and "Melanoma in adults" in words
    assert "popup" not in words and "x=fever" not in words and "example.org" not in words and "**" not in words


FRAGMENT = (
    "4. Possible side effects\n* text = <div><p>It can cause:</p>\n<ul>\n" + "<li>fever</li>\n" * 5 + "</ul></div>\n"
)
EXAMPLE = "# Markup\n\nWrite `<p>text</p>` for a paragraph.\n\nThe rest of this page has no element at all.\n"


@pytest.mark.parametrize(("text", "kind"), [(FRAGMENT, "text/html"), (EXAMPLE, "text/plain")])
def test_a_fragment_of_markup_is_told_from_a_page_that_mentions_some(text, kind):
    assert read(text.encode(), "page").media_type == kind


def test_a_line_under_a_bold_label_is_a_block_of_its_own():
    page = read(
        b"Limits of the drug in those years, as they were seen.\n\n**Chills:** on the first day\n**Rash:** later on\n",
        "p",
    )
    assert [page.text[b.start : b.end][:4] for b in page.blocks][-2:] == ["**Ch", "**Ra"]
