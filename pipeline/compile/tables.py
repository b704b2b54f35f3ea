"""Rules between tables: foreign keys of every kind, one row per claim in its own table, evidence for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pipeline.compile.declaration import Link, Schema, links
from pipeline.records import Fault

Frames = Mapping[str, pd.DataFrame]
COLUMNS = ["table", "rule", "kind", "key"]
SHOWN = 5


def broken(frames: Frames, schemas: Mapping[str, Schema]) -> pd.DataFrame:
    """Every violation between tables, one row each (table, rule, kind, key); empty when all is well.

    Kinds: foreign_key, composite_foreign_key, conditional_foreign_key, list_foreign_key, part, need.
    """
    found: list[tuple[str, str, str, str]] = []
    parents: dict[tuple, set] = {}  # many links point at the same few keys
    for schema in schemas.values():
        for link in links(schema):
            rule = f"{', '.join(link.fields)} -> {link.target}"
            found += [(link.table, rule, kind_of(link), "|".join(key)) for key in _dangling(link, frames, parents)]
        found += _parts(schema, frames)
        found += _needs(schema, frames)
    return pd.DataFrame(sorted(found), columns=COLUMNS, dtype="str")


def table_faults(frames: Frames, schemas: Mapping[str, Schema]) -> list[Fault]:
    """The violations of :func:`broken` as faults, one per table and rule."""
    faults = []
    for (table, rule, kind), group in broken(frames, schemas).groupby(["table", "rule", "kind"], sort=True):
        keys = ", ".join(group["key"].head(SHOWN))
        problem = f"{len(group)} x {kind} {rule}: {keys}"
        faults.append(Fault("table_rule", table, problem, "add the missing rows or mend the keys"))
    return faults


def kind_of(link: Link) -> str:
    """The name of this kind of constraint in the table of validators."""
    if link.is_list:
        return "list_foreign_key"
    if link.when:
        return "conditional_foreign_key"
    return "composite_foreign_key" if len(link.fields) > 1 else "foreign_key"


def _keys(frame: pd.DataFrame, columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The filled keys; as in SQL, a key with an unknown part refers to nothing."""
    cells = (frame[column].to_numpy(dtype=object, na_value=None) for column in columns)
    return (tuple(map(str, row)) for row in zip(*cells, strict=True) if None not in row)


def _dangling(link: Link, frames: Frames, parents: dict[tuple, set]) -> list[tuple[str, ...]]:
    child = frames[link.table]
    for column, value in link.when:
        child = child[(child[column] == value).fillna(False).astype(bool)]
    wanted = set(_keys(child, link.fields))
    if link.is_list:
        wanted = {(item,) for (cell,) in wanted for item in cell.split("|")}
    target = (link.target, link.target_fields)
    if wanted and target not in parents:
        parents[target] = set(_keys(frames[link.target], link.target_fields))
    return sorted(wanted - parents[target]) if wanted else []


def _parts(schema: Schema, frames: Frames) -> list[tuple[str, str, str, str]]:
    """Rows that are missing in, or too many for, the table that their kind names."""
    if "x_parts" not in schema:
        return []
    by, tables = schema["x_parts"]["by"], schema["x_parts"]["tables"]
    key = tuple(schema["primaryKey"])
    whole, found = frames[schema["name"]], []
    for value, table in tables.items():
        mine = set(_keys(whole[(whole[by] == value).fillna(False).astype(bool)], key))
        there = set(_keys(frames[table], key))
        found += [(schema["name"], f"{by} {value} has its row in {table}", "part", "|".join(k)) for k in mine - there]
        found += [(table, f"belongs to {by} {value} of {schema['name']}", "part", "|".join(k)) for k in there - mine]
    return found


def _needs(schema: Schema, frames: Frames) -> list[tuple[str, str, str, str]]:
    key = tuple(schema["primaryKey"])
    found = []
    for need in schema.get("x_needs", []):
        have = set(_keys(frames[need["resource"]], tuple(need["fields"])))
        lacking = set(_keys(frames[schema["name"]], key)) - have
        found += [(schema["name"], f"has a row in {need['resource']}", "need", "|".join(k)) for k in lacking]
    return found
