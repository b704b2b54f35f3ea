"""A reader of the package who knows it by its files alone and holds it to what a release promised.

Nothing of the project is imported here: what this finds, a stranger's program would have stumbled over.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

ARROW = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(),
         "date": pa.date32()}  # fmt: skip


def breaks(promised: Mapping, folder: Path) -> list[str]:
    """What a program written against ``promised`` (a contract.json) can no longer do with the package in ``folder``."""
    return [*_tables(promised["tables"], folder), *_views(promised["views"], folder)]


def _tables(promised: Mapping, folder: Path) -> Iterator[str]:
    told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    lists = {r["name"]: {f["name"]: f for f in r["schema"]["fields"]} for r in told if r["type"] == "table"}
    for table, wanted in promised.items():
        path = folder / "tables" / f"{table}.parquet"
        if not path.is_file():
            yield f"{table} is gone"
            continue
        there = pq.read_table(path)
        lost = [column for column in wanted["columns"] if column not in there.column_names]
        yield from (f"{table}.{column} is gone" for column in lost)
        for column in wanted["columns"].keys() - set(lost):
            yield from _column(f"{table}.{column}", wanted["columns"][column], there, lists[table][column])
        if set(wanted["key"]) <= set(there.column_names):
            yield from _key(table, wanted["key"], there, next(r["schema"] for r in told if r["name"] == table))


def _column(name: str, wanted: Mapping, there: pa.Table, told: Mapping) -> Iterator[str]:
    column = there.schema.field(told["name"])
    if column.type != ARROW[wanted["type"]] or bool(told.get("x_list")) != wanted["is_list"]:
        yield f"{name} is {column.type} now"
    if wanted["is_filled"] and (column.nullable or there[told["name"]].null_count):
        yield f"{name} may be empty now"
    lost = set(wanted["values"] or ()) - set(told.get("constraints", {}).get("enum", wanted["values"] or ()))
    yield from (f"{name} can no longer be {value}" for value in sorted(lost))


def _key(table: str, key: list[str], there: pa.Table, told: Mapping) -> Iterator[str]:
    rows = there.select(key).to_pandas()
    if told["primaryKey"] != key or rows.duplicated().any():
        yield f"{table} is no longer told apart by {', '.join(key)}"


def _views(promised: Mapping, folder: Path) -> Iterator[str]:
    database = sqlite3.connect(f"file:{folder}/cytokine_therapy.sqlite?mode=ro", uri=True)
    for view, columns in promised.items():
        try:
            lost = set(columns) - set(pd.read_sql(f'select * from "{view}" limit 1', database).columns)
        except pd.errors.DatabaseError:
            yield f"the view {view} is gone"
        else:
            yield from (f"the view {view} has no {column}" for column in sorted(lost))
    database.close()
