"""What the manifest says of a page that repair wants to know."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.repair import Sibling


def sibling(row: Mapping[str, str], text: str) -> Sibling:
    """A page of ``raw/`` as a possible sibling of another."""
    return Sibling(row["source_id"], text, vouched_for(row), row["role"])


def vouched_for(row: Mapping[str, str]) -> bool:
    """Whether a named publisher has reviewed a page's wording, as far as the manifest knows.

    >>> vouched_for({"publisher": "A clinic", "reviewed_on": ""})
    False
    """
    return bool(row.get("publisher") and row.get("reviewed_on"))
