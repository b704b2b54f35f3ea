"""Faults of one file at a time: columns, values, doubles, order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, partial

from pipeline.records import Fault
from pipeline.store import Row

from .files import FIX, TABLES, Table
from .read import Raw

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
SLUGS = ("source_id", "superseded_by", "agent_id", "condition_id", "event_id", "label_fact_id")
DATES = ("reviewed_on", "retrieved_on", "withdrawn_on", "marketed_as_of", "decided_on", "first_approved")


def shape_faults(raw: Raw) -> Iterator[Fault]:
    """All faults that show in a file by itself."""
    for name, table in TABLES.items():
        if name in raw.unread:
            continue
        bad = list(_columns(table, raw.headers[name]))
        yield from bad
        if bad:
            continue
        rows = raw.tables[name]
        keys = [sort_key(table, row) for row in rows]
        yield from _doubles(table, rows, keys)
        yield from _order(table, rows, keys)
        told = cache(partial(_told, raw, table))  # most cells say what others of their column say
        for row in rows:
            for column, value in row.items():
                for fault in told(column, value):
                    yield Fault(fault.code, f"{table.path}:{row.line}", fault.problem, fault.remedy)


def _columns(table: Table, header: tuple[str, ...]) -> Iterator[Fault]:
    where = f"{table.path}:1"
    for column in header:
        if column not in table.columns:
            remedy = f"take the column out or name it as one of {', '.join(table.columns)}"
            yield Fault("unknown_column", where, f"unknown column {column!r}", remedy)
    for column in table.columns:
        if column not in header:
            yield Fault(
                "missing_column",
                where,
                f"the column {column!r} is not there",
                f"add {column} to the header and a cell to each row",
            )


def _doubles(table: Table, rows: list[Row], keys: list[tuple[str, ...]]) -> Iterator[Fault]:
    first: dict[tuple[str, ...], int] = {}
    for row, key in zip(rows, keys, strict=True):
        if key in first:
            problem = f"{' '.join(table.key)} {' / '.join(key)} stands here and in row {first[key]}"
            yield Fault(
                "duplicate", f"{table.path}:{row.line}", problem, f"delete row {row.line} or give it a key of its own"
            )
        first.setdefault(key, row.line)


def _order(table: Table, rows: list[Row], keys: list[tuple[str, ...]]) -> Iterator[Fault]:
    """One fault a file is enough: the command mends all of it."""
    wanted = sorted(keys)
    for row, key, right in zip(rows, keys, wanted, strict=True):
        if key != right:
            problem = (
                f"{' / '.join(key)} stands where {' / '.join(right)} belongs in the order of {', '.join(table.key)}"
            )
            yield Fault("unsorted", f"{table.path}:{row.line}", problem, f"run {FIX}")
            return
    if tuple(rows[0] if rows else table.columns) != table.columns:
        yield Fault(
            "unsorted", f"{table.path}:1", f"the columns are not in the order {','.join(table.columns)}", f"run {FIX}"
        )


def sort_key(table: Table, row: Mapping[str, str]) -> tuple[str, ...]:
    """The key of a row without stray spaces: they are told and mended as such, not as disorder."""
    return tuple(tidy(table, column, row[column]) for column in table.key)


def _told(raw: Raw, table: Table, column: str, value: str) -> list[Fault]:
    """What is wrong with a cell, wherever in its column it stands."""
    found = []
    if value != tidy(table, column, value):
        found.append(Fault("untidy", "", f"{column} {value!r} has stray spaces or parts out of order", f"run {FIX}"))
    if not value and column in table.required:
        found.append(Fault("empty_cell", "", f"{column} is empty", f"fill in {column}, or delete the row"))
    return [*found, *_value(raw, table, column, value)] if value else found


def _value(raw: Raw, table: Table, column: str, value: str) -> Iterator[Fault]:
    known = raw.enumerations.get(table.enums.get(column, ""))
    if known is not None and value not in known:
        remedy = f"use one of {', '.join(known)}, or add it to schemas/enumerations.yaml"
        yield Fault("unknown_value", "", f"{column} {value!r} is unknown", remedy)
    elif column in SLUGS and not SLUG.fullmatch(value):
        remedy = "write it in lower-case letters, digits and single hyphens"
        yield Fault("bad_id", "", f"{column} {value!r} is no id", remedy)
    elif column in DATES and not DATE.fullmatch(value):
        remedy = "write it as 2024-10-24, 2024-10 or 2024; leave it empty when it is not known"
        yield Fault("bad_date", "", f"{column} {value!r} is no date", remedy)


def tidy(table: Table, column: str, value: str) -> str:
    """A cell as it should stand: no outer or double spaces, parts sorted.

    >>> tidy(TABLES["label_facts"], "qualifiers", "metastatic| adults")
    'adults|metastatic'
    """
    if column == "pattern":
        return value
    if value != value.strip() or "  " in value or "\t" in value:  # looked at first: nearly every cell is tidy
        value = re.sub(r"[ \t]+", " ", value).strip()
    if column in table.parts:
        return "|".join(sorted({part.strip() for part in value.split("|")} - {""}))
    return value
