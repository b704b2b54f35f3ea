"""What the tests of the reader share: a document's blocks as text that a person can read and compare."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.records import Document

KINDS = {"heading": "#", "paragraph": "P", "item": "-", "cell": "|"}
PAGES = Path(__file__).parents[2] / "raw" / "pages"


@pytest.fixture
def outline() -> Callable[[Document], str]:
    """One line per block: how deep, what kind, its label, its words, what heads it, what its row begins with."""
    return _outline


@pytest.fixture
def raw_page() -> Callable[[str], bytes]:
    """The bytes of a page of raw/, by the beginning of its file name."""
    return lambda start: next(PAGES.glob(f"{start}*")).read_bytes()


def _outline(document: Document) -> str:
    lines = []
    for block in document.blocks:
        level = str(block.depth) if block.depth else ""
        label = "" if block.label == "body" else f" [{block.label}]"
        head = "" if block.head is None else f"  <- {_words(document, block.head)[-30:]}"
        row = "" if block.row is None else f"  row: {_words(document, block.row)[-30:]}"
        words = " ".join(document.text[block.start : block.end].split())[:70]
        lines.append(f"{'  ' * len(block.path)}{KINDS[block.kind]}{level}{label} {words}{head}{row}")
    return "\n".join(lines) + "\n"


def _words(document: Document, index: int) -> str:
    block = document.blocks[index]
    return " ".join(document.text[block.start : block.end].split())
