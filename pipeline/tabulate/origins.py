"""Common origin: captures that share their wording form one group, and a group counts as one witness.

Editions of one page have one origin whatever became of the wording: the manifest says which capture replaced which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.tabulate.ids import Minter
from pipeline.tabulate.inputs import Lineage


@dataclass(frozen=True, slots=True)
class Edition:
    """A capture and the newer one that replaced it, for a pair whose shared wording nobody measured."""

    source_id: str
    other_source_id: str
    kind: str = "edition"
    containment: float | None = None
    direction: str = "origin_of_other"
    why: str = "raw/sources.csv names one as the newer edition of the other; too little wording is shared to say more"


def with_editions(lineage: Iterable[Lineage], sources: Iterable[Mapping[str, str]]) -> list[Lineage]:
    """What was measured, and a pair for each edition and its successor that was not."""
    measured = list(lineage)
    known = {frozenset((pair.source_id, pair.other_source_id)) for pair in measured}
    pairs = [(row["source_id"], row["superseded_by"]) for row in sources if row.get("superseded_by")]
    return measured + [Edition(*pair) for pair in pairs if frozenset(pair) not in known]


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


def lineage_rows(
    lineage: Iterable[Lineage], sources: Iterable[Mapping[str, str]], minter: Minter
) -> list[dict[str, object]]:
    """The rows of source_lineage; a measured pair that the manifest calls editions is one of editions."""
    declared = {frozenset((row["source_id"], row.get("superseded_by"))) for row in sources}
    rows = []
    for pair in lineage:
        row: dict[str, object] = {
            "source_id": pair.source_id,
            "other_source_id": pair.other_source_id,
            "kind": "edition" if frozenset((pair.source_id, pair.other_source_id)) in declared else pair.kind,
            "containment_share": pair.containment,
            "direction": pair.direction,
            "why": pair.why,
        }
        rows.append({**row, "lineage_id": minter.mint("lineage_id", row, "source_lineage")})
    return rows
