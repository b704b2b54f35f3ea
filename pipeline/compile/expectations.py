"""great-expectations: what a suite expects of one table, its foreign keys included when the parents are given."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import and_

import pandas as pd

from pipeline.compile.declaration import Link, Schema, constraints, links, names


def to_expectations(schema: Schema, frames: Mapping[str, pd.DataFrame] | None = None) -> list:
    """The expectations of a table; with ``frames`` also one per single-column foreign key.

    Composite and list keys are held by expecting no row of :func:`pipeline.compile.tables.broken`.
    """
    import great_expectations.expectations as gxe  # eight seconds: only the release gate pays

    made = [gxe.ExpectTableColumnsToMatchOrderedList(column_list=names(schema))]
    key = schema["primaryKey"]
    made += [_of_key(gxe, columns) for columns in [*schema["uniqueKeys"], *([key] if len(key) > 1 else [])]]
    for low, high in schema.get("x_ordered", []):
        pair = {"column_A": high, "column_B": low, "or_equal": True}
        made.append(gxe.ExpectColumnPairValuesAToBeGreaterThanB(**pair, ignore_row_if="either_value_is_missing"))
    for field in schema["fields"]:
        made += _of_column(gxe, field["name"], constraints(schema, field))
    for link in links(schema):
        if frames is not None and len(link.fields) == 1 and not link.is_list:
            made.append(_of_link(gxe, link, frames[link.target]))
    return made


def _of_key(gxe, columns: list[str]):
    if len(columns) == 1:
        return gxe.ExpectColumnValuesToBeUnique(column=columns[0])
    return gxe.ExpectCompoundColumnsToBeUnique(column_list=columns, ignore_row_if="any_value_is_missing")


def _of_column(gxe, name: str, limits: dict) -> list:
    made = []
    if limits.get("required"):
        made.append(gxe.ExpectColumnValuesToNotBeNull(column=name))
    if limits.get("unique"):
        made.append(gxe.ExpectColumnValuesToBeUnique(column=name))
    if "enum" in limits:
        made.append(gxe.ExpectColumnValuesToBeInSet(column=name, value_set=limits["enum"]))
    if "pattern" in limits:
        made.append(gxe.ExpectColumnValuesToMatchRegex(column=name, regex=rf"^(?:{limits['pattern']})\Z"))
    if "minimum" in limits or "maximum" in limits:
        ends = {"min_value": limits.get("minimum"), "max_value": limits.get("maximum")}
        made.append(gxe.ExpectColumnValuesToBeBetween(column=name, **ends))
    if "minLength" in limits or "maxLength" in limits:
        ends = {"min_value": limits.get("minLength"), "max_value": limits.get("maxLength")}
        made.append(gxe.ExpectColumnValueLengthsToBeBetween(column=name, **ends))
    return made


def _of_link(gxe, link: Link, parent: pd.DataFrame):
    keys = sorted(parent[link.target_fields[0]].dropna().tolist())
    from great_expectations.expectations.row_conditions import Column

    limit = {}
    if link.when:
        limit["row_condition"] = reduce(and_, (Column(column) == value for column, value in link.when))
    return gxe.ExpectColumnValuesToBeInSet(column=link.fields[0], value_set=keys, **limit)
