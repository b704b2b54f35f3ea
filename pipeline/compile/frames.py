"""Rows become typed DataFrames, in the declared column order and in the order of the primary key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from pipeline.compile.declaration import Schema, names
from pipeline.compile.rows import row_faults
from pipeline.compile.tables import table_faults
from pipeline.compile.values import PANDAS, cast
from pipeline.records import Fault, Faults


def to_frame(rows: Iterable[Mapping[str, object]], schema: Schema) -> pd.DataFrame:
    """The typed table of these rows, sorted by primary key; a column that a row lacks is empty there.

    Raises Faults for unknown columns and for values that are not of the declared type.
    """
    rows = list(rows)
    columns = names(schema)
    unknown = sorted({column for row in rows for column in row} - set(columns))
    if unknown:
        remedy = f"declare them in schemas/tables/{schema['name']}.yaml or do not fill them"
        raise Faults([Fault("column_unknown", schema["name"], f"unknown columns {', '.join(unknown)}", remedy)])
    frame = columns_to_frame({column: [row.get(column) for row in rows] for column in columns}, schema)
    return in_order(frame, schema)


def columns_to_frame(columns: Mapping[str, Sequence[object]], schema: Schema, first_line: int = 1) -> pd.DataFrame:
    """The typed table of whole columns, rows as they come. Raises Faults that name column, row and value."""
    faults: list[Fault] = []
    data = {}
    for field in schema["fields"]:
        name, type = field["name"], field["type"]
        values: list[object] = []
        for at, value in enumerate(columns[name]):
            try:
                values.append(cast(type, value))
            except ValueError as error:
                where = f"{schema['name']} row {at + first_line} {name}"
                faults.append(Fault("value_type", where, str(error), f"write it as {type}"))
        if not faults:
            data[name] = pd.Series(values, dtype=PANDAS[type])
    if faults:
        raise Faults(faults)
    return pd.DataFrame(data, columns=names(schema))


def in_order(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """The table sorted by its primary key, by code points, on any machine and in any locale."""
    keys = list(zip(*(frame[column].tolist() for column in schema["primaryKey"]), strict=True))
    order = sorted(range(len(keys)), key=lambda at: tuple(str(part) for part in keys[at]))
    return frame.iloc[order].reset_index(drop=True)


def frames(tables: Mapping[str, Iterable[Mapping]], schemas: Mapping[str, Schema]) -> dict[str, pd.DataFrame]:
    """All tables typed, ordered and held to their schemas, row by row and between tables.

    Raises Faults that list every violation of every table.
    """
    made: dict[str, pd.DataFrame] = {}
    faults: list[Fault] = []
    for name, schema in schemas.items():
        try:
            made[name] = to_frame(tables.get(name, ()), schema)
            faults.extend(row_faults(made[name], schema))
        except Faults as found:
            faults.extend(found.faults)
    if len(made) == len(schemas):
        faults.extend(table_faults(made, schemas))
    if faults:
        raise Faults(faults)
    return made
