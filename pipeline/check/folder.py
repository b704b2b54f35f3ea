"""The published folder as its readers get it: checksums, one content in three formats, a valid descriptor."""

from __future__ import annotations

import hashlib
import io
import sqlite3
from collections.abc import Iterator, Mapping

import pandas as pd
import pyarrow.parquet as pq

from pipeline.check.terms import forbidden_terms
from pipeline.compile import arrow_table, parse_csv, sqlite_rows
from pipeline.records import Fault, Faults

DATABASE, SUMS = "cytokine_therapy.sqlite", "SHA256SUMS"
NEEDED = (DATABASE, SUMS, "datapackage.json", "README.md", "quality_report.md")
AGAIN = "what is written is not what was made: run `dvc repro` again"
Files = Mapping[str, bytes]
Schemas = Mapping[str, dict]


def folder_faults(files: Files, schemas: Schemas) -> list[Fault]:
    """Everything wrong with the files of a published folder (name to bytes), all at once."""
    absent = [name for name in (*NEEDED, *_tables(schemas)) if name not in files]
    if absent:
        return [Fault("file_absent", name, "the package lacks it", AGAIN) for name in absent]
    faults = [*_sums(files), *forbidden_terms(files)]
    try:
        frames = read_tables(files, schemas)
    except Faults as found:
        return [*faults, *found.faults]
    for name, schema in schemas.items():
        faults += _parquet(files[f"tables/{name}.parquet"], frames[name], schema)
    return faults + list(_database(files[DATABASE], frames, schemas))


def read_tables(files: Files, schemas: Schemas) -> dict[str, pd.DataFrame]:
    """The tables as the published CSV files hold them. Raises Faults that list what cannot be read, in any table."""
    frames, faults = {}, []
    for name, schema in schemas.items():
        try:
            frames[name] = parse_csv(files[f"tables/{name}.csv"], schema, f"tables/{name}.csv")
        except KeyError:
            faults.append(Fault("file_absent", f"tables/{name}.csv", "the package lacks it", AGAIN))
        except Faults as found:
            faults += found.faults
    if faults:
        raise Faults(faults)
    return frames


def _tables(schemas: Schemas) -> Iterator[str]:
    return (f"tables/{name}.{kind}" for name in schemas for kind in ("csv", "parquet"))


def _sums(files: Files) -> Iterator[Fault]:
    """SHA256SUMS names every other file with its hash, and no file that is not there."""
    lines = files[SUMS].decode("utf-8").splitlines()
    told = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    for name in sorted({*files, *told} - {SUMS}):
        actual = hashlib.sha256(files[name]).hexdigest() if name in files else None
        if told.get(name) != actual:
            yield Fault("sha256", f"{SUMS} {name}", f"says {told.get(name)}, the file has {actual}", AGAIN)


def _parquet(data: bytes, frame: pd.DataFrame, schema: dict) -> Iterator[Fault]:
    """Same columns, types, nullability, descriptions and values as the CSV file, compared in Arrow."""
    where = f"tables/{schema['name']}.parquet"
    wanted = arrow_table(frame, schema)
    try:
        table = pq.read_table(io.BytesIO(data))
    except (OSError, ValueError) as error:
        yield Fault("parquet_unreadable", where, str(error), AGAIN)
        return
    if not table.schema.equals(wanted.schema, check_metadata=True):
        yield Fault("parquet_schema", where, "columns, types or descriptions are not those declared", AGAIN)
    elif not table.equals(wanted):
        columns = [n for n in table.column_names if table[n] != wanted[n]]
        yield Fault("parquet_differs", where, f"{', '.join(columns)} differ from the CSV file", AGAIN)


def _database(data: bytes, frames: Mapping[str, pd.DataFrame], schemas: Schemas) -> Iterator[Fault]:
    """Whole, without dangling keys, its rows those of the CSV files, its views answering."""
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(data)
        for (problem,) in database.execute("PRAGMA integrity_check"):
            if problem != "ok":
                yield Fault("sqlite_damaged", DATABASE, problem, AGAIN)
        for table, row, to, _ in database.execute("PRAGMA foreign_key_check").fetchall():
            yield Fault("sqlite_foreign_key", f"{DATABASE} {table} row {row}", f"leads nowhere in {to}", AGAIN)
        for name, schema in schemas.items():
            columns = ", ".join(f'"{field["name"]}"' for field in schema["fields"])
            stored = database.execute(f'SELECT {columns} FROM "{name}" ORDER BY rowid').fetchall()
            if stored != list(sqlite_rows(frames[name], schema)):
                yield Fault("sqlite_differs", f"{DATABASE} {name}", "rows differ from those of the CSV file", AGAIN)
        for (view,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
            database.execute(f'SELECT * FROM "{view}"').fetchall()
    except sqlite3.Error as error:
        yield Fault("sqlite_damaged", DATABASE, str(error), AGAIN)
    finally:
        database.close()


def descriptor_faults(path: str) -> list[Fault]:
    """What Frictionless finds when it validates the package at ``path`` (its datapackage.json) as a reader would."""
    from frictionless import FrictionlessException, Package

    remedy = "see the schema of this table in schemas/tables, then run `dvc repro` again"
    try:
        # Package(...).validate(), not frictionless.validate(package): that one answers with a scheme error
        report = Package(path).validate()
    except FrictionlessException as error:
        reasons = [error.error, *error.reasons]
        return [Fault("frictionless", "datapackage.json", reason.message, remedy) for reason in reasons]
    faults = [Fault("frictionless", "datapackage.json", error.message, remedy) for error in report.errors]
    for task in report.tasks:
        for error in task.errors:
            row = getattr(error, "row_number", None)
            where = f"{task.place} row {row}" if row else task.place
            faults.append(Fault("frictionless", where, f"{error.type}: {error.message}", remedy))
    return faults
