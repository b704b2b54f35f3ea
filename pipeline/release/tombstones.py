"""What became of the rows that a release no longer has: their keys, and the rows that took their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter

from pipeline.compile import links, names
from pipeline.release.change import Change
from pipeline.release.contents import Contents

Successors = dict[str, dict[str, str]]  # table -> retired key -> new key


def tombstones(old: Contents, new: Contents, changes: Iterable[Change], version: str) -> list[dict[str, str]]:
    """The tombstones of the last release and those of the rows now retired; a key that came back loses its own."""
    alive = {(table, key) for table, rows in new.rows.items() for key in rows}
    kept = [dict(row) for row in old.tombstones if (row["table"], row["retired_id"]) not in alive]
    found = successors(old, new)
    for change in changes:
        if change.what == "row_retired":
            after = found.get(change.table, {}).get(change.key, "")
            kept.append({"retired_id": change.key, "table": change.table, "successor": after, "version": version,
                         "cause": change.cause})  # fmt: skip
    return kept


def successors(old: Contents, new: Contents) -> Successors:
    """For each table the retired keys that exactly one new row takes the place of.

    A row takes the place of one that says the same: it agrees in the columns that make the key (in the wider key, if
    the table groups its rows by one; in all other columns, if a person chose the key), where a key that has a
    successor of its own counts as that one. A row that is part of another row goes where that one goes.
    """
    shared = {table: schema for table, schema in new.schemas.items() if table in old.schemas}
    after = {name: {link.target for link in links(schema)} - {name} for name, schema in shared.items()}
    found: Successors = {}
    for table in TopologicalSorter(after).static_order():
        if table in shared and shared[table]["primaryKey"] == old.schemas[table]["primaryKey"]:
            found[table] = _succeeded(table, old, new, found)
    return found


def _succeeded(table: str, old: Contents, new: Contents, found: Successors) -> dict[str, str]:
    schema, columns = new.schemas[table], _telling(new.schemas[table], old.schemas[table])
    follow = {
        column: found[link.target]
        for link in links(schema)
        if link.is_plain and link.target in found
        for column, target in zip(link.fields, link.target_fields, strict=True)
        if [target] == new.schemas[link.target]["primaryKey"]
    }
    gone = old.rows[table].keys() - new.rows[table].keys()
    if len(schema["primaryKey"]) == 1 and (whole := follow.get(schema["primaryKey"][0])) is not None:
        return {key: whole[key] for key in gone if key in whole}
    fresh = {key: tuple(row[c] for c in columns) for key, row in new.rows[table].items() if key not in old.rows[table]}
    count = Counter(fresh.values())
    by_content = {content: key for key, content in fresh.items() if count[content] == 1}
    return _matched(gone, old.rows[table], columns, follow, by_content)


def _matched(
    gone: Iterable[str], rows: Mapping, columns: list[str], follow: Mapping, by_content: Mapping[tuple, str]
) -> dict[str, str]:
    made = {}
    for key in gone:
        row = rows[key]
        content = tuple(follow.get(column, {}).get(row[column], row[column]) for column in columns)
        if content in by_content:
            made[key] = by_content[content]
    return made


def _telling(schema: Mapping, other: Mapping) -> list[str]:
    """The columns that say what a row is about."""
    both = [field for field in schema["fields"] if field["name"] in names(other)]
    made = {key for field in both for key in field.get("x_identity", ())}
    groups = [field["name"] for field in both if field["name"] in made - set(schema["primaryKey"])]
    makers = [field["name"] for field in both if set(field.get("x_identity", ())) & set(schema["primaryKey"])]
    return groups or makers or [field["name"] for field in both if field["name"] not in schema["primaryKey"]]
