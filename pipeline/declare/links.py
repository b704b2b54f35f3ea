"""Faults between vocabulary files: dangling ids, one name for two entries, identifiers out of form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.recognise import fold
from pipeline.records import Fault
from pipeline.store import Row

from .files import ENTRIES, TABLES
from .read import Raw

fold_key = lru_cache(maxsize=20_000)(fold.fold_key)  # every name is asked for twice, and again after a fix
MARKET = ("is_marketed", "marketed_as_of", "marketed_citation")


def link_faults(raw: Raw) -> Iterator[Fault]:
    """All faults that show only when two vocabulary files are laid side by side."""
    ids = known_ids(raw)
    for type, (table, id, parent, _) in ENTRIES.items():
        yield from _parents(raw, table, id, parent, ids[type])
        yield from _preferred(raw, type, table, id)
    for table in ("names", "identifiers"):
        for row in _rows(raw, table):
            yield from _dangling(raw, table, row, "entry_id", row["entry_type"], ids)
    yield from _one_name(raw)
    for row in _rows(raw, "names"):
        yield from _context(raw, row)
    yield from _identifiers(raw)
    yield from _labels(raw, ids)


def known_ids(raw: Raw) -> dict[str, set[str] | None]:
    """Entry type -> its ids; None where the file could not be read, so that nothing is called dangling for it."""
    return {
        type: None if table in raw.unread else {row.get(id, "") for row in raw.tables[table]}
        for type, (table, id, _, _) in ENTRIES.items()
    }


def _rows(raw: Raw, table: str) -> list[Row]:
    """The rows, unless the file lacks a column: then its own fault says so and nothing else can be told."""
    rows = raw.tables[table]
    return rows if rows and set(TABLES[table].columns) <= set(rows[0]) else []


def _dangling(
    raw: Raw, table: str, row: Row, column: str, type: str, ids: dict[str, set[str] | None]
) -> Iterator[Fault]:
    known = ids.get(type)
    if known is not None and row[column] and row[column] not in known:
        home = TABLES[ENTRIES[type][0]].path
        remedy = f"add {row[column]} to {home}, or correct {column} here"
        yield Fault(
            "dangling", raw.where(table, row), f"{column} {row[column]!r} is no {type} of the vocabulary", remedy
        )


def _parents(raw: Raw, table: str, id: str, parent: str, known: set[str] | None) -> Iterator[Fault]:
    type = next(t for t, names in ENTRIES.items() if names[0] == table)
    rows = _rows(raw, table)
    up = {row[id]: row[parent] for row in rows}
    for row in rows:
        yield from _dangling(raw, table, row, parent, type, {type: known})
        seen, at = [row[id]], row[parent]
        while at in up and at not in seen:
            seen.append(at)
            at = up[at]
        if at == row[id]:
            problem = f"{row[id]} is its own ancestor: {' > '.join([*seen, at])}"
            yield Fault("parent_cycle", raw.where(table, row), problem, f"correct {parent} in one of these rows")


def _preferred(raw: Raw, type: str, table: str, id: str) -> Iterator[Fault]:
    """A preferred name is matched and published through names.csv only."""
    listed = {(row["entry_id"], row["name"]) for row in _rows(raw, "names") if row["entry_type"] == type}
    if not listed:
        return
    for row in _rows(raw, table):
        if (row[id], row["preferred_name"]) not in listed:
            remedy = f"add the row {type},{row[id]},{row['preferred_name']},... to {TABLES['names'].path}"
            yield Fault(
                "name_missing",
                raw.where(table, row),
                f"preferred_name {row['preferred_name']!r} is no row of names.csv",
                remedy,
            )


def _one_name(raw: Raw) -> Iterator[Fault]:
    """Folding brings spellings together, so two rows with one key are two meanings or a row too many.

    The same entry may hold a key twice only with different strictness ("IL" needs context, "ILs" does not).
    """
    first: dict[tuple[str, str], Row] = {}
    for row in _rows(raw, "names"):
        key = (row["entry_type"], fold_key(row["name"]))
        other = first.setdefault(key, row)
        if other is row or (other["entry_id"] == row["entry_id"] and other["match"] != row["match"]):
            continue
        same = other["entry_id"] == row["entry_id"]
        problem = (
            f"{row['name']!r} of {row['entry_id']} is {other['name']!r} of {other['entry_id']} (row {other.line})"
            " once case, hyphens and plural are folded"
        )
        remedy = (
            f"delete row {row.line}"
            if same
            else f"keep it in one of the two entries: delete row {row.line} or row {other.line}"
        )
        yield Fault("name_twice", raw.where("names", row), problem, remedy)


def _context(raw: Raw, row: Row) -> Iterator[Fault]:
    if (row["match"] == "needs_context") != bool(row["context"]):
        remedy = "give words separated by | with needs_context, and none otherwise"
        yield Fault("context", raw.where("names", row), f"match {row['match']} with context {row['context']!r}", remedy)
    if not fold_key(row["name"]):
        yield Fault(
            "name_void", raw.where("names", row), f"nothing of {row['name']!r} is left after folding", "delete the row"
        )


def _identifiers(raw: Raw) -> Iterator[Fault]:
    patterns = {row["prefix"]: row["pattern"] for row in _rows(raw, "prefixes")}
    exact: dict[tuple[str, str], Row] = {}
    for row in _rows(raw, "identifiers"):
        where = raw.where("identifiers", row)
        prefix, _, local = row["identifier"].partition(":")
        if prefix not in patterns:
            yield Fault(
                "prefix",
                where,
                f"prefix {prefix!r} is not allowed",
                f"use one of {', '.join(patterns)}; new ones go to {TABLES['prefixes'].path}",
            )
        elif not re.fullmatch(patterns[prefix], local):
            yield Fault(
                "identifier",
                where,
                f"{row['identifier']} does not fit {patterns[prefix]}",
                "correct the number, or delete the row",
            )
        if row["predicate"] == "exact":
            other = exact.setdefault((row["entry_type"], row["identifier"]), row)
            if other["entry_id"] != row["entry_id"]:
                also = f"exactly {other['entry_id']} in row {other.line}"
                problem = f"{row['identifier']} means exactly {row['entry_id']} here and {also}"
                yield Fault("identifier_twice", where, problem, "make one of the two broad or close")


def _labels(raw: Raw, ids: dict[str, set[str] | None]) -> Iterator[Fault]:
    brands = {(row["entry_id"], row["name"]) for row in _rows(raw, "names") if row["kind"] == "brand"}
    complete: dict[tuple[str, str], Row] = {}
    for row in _rows(raw, "label_facts"):
        where = raw.where("label_facts", row)
        yield from _dangling(raw, "label_facts", row, "agent_id", "agent", ids)
        yield from _dangling(raw, "label_facts", row, "condition_id", "condition", ids)
        if brands and (row["agent_id"], row["product"]) not in brands:
            remedy = f"add the brand to {TABLES['names'].path}, or correct product or agent_id"
            yield Fault("product_unknown", where, f"{row['product']!r} is no brand name of {row['agent_id']}", remedy)
        if len({bool(row[column]) for column in MARKET}) > 1:
            problem = f"only some of {', '.join(MARKET)} are filled in"
            yield Fault("market_unsourced", where, problem, "fill in all three, or none")
        other = complete.setdefault((row["agent_id"], row["authority"]), row)
        if other["completeness"] != row["completeness"]:
            also = f"{other['completeness']} in row {other.line}"
            problem = f"{row['agent_id']} at {row['authority']} is {row['completeness']} here and {also}"
            yield Fault("completeness", where, problem, "say the same in all rows of this agent and authority")
