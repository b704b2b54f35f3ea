"""Bytes to text, strictly: a page is decoded whole and without loss, or refused with a reason."""

from __future__ import annotations

import codecs
import re

from pipeline.read.media import HEAD, media_type
from pipeline.records import Fault

MAX_BYTES = (
    32 * 1024 * 1024
)  # a capture of one page beyond this is a mistake; reading needs twenty times its size in memory
BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its first two bytes are the UTF-16 mark
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BINARY = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x7fELF", b"\xd0\xcf\x11\xe0",
          b"BZh",           b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"SQLite format 3", b"{\\rtf")  # fmt: skip
XML_CHARSET = re.compile(rb"""^<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._:-]{1,40})""")
HTML_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9._:-]{1,40})""", re.I)
WEB_NAMES = {  # as browsers read these labels
    **dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("x-sjis", "shift_jis"), "cp932"),
}
NO_CHARSETS = frozenset(("undefined", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"))
MOST_LINES, MOST_TAGS = 300_000, 600_000  # each may become a block of a kilobyte in memory
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
NOT_CONTROLS = bytes(b for b in range(256) if not CONTROLS.match(chr(b)))


def decode(data: bytes, name: str) -> tuple[str, str, str]:
    """The text of a page, its encoding and its media type; a byte-order mark stays in the text.

    Without a mark, HTML and XML are read as the charset they declare; all else is UTF-8.
    Raises a Fault: page_too_large, page_empty, page_binary, page_undecodable.

    >>> decode(b"\\xff\\xfef\\x00e\\x00e\\x00", "p") == ("\\ufefffee", "utf-16-le", "text/plain")
    True
    """
    if len(data) > MAX_BYTES:
        problem = f"the page holds {len(data)} bytes, more than {MAX_BYTES}"
        raise Fault("page_too_large", name, problem, "capture the page alone, or split it")
    if not data.strip():
        raise Fault(
            "page_empty", name, "the page holds no text", "capture it again or take it out of the list of pages"
        )
    if data.startswith(BINARY):
        raise Fault("page_binary", name, "the page is a binary file, not text", "save the page as text, HTML or XML")
    marked = next((encoding for mark, encoding in BOMS if data.startswith(mark)), "")
    # a look at the beginning only, to tell the kind of page: what it cannot read does not matter here
    kind = media_type(*(part.decode(marked or "latin-1", "replace") for part in (data[:HEAD], data[-200:])))
    encoding = marked or _encoding(data, declared_charset(data) if kind != "text/plain" else "", name)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(name, encoding, error, data) from None
    _refuse_binary(data, text, encoding, name)
    _refuse_crowded(text, name)
    return text, encoding, kind


def declared_charset(data: bytes) -> str:
    """The charset an HTML or XML page declares in its first two kilobytes, or nothing.

    >>> declared_charset(b'<?xml version="1.0" encoding="ISO-8859-1"?><a/>')
    'ISO-8859-1'
    """
    found = XML_CHARSET.search(data[:400]) or HTML_CHARSET.search(data[:2048])
    return found[1].decode("ascii") if found else ""


def _encoding(data: bytes, declared: str, name: str) -> str:
    if not declared:
        return "utf-8"
    try:
        info = codecs.lookup(WEB_NAMES.get(declared.lower(), declared))
    except LookupError:
        info = None
    # the name comes from the page, and Python knows codecs that are no charsets: zip, hex, rot13, idna
    if info is None or not info._is_text_encoding or info.name.replace("_", "-") in NO_CHARSETS:
        problem = f"the page declares an unknown charset {declared!r}"
        raise Fault("page_undecodable", name, problem, "save it as UTF-8 and declare that")
    if info.name.startswith(("utf-16", "utf-32")):
        return "utf-8"  # the declaration was read as ASCII, so this it is not
    if info.name == "cp1252" and not data.isascii() and _is_utf8(data):
        return "utf-8"  # the declaration was left behind by an old template: chance does not make valid UTF-8
    return info.name


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _undecodable(name: str, encoding: str, error: UnicodeDecodeError, data: bytes) -> Fault:
    bad = data[error.start : error.start + 4].hex(" ")
    problem = f"byte {error.start} ({bad}) is not {encoding}: {error.reason}"
    return Fault(
        "page_undecodable", name, problem, "find the page's encoding and save it as UTF-8, or declare the charset in it"
    )


def _refuse_crowded(text: str, name: str) -> None:
    for mark, most, what in (("\n", MOST_LINES, "lines"), ("\r", MOST_LINES, "lines"), ("<", MOST_TAGS, "tags")):
        if text.count(mark) > most:
            problem = f"the page holds {text.count(mark)} {what}, more than {most}"
            raise Fault("page_too_large", name, problem, "capture the page alone, or split it")


def _refuse_binary(data: bytes, text: str, encoding: str, name: str) -> None:
    if encoding.startswith(("utf-16", "utf-32")):
        controls = len(CONTROLS.findall(text[:65536]))
    else:  # the same in bytes: a tenth of the time
        controls = len(data[:65536].translate(None, NOT_CONTROLS))
    if controls > 8 and controls * 50 > min(len(text), 65536):
        raise Fault(
            "page_binary",
            name,
            f"{controls} control characters at its beginning: this is not text",
            "save the page as text, HTML or XML",
        )
    if not any(c.isalnum() for c in text):
        raise Fault(
            "page_empty",
            name,
            "the page holds no letter or digit",
            "capture it again or take it out of the list of pages",
        )
