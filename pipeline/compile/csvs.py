"""CSV both ways: UTF-8, LF, RFC 4180 quoting, empty for unknown; text first, then the declared type."""

from __future__ import annotations

import csv
import io
import re

import pandas as pd

from pipeline.compile.declaration import Schema, names
from pipeline.compile.frames import columns_to_frame
from pipeline.compile.rows import list_faults
from pipeline.compile.values import text
from pipeline.records import Fault, Faults

# Not csv.writer: with lines that end in \n it leaves a lone \r bare, and readers take that for the end of a line.
MUST_QUOTE = re.compile(r'[",\r\n]')


def csv_bytes(frame: pd.DataFrame, schema: Schema) -> bytes:
    """The file of a table; equal tables give equal bytes."""
    columns = [map(_cell, column) for column in texts(frame, schema)]
    lines = [",".join(names(schema)), *(",".join(row) for row in zip(*columns, strict=True))]
    return ("\n".join(lines) + "\n").encode("utf-8")


def texts(frame: pd.DataFrame, schema: Schema) -> list[list[str]]:
    """The cells of a table as text, column by column, unquoted; empty for unknown."""
    columns = []
    for field in schema["fields"]:
        values = frame[field["name"]]
        cells = zip(values.tolist(), values.notna().tolist(), strict=True)
        columns.append([text(field["type"], value if known else None) for value, known in cells])
    return columns


def parse_csv(data: bytes, schema: Schema, where: str = "") -> pd.DataFrame:
    """The typed table in a file, its rows as they come.

    Raises Faults for bytes that are no UTF-8, columns other than declared (or in another order), ragged rows,
    values that are not of their type, and lists that are not in canonical form.
    """
    where = where or schema["name"]
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Faults([Fault("csv_unreadable", where, str(error), "save it as UTF-8 CSV")]) from None
    head, body = (rows[0], rows[1:]) if rows else ([], [])
    if head != names(schema):
        problem = f"the columns are {','.join(head)}"
        raise Faults([Fault("csv_columns", where, problem, f"they must be {','.join(names(schema))}")])
    ragged = [at for at, row in enumerate(body, 1) if len(row) != len(head)]
    if ragged:
        raise Faults([Fault("csv_ragged", f"{where} row {at}", "wrong number of cells", "mend it") for at in ragged])
    columns = {name: [row[at] for row in body] for at, name in enumerate(head)}
    frame = columns_to_frame(columns, schema)
    if faults := list_faults(frame, schema):
        raise Faults(faults)
    return frame


def _cell(value: str) -> str:
    return '"' + value.replace('"', '""') + '"' if MUST_QUOTE.search(value) else value
