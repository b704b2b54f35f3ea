"""What the manifest says of a page that repair wants to know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.repair import Sibling


def sibling(row: Mapping[str, str], text: str) -> Sibling:
    """A page of ``raw/`` as a possible sibling of another."""
    return Sibling(row["source_id"], text, vouched_for(row), row["role"])


def others_of(source_id: str, kin: Sequence[Sibling], rows: Iterable[Mapping[str, str]]) -> list[Sibling]:
    """The possible siblings of a page: not itself, and not its other editions, whose wording is another by intent."""
    same, pairs = {source_id}, [{row["source_id"], row["superseded_by"]} for row in rows if row.get("superseded_by")]
    while more := [pair for pair in pairs if pair & same and not pair <= same]:
        same |= set().union(*more)
    return [other for other in kin if other.name not in same]


def vouched_for(row: Mapping[str, str]) -> bool:
    """Whether a named publisher has reviewed a page's wording, as far as the manifest knows.

    >>> vouched_for({"publisher": "A clinic", "reviewed_on": ""})
    False
    """
    return bool(row.get("publisher") and row.get("reviewed_on"))
