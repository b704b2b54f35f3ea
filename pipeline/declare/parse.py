"""From rows to records: small pure functions, one a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.records import Decision, Entry, Name, Term, Vocabulary

from .files import ENTRIES, TABLES

Rows = Iterable[Mapping[str, str]]


def entries(type: str, rows: Rows) -> tuple[Entry, ...]:
    """Entries of one type.

    >>> entries("event", [{"event_id": "fever", "preferred_name": "fever", "body_system": "general",
    ...                    "parent_event_id": "", "source": "own"}])[0].group
    'general'
    """
    _, id, parent, group = ENTRIES[type]
    return tuple(
        Entry(type, row[id], row["preferred_name"], row[parent], row.get("level", ""), row[group], row["source"])
        for row in rows
    )


def names(rows: Rows) -> tuple[Name, ...]:
    """Names of entries, in the order of the file."""
    return tuple(
        Name(row["entry_type"], row["entry_id"], row["name"], row["kind"], row["match"], row["context"], row["source"])
        for row in rows
    )


def terms(rows: Rows) -> tuple[Term, ...]:
    """Routes, settings, units, partner treatments and cue words."""
    return tuple(Term(*(row[column] for column in TABLES["terms"].columns)) for row in rows)


def decisions(rows: Rows) -> tuple[Decision, ...]:
    """What people settled."""
    return tuple(Decision(**row) for row in rows)


def vocabulary(tables: Mapping[str, Rows]) -> Vocabulary:
    """The whole vocabulary from the curated tables."""
    found = tuple(entry for type, (table, *_) in ENTRIES.items() for entry in entries(type, tables[table]))
    return Vocabulary(found, names(tables["names"]), terms(tables["terms"]))
