"""The super-table: each claim with the counts of its pair and the tier that they give. Nothing is merged by max()."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from pipeline.records import APPLIED, Evidence
from pipeline.tabulate.claims import Statement

Row = dict[str, object]
COLUMNS = ("claim_type", "agent_id", "relation", "object_type", "object", "polarity", "certainty")


def claim_rows(
    stated: Iterable[Statement],
    groups: Mapping[str, str],
    conflicts: Iterable[Row],
    indications: Iterable[Row],
    marked: Collection[tuple[str, Evidence]],
) -> list[Row]:
    """One row per statement."""
    disputed = {row[side] for row in conflicts for side in ("claim_id", "other_claim_id")}
    checks = {row["claim_id"]: str(row["label_check"]) for row in indications}
    pairs: dict[str, list[Statement]] = defaultdict(list)
    for one in stated:
        pairs[one.pair_id].append(one)
    rows = []
    for pair_id, theirs in pairs.items():
        shared = _of_pair(theirs, groups, disputed, checks, marked)
        for one in theirs:
            row: Row = {"claim_id": one.claim_id, "pair_id": pair_id, "n_evidence": len(one.evidence), **shared}
            row["is_suspected_source_error"] = _is_marked(one, marked)
            rows.append({**row, **{column: one.content[column] for column in COLUMNS}})
    return rows


def _of_pair(theirs: list[Statement], groups, disputed, checks, marked) -> Row:
    sources = frozenset().union(*(one.sources for one in theirs))
    n_origins = len({groups.get(source, source) for source in sources})
    has_conflict = any(one.claim_id in disputed for one in theirs)
    is_suspected = all(_is_marked(one, marked) for one in theirs)
    reasons = {"several_origins" if n_origins > 1 else "one_origin", _reading(theirs)}
    reasons |= {checks[one.claim_id] for one in theirs if one.claim_id in checks}
    reasons |= ({"conflict"} if has_conflict else set()) | ({"suspected_source_error"} if is_suspected else set())
    return {
        "n_sources": len(sources),
        "n_independent_sources": n_origins,
        "has_conflict": has_conflict,
        "tier": tier(n_origins, has_conflict, is_suspected),
        "tier_reasons": "|".join(sorted(reasons)),
    }


def tier(n_origins: int, has_conflict: bool, is_suspected: bool) -> str:
    """How a pair stands. It counts what is there; it is no estimate of how often such rows are right.

    >>> tier(2, False, False), tier(1, False, False), tier(3, True, False), tier(2, True, True)
    ('corroborated', 'single_origin', 'disputed', 'suspected_error')
    """
    if is_suspected:
        return "suspected_error"
    if has_conflict:
        return "disputed"
    return "corroborated" if n_origins > 1 else "single_origin"


def _reading(theirs: Iterable[Statement]) -> str:
    """verbatim when some evidence needed no repair at all."""
    evidence = [found for one in theirs for found in one.evidence]
    clean = any(all(repair.status not in APPLIED for repair in one.repairs) for one in evidence)
    return "verbatim" if clean else "repaired"


def _is_marked(one: Statement, marked: Collection[tuple[str, Evidence]]) -> bool:
    return all((one.claim_id, evidence) in marked for evidence in one.evidence)
