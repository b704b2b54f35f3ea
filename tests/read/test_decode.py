"""Bytes that must be read to the last one, and bytes that must be refused with a reason and a cure."""

import codecs
import gzip

import pytest

from pipeline.read import read
from pipeline.records import Fault

TEXT = "Fièvre à 39 °C, β-interferon 5 µg — “often”"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le"),
    ],
)
def test_text_is_read_by_its_mark(data, encoding):
    page = read(data, "p")
    assert (page.encoding, page.media_type) == (encoding, "text/plain")
    assert page.text.removeprefix("\ufeff") == TEXT
    assert page.text.encode(encoding) == data  # nothing lost, the mark included
    assert page.text[page.blocks[0].start : page.blocks[0].end] == TEXT  # and the mark is in no block


def test_declared_charset_of_html():
    page = read('<html><meta charset="windows-1252"><p>Fièvre – “often”</p>'.encode("cp1252"), "p")
    assert (page.encoding, page.text.strip()) == ("cp1252", "Fièvre – “often”")


def test_latin_1_is_read_as_browsers_do():
    page = read(
        '<html><meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"><p>\x93often\x94'.encode(
            "latin-1"
        ),
        "p",
    )
    assert page.text.strip() == "“often”"


def test_a_stale_declaration_does_not_garble_utf_8():
    assert read('<html><meta charset="iso-8859-1"><p>Fièvre'.encode(), "p").text.strip() == "Fièvre"


def test_declared_charset_of_xml():
    page = read('<?xml version="1.0" encoding="ISO-8859-15"?><a><p>Fièvre €</p></a>'.encode("iso-8859-15"), "p")
    assert (page.encoding, page.text.strip()) == ("iso8859-15", "Fièvre €")


def test_a_mark_is_stronger_than_a_declaration():
    page = read(codecs.BOM_UTF16_LE + '<html><meta charset="utf-8"><p>Fièvre'.encode("utf-16-le"), "p")
    assert (page.encoding, page.text.strip()) == ("utf-16-le", "Fièvre")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "page_empty"),
        (b" \r\n\t ", "page_empty"),
        (b"\xef\xbb\xbf", "page_empty"),
        (b"... --- ***", "page_empty"),
        (b"<html><body><script>var fever</script></body></html>", "page_empty"),
        (b"Fi\xe8vre", "page_undecodable"),
        (b"good start, then \xff\xff", "page_undecodable"),
        (b"\xed\xa0\x80 a lone surrogate", "page_undecodable"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "page_undecodable"),
        (b'<html><meta charset="no-such-charset"><p>x', "page_undecodable"),
        (b'<html><meta charset="rot13"><p>x', "page_undecodable"),
        (b'<html><meta charset="unicode_escape"><p>x', "page_undecodable"),
        (b'<html><meta charset="utf-8"><p>Fi\xe8vre', "page_undecodable"),
        (b"%PDF-1.7 something", "page_binary"),
        (gzip.compress(b"fever" * 1000, mtime=0), "page_binary"),
        (b"PK\x03\x04fever", "page_binary"),
        (b"text\x00\x01\x02\x03\x04\x05\x06\x07\x08\x00\x01\x02", "page_binary"),
        (b"<?xml version='1.0'?><a><b></a>", "page_malformed"),
        (b"a" * (32 * 1024 * 1024 + 1), "page_too_large"),
    ],
    ids=lambda v: repr(v[:24]) if isinstance(v, bytes) else v,
)
def test_refused_with_a_reason_and_a_cure(data, code):
    with pytest.raises(Fault) as caught:
        read(data, "raw/pages/x.txt")
    assert caught.value.code == code
    assert str(caught.value).startswith("raw/pages/x.txt: ") and "\n" not in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!DOCTYPE html><html><p>x", "text/html"),
        (b"\n<!-- saved from a browser -->\n<HTML><p>x", "text/html"),
        (
            b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>x&nbsp;y</p></body></html>",
            "text/html",
        ),
        (b"<div class=a><p>x</div>", "text/html"),
        (b"<drug><use>gout</use></drug>", "application/xml"),
        (b"<?xml version='1.0'?><drug>gout</drug>", "application/xml"),
        (b"<5 % of patients had fever", "text/plain"),
        (b"<fever> is a word in brackets", "text/plain"),
        (b"# Markdown\n\nwith <b>bold</b>", "text/plain"),
        (b"Saved from example.org\n<html><body><p>x</p></body></html>", "text/html"),
    ],
)
def test_the_kind_of_page_is_told_by_its_content(data, kind):
    assert read(data, "page.pdf").media_type == kind


def test_entities_of_its_own_are_read_over_where_a_page_does_not_call_itself_xml():
    page = read(
        b"<DOC>\n<SLUG> BC-Drugs &Cx1f; R & D </SLUG>\n&UR;\n<TEXT>\nIt treats gout.\n</TEXT>\n</DOC>\n", "x.txt"
    )
    assert "It treats gout." in page.text and "R & D" in page.text


def test_a_sign_that_opens_no_element_is_no_slip():
    with pytest.raises(Fault):
        read(b"<DOC>Stop the drug if platelets <20 or cells < 4.</DOC>", "x.txt")
