"""SQLite: STRICT tables with keys, checks and indexes. Patterns are left out: plain SQLite has no REGEXP."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipeline.compile.declaration import Schema, constraints, links, names

SQL = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}


def ddl(schema: Schema) -> list[str]:
    """The statements that make the table and its indexes."""
    lines = [_column(schema, field) for field in schema["fields"]]
    if schema["primaryKey"]:
        lines.append(f"PRIMARY KEY ({_names(schema['primaryKey'])})")
    lines += [f"UNIQUE ({_names(key)})" for key in schema["uniqueKeys"]]
    lines += [f"CHECK ({_quote(low)} <= {_quote(high)})" for low, high in schema.get("x_ordered", [])]
    for link in links(schema):
        if link.is_plain:
            target = f"{_quote(link.target)} ({_names(link.target_fields)})"
            lines.append(f"FOREIGN KEY ({_names(link.fields)}) REFERENCES {target}")
    table = f"CREATE TABLE {_quote(schema['name'])} (\n  " + ",\n  ".join(lines) + "\n) STRICT"
    return [table, *_indexes(schema)]


def sqlite_rows(frame: pd.DataFrame, schema: Schema) -> Iterator[tuple]:
    """The rows as SQLite takes them: booleans as 0 and 1, dates as text, gaps as NULL."""
    columns = []
    for field in schema["fields"]:
        values = frame[field["name"]]
        known = values.notna().tolist()
        as_sql = {"boolean": int, "date": str}.get(field["type"], lambda value: value)
        columns.append([as_sql(v) if here else None for v, here in zip(values.tolist(), known, strict=True)])
    return zip(*columns, strict=True)


def insert(schema: Schema) -> str:
    """The statement that takes one row of :func:`sqlite_rows`."""
    columns = names(schema)
    return f"INSERT INTO {_quote(schema['name'])} ({_names(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _column(schema: Schema, field: dict) -> str:
    limits, name = constraints(schema, field), _quote(field["name"])
    parts = [name, SQL[field["type"]]] + (["NOT NULL"] if limits.get("required") else [])
    checks = []
    if field["type"] == "boolean":
        checks.append(f"{name} IN (0, 1)")
    if field["type"] == "date":
        checks.append(f"{name} IS date({name})")
    if "enum" in limits:
        checks.append(f"{name} IN ({', '.join(map(_text, limits['enum']))})")
    if "minimum" in limits:
        checks.append(f"{name} >= {limits['minimum']}")
    if "maximum" in limits:
        checks.append(f"{name} <= {limits['maximum']}")
    if "minLength" in limits:
        checks.append(f"length({name}) >= {limits['minLength']}")
    if "maxLength" in limits:
        checks.append(f"length({name}) <= {limits['maxLength']}")
    return " ".join(parts + [f"CHECK ({check})" for check in checks])


def _indexes(schema: Schema) -> list[str]:
    """One index per foreign key whose columns do not already begin a key."""
    covered = [tuple(schema["primaryKey"]), *(tuple(key) for key in schema["uniqueKeys"])]
    made = []
    for fields in dict.fromkeys(link.fields for link in links(schema) if not link.is_list):
        if not any(key[: len(fields)] == fields for key in covered):
            name = f"idx_{schema['name']}__{'__'.join(fields)}"
            made.append(f"CREATE INDEX {_quote(name)} ON {_quote(schema['name'])} ({_names(fields)})")
    return made


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _names(columns) -> str:
    return ", ".join(map(_quote, columns))


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
