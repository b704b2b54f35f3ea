"""Row rules: the pandera schema of a table, and its verdict as faults."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.compile.declaration import Schema, constraints
from pipeline.compile.values import PANDAS
from pipeline.records import Fault

if TYPE_CHECKING:
    import pandera.pandas as pda

SHOWN = 5  # rows named in a message; the rest is counted


def to_pandera(schema: Schema) -> pda.DataFrameSchema:
    """The pandera schema: columns and their order, types, nulls, values, keys, ordered pairs, canonical lists."""
    import pandera.pandas as pda  # two seconds: only who validates pays

    columns = {}
    for field in schema["fields"]:
        limits = constraints(schema, field)
        columns[field["name"]] = pda.Column(
            _text() if field["type"] == "string" else PANDAS[field["type"]],
            _checks(pda, field, limits),
            nullable=not limits.get("required", False),
            unique=limits.get("unique", False),
            coerce=False,  # coercion hides errors
            title=field.get("title"),
            description=field.get("description"),
        )
    return pda.DataFrameSchema(
        columns, checks=_frame_checks(pda, schema), strict=True, ordered=True, name=schema["name"]
    )


def row_faults(frame: pd.DataFrame, schema: Schema) -> list[Fault]:
    """Every broken row rule of a table as one fault per column and rule, with the first rows by key."""
    import pandera.pandas as pda

    try:
        to_pandera(schema).validate(frame, lazy=True)
    except pda.errors.SchemaErrors as error:
        return _as_faults(error.failure_cases, frame, schema)
    return []


def list_faults(frame: pd.DataFrame, schema: Schema) -> list[Fault]:
    """Cells of list columns whose items are not sorted, unique and filled."""
    faults = []
    for field in schema["fields"]:
        if field.get("x_list"):
            values = frame[field["name"]]
            for at in values.index[values.notna() & ~is_canonical(values)]:
                where = f"{schema['name']} row {at + 1} {field['name']}"
                faults.append(Fault("list_form", where, f"{values[at]!r}", "sort the items, each once, joined by |"))
    return faults


def is_canonical(values: pd.Series) -> pd.Series:
    """Whether each |-joined cell holds its items sorted and once; unknown cells count as canonical."""
    return values.map(lambda cell: not isinstance(cell, str) or "|".join(sorted(set(cell.split("|")))) == cell).astype(
        bool
    )


@cache
def _text():
    """The type of text columns, asked of the column: pandera asks every cell, half the time of a whole verdict."""
    from pandera.engines import pandas_engine

    class Text(pandas_engine.STRING):
        def check(self, pandera_dtype, data_container=None) -> bool:
            return pandas_engine.Engine.dtype(pandera_dtype).type == self.type

    return Text()


def _checks(pda, field: dict, limits: dict) -> list:
    made = []
    if "enum" in limits:
        made.append(pda.Check.isin(limits["enum"], name="enum"))
    if "minimum" in limits:
        made.append(pda.Check.ge(limits["minimum"], name="minimum"))
    if "maximum" in limits:
        made.append(pda.Check.le(limits["maximum"], name="maximum"))
    if "minLength" in limits or "maxLength" in limits:
        made.append(pda.Check.str_length(limits.get("minLength"), limits.get("maxLength"), name="length"))
    if "pattern" in limits:
        whole = re.compile(limits["pattern"])
        made.append(pda.Check(lambda cell: whole.fullmatch(cell) is not None, element_wise=True, name="pattern"))
    if field.get("x_list"):
        made.append(pda.Check(is_canonical, name="list_form"))
    return made


def _frame_checks(pda, schema: Schema) -> list:
    made = []
    key = schema["primaryKey"]
    for columns in [*schema["uniqueKeys"], *([key] if len(key) > 1 else [])]:
        made.append(pda.Check(_once(columns), name="unique: " + ", ".join(columns)))
    for low, high in schema.get("x_ordered", []):
        made.append(pda.Check(_ordered(low, high), name=f"ordered: {low} <= {high}"))
    return made


def _once(columns: list[str]):
    """Rows with an unknown part are equal to none, as in SQL."""
    return lambda frame: ~frame.duplicated(columns, keep=False) | frame[columns].isna().any(axis=1)


def _ordered(low: str, high: str):
    return lambda frame: (frame[low] <= frame[high]).fillna(True).astype(bool)


def _as_faults(cases: pd.DataFrame, frame: pd.DataFrame, schema: Schema) -> list[Fault]:
    faults = []
    for (column, check), group in cases.groupby(["column", "check"], sort=True, dropna=False):
        rows = sorted({int(at) for at in group["index"].dropna()})
        where = f"{schema['name']}.{column}" if column != schema["name"] else schema["name"]
        shown = "; ".join(_row(frame, schema, at, column) for at in rows[:SHOWN])
        count = f"{len(rows) or len(group)} x {check}"
        faults.append(Fault("row_rule", where, f"{count}: {shown}" if shown else count, f"see the rules of {where}"))
    return faults


def _row(frame: pd.DataFrame, schema: Schema, at: int, column: str) -> str:
    key = " ".join(str(frame.at[at, part]) for part in schema["primaryKey"] if part in frame)
    return f"{key} = {frame.at[at, column]!r}" if column in frame else key
