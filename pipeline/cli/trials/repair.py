"""The examples of ``curation/rules/repair.yaml``, tried on text that was read as a page is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline import repair
from pipeline.read import read
from pipeline.records import Document, Vocabulary


def tried(rules: Sequence[Mapping[str, Any]], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """(rule id, what went wrong) for each example, and each text to leave alone, that does not hold."""
    return repair.tried(rules, vocabulary, _document)


def _document(text: str) -> Document:
    return read(text.encode("utf-8"), "example")
