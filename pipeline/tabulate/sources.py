"""The captures: what the manifest says of them and what reading them showed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.records import Page

RENAMED = {"title": "page_title", "sha256": "file_sha256"}
UNPUBLISHED = ("file",)  # a path of our repository; the package has no pages in it


def standing(source: Mapping[str, str]) -> str:
    """Whether a capture is current, superseded or withdrawn, from the two columns that say so.

    >>> standing({"superseded_by": "page-2026", "withdrawn_on": ""}), standing({})
    ('superseded', 'current')
    """
    if source.get("withdrawn_on"):
        return "withdrawn"
    return "superseded" if source.get("superseded_by") else "current"


def source_rows(
    sources: Iterable[Mapping[str, str]], pages: Iterable[Page], groups: Mapping[str, str]
) -> list[dict[str, object]]:
    """One row per capture of the manifest; what was not read has no text hash and no length."""
    read = {page.document.name: page.document for page in pages}
    rows = []
    for source in sources:
        row: dict[str, object] = {RENAMED.get(k, k): v for k, v in source.items() if k not in UNPUBLISHED}
        row["standing"] = standing(source)
        row["independence_group"] = groups[source["source_id"]]
        if document := read.get(source["source_id"]):
            row |= {"media_type": document.media_type, "encoding": document.encoding}
            row |= {"characters": len(document.text), "text_sha256": document.text_sha256}
        rows.append(row)
    return rows
