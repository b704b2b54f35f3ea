"""What must hold of any page at all."""

import string

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.read import markup_spans, read, sentences
from pipeline.records import Document, Fault

LABELS = {"body", "navigation", "reference", "boilerplate"}
PIECES = [
    "Fever", "chills and rash", "What is it?", "Side effects", "These are:", "It is rare. It may last.", "- ", "* ",
    "• ", "1. ", "(a) ", "# ", "## ", "**Bold**", "---", "===", "| a | b |", "|---|---|", "\t", "  ", "\n", "\n\n",
    "\r\n", "Very common (up to 1 in 10)", "e.g. ", "[link](http://x.y/z)", "Dr. Roe", "Skip to main content",
    "References", "Roe A, Doe B, et al. J X. 2019;12(3):4-5.", "\u00a0", "\ufeff", "İ", "😀", ":", ".", "http://x.y",
    "@highlight", " - a  - b  - c", "Eyes: sore Ears: deaf Nose: red",
]  # fmt: skip
TAGS = (
    "p div ul ol li dl dt dd table tr td th thead tbody h1 h2 h3 b i sup br pre details summary nav main script section"
).split()


def texts():
    return st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))


def pages():
    tag = st.sampled_from(TAGS)
    piece = st.one_of(
        tag.map("<{}>".format), tag.map("</{}>".format), st.sampled_from(PIECES), st.text(string.printable, max_size=9)
    )
    return st.lists(piece, max_size=40).map(lambda parts: "<html>" + "".join(parts))


def elements():
    names = st.sampled_from(
        ["a", "title", "question", "answer", "item", "list", "effects", "p", "tr", "td", "table", "sec", "b"]
    )
    leaf = st.tuples(names, st.sampled_from([p for p in PIECES if "<" not in p and "&" not in p])).map(
        "<{0[0]}>{0[1]}</{0[0]}>".format
    )
    return st.recursive(
        leaf,
        lambda inner: st.tuples(names, st.lists(inner, max_size=4)).map(lambda t: f"<{t[0]}>{''.join(t[1])}</{t[0]}>"),
    )


def check(page: Document) -> None:
    last = 0
    for at, block in enumerate(page.blocks):
        words = page.text[block.start : block.end]
        assert words == words.strip() and any(map(str.isalnum, words))
        assert last <= block.start < block.end <= len(page.text), "blocks stand in order and do not overlap"
        last = block.end
        assert block.kind in ("heading", "paragraph", "item", "cell") and block.label in LABELS
        assert block.kind != "heading" or 1 <= block.depth <= 6
        assert block.kind != "item" or block.depth >= 1
        assert all(n < at and page.blocks[n].kind == "heading" for n in block.path)
        depths = [page.blocks[n].depth for n in block.path]
        assert depths == sorted(set(depths)), "a path leads from the outermost heading inwards"
        assert block.head is None or block.head < at
        assert (block.kind == "cell") == (block.row is not None)
        assert block.row is None or block.row <= at and page.blocks[block.row].kind == "cell"
        spans = markup_spans(page.text, block)
        assert all(block.start <= a < b <= block.end for a, b in spans) and spans == sorted(spans)
        check_sentences(page.text, block.start, block.end)


def check_sentences(text: str, start: int, end: int) -> None:
    spans = sentences(text, start, end)
    assert all(start <= a < b <= end for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in zip(spans, spans[1:], strict=False))
    covered = "".join(text[a:b] for a, b in spans)
    assert "".join(covered.split()) == "".join(text[start:end].split()), "sentences leave out white space only"


def read_or_refuse(data: bytes) -> None:
    try:
        page = read(data, "p")
    except Fault as fault:
        assert fault.remedy and "\n" not in str(fault)
        return
    check(page)
    assert read(data, "p") == page, "the same bytes give the same blocks"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
@example("=0\t=")
def test_any_text(text):
    read_or_refuse(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=200, deadline=None)
@given(texts())
def test_text_layer_is_the_file(text):
    data = text.encode("utf-8", "ignore")
    try:
        page = read(data, "p")
    except Fault:
        return
    if page.media_type == "text/plain":
        assert page.text.encode() == data


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages())
def test_any_html(page):
    read_or_refuse(page.encode("utf-8", "replace"))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(elements())
def test_any_xml(element):
    read_or_refuse(("<?xml version='1.0'?><root>" + element + "</root>").encode())


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data):
    read_or_refuse(data)
