"""Common origin: captures that share their wording form one group, and a group counts as one witness."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.tabulate.ids import Minter
from pipeline.tabulate.inputs import Lineage


def origins(source_ids: Iterable[str], lineage: Iterable[Lineage]) -> dict[str, str]:
    """Source -> its independence group, the smallest source_id among the connected ones.

    >>> from collections import namedtuple
    >>> Pair = namedtuple("Pair", "source_id other_source_id")
    >>> origins(["c", "b", "a", "d"], [Pair("c", "b"), Pair("b", "d")])
    {'c': 'b', 'b': 'b', 'a': 'a', 'd': 'b'}
    """
    up = {source: source for source in source_ids}

    def root(source: str) -> str:
        while up[source] != source:
            up[source] = up[up[source]]
            source = up[source]
        return source

    for pair in lineage:
        if pair.source_id in up and pair.other_source_id in up:
            low, high = sorted((root(pair.source_id), root(pair.other_source_id)))
            up[high] = low  # the smaller id stays on top, so the order of the pairs does not matter
    return {source: root(source) for source in up}


def lineage_rows(lineage: Iterable[Lineage], minter: Minter) -> list[dict[str, object]]:
    """The rows of source_lineage."""
    rows = []
    for pair in lineage:
        row: dict[str, object] = {
            "source_id": pair.source_id,
            "other_source_id": pair.other_source_id,
            "kind": pair.kind,
            "containment_share": pair.containment,
            "direction": pair.direction,
            "why": pair.why,
        }
        rows.append({**row, "lineage_id": minter.mint("lineage_id", row, "source_lineage")})
    return rows
