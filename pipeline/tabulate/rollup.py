"""The super-table: each claim with the counts of its pair and the tier that they give. Nothing is merged by max()."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pipeline.records import Evidence
from pipeline.tabulate.claims import Statement
from pipeline.tabulate.conflicts import disputed
from pipeline.tabulate.tiers import Measured, against_labels, reading, tier

Row = dict[str, object]
COLUMNS = ("claim_type", "agent_id", "relation", "object_type", "object", "polarity", "certainty")


@dataclass(frozen=True)
class Standing:
    """What is known of captures and claims when they are counted."""

    groups: Mapping[str, str]  # capture -> its origin
    superseded: Collection[str]  # captures of which a newer edition is held
    conflicts: Collection[Row]
    checks: Mapping[str, str]  # claim -> label check
    marked: Collection[tuple[str, Evidence]]
    measured: Measured

    def is_marked(self, one: Statement) -> bool:
        """Whether a person suspects every place that states it."""
        return all((one.claim_id, evidence) in self.marked for evidence in one.evidence)


def claim_rows(stated: Iterable[Statement], standing: Standing) -> list[Row]:
    """One row per statement."""
    named = {row[side] for row in standing.conflicts for side in ("claim_id", "other_claim_id")}
    against = disputed(standing.conflicts)
    pairs: dict[str, list[Statement]] = defaultdict(list)
    for one in stated:
        pairs[one.pair_id].append(one)
    rows = []
    for pair_id, theirs in pairs.items():
        shared = _of_pair(theirs, standing, named, against)
        for one in theirs:
            row: Row = {"claim_id": one.claim_id, "pair_id": pair_id, "n_evidence": len(one.evidence), **shared}
            row["is_suspected_source_error"] = standing.is_marked(one)
            rows.append({**row, **{column: one.content[column] for column in COLUMNS}})
    return rows


def _of_pair(theirs: list[Statement], standing: Standing, named: set[object], against: set[object]) -> Row:
    sources = frozenset().union(*(one.sources for one in theirs))
    n_origins = len({standing.groups.get(source, source) for source in sources})
    reasons = {"several_origins" if n_origins > 1 else "one_origin"}
    reasons |= reading(theirs, standing.measured) | against_labels(theirs, standing.checks)
    reasons |= _disagreement([one.claim_id for one in theirs], named, against)
    if all(map(standing.is_marked, theirs)):
        reasons.add("suspected_source_error")
    if sources <= set(standing.superseded):
        reasons.add("superseded_only")
    return {
        "n_sources": len(sources),
        "n_independent_sources": n_origins,
        "has_conflict": any(one.claim_id in named for one in theirs),
        "tier": tier(str(theirs[0].content["relation"]), reasons, standing.measured),
        "tier_reasons": "|".join(sorted(reasons)),
    }


def _disagreement(claims: list[str], named: set[object], against: set[object]) -> set[str]:
    if against.intersection(claims):
        return {"contradicted"}
    return {"difference_noted"} if named.intersection(claims) else set()
