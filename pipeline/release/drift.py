"""Drift: how far a package has moved from the last release, held to the limits of ``x_drift`` in package.yaml."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pipeline.compile import names
from pipeline.records import Fault
from pipeline.release.change import Change
from pipeline.release.contents import Contents, Rows

REMEDY = "look at `diff`; if it is meant, release with --accept-drift and the reason"


def drift_faults(old: Contents, new: Contents, changes: list[Change], limits: Mapping) -> list[Fault]:
    """Every limit that is passed; tables of fewer rows than ``min_rows`` are left to the eye."""
    faults = []
    for table in sorted(old.rows.keys() & new.rows.keys()):
        before = len(old.rows[table])
        if before >= limits["min_rows"]:
            faults += _shares(table, before, changes, limits)
            faults += _gaps(table, old, new, limits["max_null_shift"])
    faults += [fault for rule in limits["fan_out"] for fault in _fan_out(rule, old, new)]
    return faults


def _shares(table: str, before: int, changes: list[Change], limits: Mapping) -> Iterator[Fault]:
    touched = {(change.what, change.key) for change in changes if change.table == table and change.key}
    lost = sum(what == "row_retired" for what, _ in touched)
    altered = sum(what == "cell_changed" for what, _ in touched)
    for n, said, limit in (
        (lost, "keys lost", limits["max_share_lost"]),
        (altered, "rows changed", limits["max_share_changed"]),
    ):
        if n / before > limit:
            yield Fault("drift", table, f"{n} of {before} {said}, more than {limit:.0%}", REMEDY)


def _gaps(table: str, old: Contents, new: Contents, limit: float) -> Iterator[Fault]:
    """Columns whose share of empty cells moved by more than the limit, either way."""
    for column in names(new.schemas[table]):
        if column in names(old.schemas[table]):
            was, now = (_empty(side.rows[table], column) for side in (old, new))
            if abs(now - was) > limit:
                problem = f"{was:.0%} of the cells were empty, now {now:.0%}"
                yield Fault("drift", f"{table}.{column}", problem, REMEDY)


def _empty(rows: Rows, column: str) -> float:
    return sum(row[column] == "" for row in rows.values()) / len(rows) if rows else 1.0


def _fan_out(rule: Mapping, old: Contents, new: Contents) -> Iterator[Fault]:
    """Things that suddenly belong to many more others, such as an event to agents: the mark of a broken name."""
    table, of, per = rule["table"], rule["of"], rule["per"]
    if not all(table in side.rows and {of, per} <= set(names(side.schemas[table])) for side in (old, new)):
        return
    was, now = (_counted(side.rows[table], of, per) for side in (old, new))
    for thing in sorted(now):
        if thing in was and now[thing] - was[thing] > rule["max_more"]:
            problem = f"{was[thing]} different {of}, now {now[thing]}, more than {rule['max_more']} more"
            yield Fault("drift", f"{table} {per} {thing}", problem, REMEDY)


def _counted(rows: Rows, of: str, per: str) -> dict[str, int]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows.values():
        found[row[per]].add(row[of])
    return {thing: len(others) for thing, others in found.items()}
