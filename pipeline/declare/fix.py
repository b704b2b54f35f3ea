"""``lint --fix``: what needs no judgement. Order, stray spaces, quoting, rows that stand twice word for word."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline import store
from pipeline.records import Fault, Faults

from .files import TABLES, Table
from .shape import sort_key, tidy


def fix(root: Path | str) -> list[str]:
    """Rewrite the curated CSV files of ``root`` in canonical form; returns the paths that changed.

    Files that cannot be read, or whose columns are not the declared ones, are left as they are: lint tells of them.
    """
    changed = []
    for table in TABLES.values():
        path = Path(root) / table.path
        try:
            rows = store.read_csv_rows(path)
        except (Fault, Faults):
            continue
        if rows and set(rows[0]) == set(table.columns):
            text = canonical(table, rows).encode("utf-8")
            if text != store.read_bytes(path):
                store.write_atomic(path, text)
                changed.append(table.path)
    return changed


def add_row(root: Path | str, name: str, row: Mapping[str, str]) -> None:
    """Add a row to a curated CSV file, in its place; the other rows stay as they are."""
    set_rows(root, name, [*store.read_csv_rows(Path(root) / TABLES[name].path), row])


def set_rows(root: Path | str, name: str, rows: Iterable[Mapping[str, str]]) -> None:
    """Write a curated CSV file with these rows, in their order."""
    store.write_atomic(Path(root) / TABLES[name].path, canonical(TABLES[name], rows).encode("utf-8"))


def canonical(table: Table, rows: Iterable[Mapping[str, str]]) -> str:
    """The one way to write these rows.

    >>> rows = [{"prefix": p, "pattern": "x", "name": " n ", "uri_prefix": "", "terms": "t"} for p in "BA"]
    >>> canonical(TABLES["prefixes"], rows)
    'prefix,pattern,name,uri_prefix,terms\\nA,x,n,,t\\nB,x,n,,t\\n'
    """
    whole = {tuple(tidy(table, column, row[column]) for column in table.columns): None for row in rows}
    lines = [dict(zip(table.columns, cells, strict=True)) for cells in whole]
    out = io.StringIO()
    writer = csv.DictWriter(out, table.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(lines, key=lambda row: sort_key(table, row)))
    return out.getvalue()
