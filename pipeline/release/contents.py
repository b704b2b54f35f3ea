"""A published package as two of them are compared: its declarations, rows, views and files."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.compile import names
from pipeline.records import Fault

INPUTS = ("source", "vocabulary", "curation", "code")  # what a package is made from, and what a change may come from
HISTORY = "history/"  # what only a release adds to the files of a build
Rows = Mapping[str, Mapping[str, str]]  # by primary key, see key_of
NO_PACKAGE = "name a folder or zip that holds a datapackage.json, or a git revision that has data_out/"


@dataclass(frozen=True)
class Contents:
    """What a package holds. ``inputs``: a fingerprint per name of ``INPUTS``, empty where none is known."""

    version: str
    schemas: Mapping[str, dict]
    rows: Mapping[str, Rows]
    views: Mapping[str, tuple[tuple[str, ...], str]]  # columns and statement
    files: frozenset[str]
    inputs: Mapping[str, str] = field(default_factory=dict)
    tombstones: tuple[Mapping[str, str], ...] = ()


def contents(files: Mapping[str, bytes], where: str, inputs: Mapping[str, str] | None = None) -> Contents:
    """The package in these files (name to bytes). ``inputs`` stand in a release; for a build they are given.

    Raises Fault, naming ``where``, if a table is not there or cannot be read.
    """
    try:
        told = json.loads(files["datapackage.json"])
        tables = {r["name"]: r["path"] for r in told["resources"] if r.get("type") == "table"}
        schemas = {name: _declaration(files[path.replace(".csv", ".parquet")]) for name, path in tables.items()}
        rows = {name: _rows(files[path], schemas[name], f"{where} {path}") for name, path in tables.items()}
        database = next(r["path"] for r in told["resources"] if r.get("mediatype") == "application/vnd.sqlite3")
        views = _views(files[database])
        release = json.loads(files.get(f"{HISTORY}release.json", b"{}"))
        tombstones = csv.DictReader(io.StringIO(files.get(f"{HISTORY}tombstones.csv", b"").decode("utf-8")))
        held = frozenset(name for name in files if not name.startswith(HISTORY))
        known = release.get("inputs", inputs or {})
        return Contents(told["version"], schemas, rows, views, held, known, tuple(tombstones))
    except (KeyError, ValueError, StopIteration, OSError, sqlite3.Error) as error:
        problem = f"this is no package of ours ({error.__class__.__name__}: {error})"
        raise Fault("not_a_package", where, problem, NO_PACKAGE) from None


def _declaration(parquet: bytes) -> dict:
    """The whole declaration of a table, conditional keys and all, as its Parquet file carries it."""
    import pyarrow.parquet as pq  # here, since most runs of the command line never need it

    return json.loads(pq.read_schema(io.BytesIO(parquet)).metadata[b"tableschema"])


def _rows(data: bytes, schema: Mapping, where: str) -> Rows:
    """The rows of a CSV file by primary key, cells as text."""
    found: dict[str, Mapping[str, str]] = {}
    reader = csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)
    if reader.fieldnames != names(schema):
        raise Fault("csv_columns", where, f"the columns are {reader.fieldnames}", f"they must be {names(schema)}")
    for row in reader:
        found[key_of(row[column] for column in schema["primaryKey"])] = row
    return found


def key_of(parts: Iterable[str]) -> str:
    """The values of a key as one text; only one key gives it.

    >>> key_of(["relation", "treats", "a|b"])
    'relation|treats|a\\\\|b'
    """
    return "|".join(part.replace("|", "\\|") for part in parts)


def _views(data: bytes) -> dict[str, tuple[tuple[str, ...], str]]:
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(data)
        made = database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'view' ORDER BY name").fetchall()
        return {
            name: (tuple(row[1] for row in database.execute(f'PRAGMA table_info("{name}")')), sql) for name, sql in made
        }
    finally:
        database.close()
