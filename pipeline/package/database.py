"""The SQLite file: STRICT tables with keys and indexes, the views, the same bytes for the same tables."""

from __future__ import annotations

import sqlite3
import textwrap
from collections.abc import Iterable, Mapping

import pandas as pd

from pipeline.compile.sqlite import ddl, insert, sqlite_rows
from pipeline.package.views import VIEWS, View
from pipeline.records import Fault, Faults

# The library stamps its own version on what it writes (header bytes 92-99, after a counter of changes). Readers
# do not need it; another machine has another one. 3.37 is the first that knows STRICT tables.
COUNTER, STAMP, FIRST_STRICT = slice(24, 28), slice(92, 100), 3_037_000


def database_bytes(frames: Mapping[str, pd.DataFrame], schemas: Mapping[str, dict], views: Iterable[View] = VIEWS):
    """The database file of all tables, in the order of ``schemas``, with its views.

    Built in memory. Raises Faults that name every row the database refuses and every dangling key.
    """
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        database.executescript("PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA foreign_keys = OFF;")
        for schema in schemas.values():
            for statement in ddl(schema):
                database.execute(statement)
        database.execute("BEGIN")
        faults = [fault for schema in schemas.values() for fault in _fill(database, frames[schema["name"]], schema)]
        database.execute("COMMIT")
        faults += dangling(database)
        if faults:
            raise Faults(faults)
        for view in views:
            database.execute(statement_of(view))
        database.execute("VACUUM")
        return _unstamped(database.serialize())
    finally:
        database.close()


def rows_of(data: bytes, view: View) -> list[dict[str, object]]:
    """The rows of a view of a database file."""
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(data)
        found = database.execute(f'SELECT * FROM "{view.name}"')
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]
    finally:
        database.close()


def statement_of(view: View) -> str:
    """The statement that makes a view; SQLite keeps the comment, so ``.schema`` shows what the view means."""
    note = "\n".join(f"-- {line}" for line in textwrap.wrap(view.description, 100))
    return f'CREATE VIEW "{view.name}" AS\n{note}{view.select}'


def dangling(database: sqlite3.Connection) -> list[Fault]:
    """Foreign keys that lead nowhere, as SQLite itself finds them."""
    rows = database.execute("PRAGMA foreign_key_check").fetchall()
    remedy = "add the missing row or mend the key"
    return [Fault("sqlite_foreign_key", f"{table} row {row}", f"leads nowhere in {to}", remedy)
            for table, row, to, _ in rows]  # fmt: skip


def _fill(database: sqlite3.Connection, frame: pd.DataFrame, schema: dict) -> list[Fault]:
    faults = []
    statement = insert(schema)
    for row in sqlite_rows(frame, schema):
        try:
            database.execute(statement, row)
        except sqlite3.Error as error:
            where = f"{schema['name']} {' '.join(map(str, row[: len(schema['primaryKey'])]))}"
            faults.append(Fault("sqlite_row", where, str(error), f"see the rules of {schema['name']}"))
    return faults


def _unstamped(data: bytes) -> bytes:
    header = bytearray(data[:100])
    header[COUNTER] = (1).to_bytes(4, "big")
    header[STAMP] = (1).to_bytes(4, "big") + FIRST_STRICT.to_bytes(4, "big")
    return bytes(header) + data[100:]
