"""Two packages side by side: every difference of tables, columns, keys, rows, cells, views and files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from pipeline.compile import constraints, names
from pipeline.release.change import Change
from pipeline.release.contents import Contents

SAID = ("title", "description", "example")
APART = {"enum", "required"}  # limits that have kinds of difference of their own


def compare(old: Contents, new: Contents) -> list[Change]:
    """Every difference, those that break readers first; ``cause`` is left to :func:`pipeline.release.explain`."""
    found = [*_named("table", old.schemas, new.schemas)]
    for table in sorted(old.schemas.keys() & new.schemas.keys()):
        found += _schemas(old.schemas[table], new.schemas[table])
        if old.schemas[table]["primaryKey"] == new.schemas[table]["primaryKey"]:
            found += _rows(table, old, new)
    found += _views(old.views, new.views)
    data = {f"tables/{table}.{kind}" for table in {*old.schemas, *new.schemas} for kind in ("csv", "parquet")}
    found += _named("file", old.files - data, new.files - data)
    return sorted(found, key=lambda change: (-change.level, change.what, change.table, change.key, change.column))


def _named(what: str, old, new) -> Iterator[Change]:
    yield from (Change(f"{what}_removed", name, before=name) for name in sorted(set(old) - set(new)))
    yield from (Change(f"{what}_added", name, after=name) for name in sorted(set(new) - set(old)))


def _schemas(old: Mapping, new: Mapping) -> Iterator[Change]:
    """What differs in the declarations of a table that both packages have."""
    table = new["name"]
    was, now = ({field["name"]: field for field in schema["fields"]} for schema in (old, new))
    for name in was.keys() - now.keys():
        yield Change("column_removed", table, column=name, before=was[name]["type"])
    for name in now.keys() - was.keys():
        yield Change("column_added", table, column=name, after=now[name]["type"])
    shared = [name for name in was if name in now]
    if shared != [name for name in now if name in was]:
        yield Change("column_moved", table, before=",".join(names(old)), after=",".join(names(new)))
    for name in shared:
        yield from _columns(table, was[name], now[name], constraints(old, was[name]), constraints(new, now[name]))
    if (before := _key(old)) != (after := _key(new)):
        yield Change("key_changed", table, before=before, after=after)
    links = [_text([schema["foreignKeys"], schema["uniqueKeys"]]) for schema in (old, new)]
    if links[0] != links[1]:
        yield Change("links_changed", table, before=links[0], after=links[1])
    for word in ("title", "description"):
        if old.get(word) != new.get(word):
            yield Change("described_anew", table, before=_text(old.get(word)), after=_text(new.get(word)))


def _columns(table: str, old: Mapping, new: Mapping, limited: Mapping, limits: Mapping) -> Iterator[Change]:
    def change(what: str, before: object = "", after: object = "") -> Change:
        return Change(what, table, column=new["name"], before=_text(before), after=_text(after))

    types = [field["type"] + (" list" if field.get("x_list") else "") for field in (old, new)]
    if types[0] != types[1]:
        yield change("column_retyped", *types)
    if limited.get("required") and not limits.get("required"):
        yield change("column_optional", "required", "optional")
    if "enum" in limited and "enum" in limits:
        yield from (change("value_removed", before=value) for value in limited["enum"] if value not in limits["enum"])
        yield from (change("value_added", after=value) for value in limits["enum"] if value not in limited["enum"])
    rest = [_others(limited, limits), _others(limits, limited)]
    if rest[0] != rest[1]:
        yield change("limits_changed", *rest)
    if limits.get("required") and not limited.get("required"):
        yield change("limits_changed", "optional", "required")
    for word in SAID:
        if old.get(word) != new.get(word):
            yield change("described_anew", old.get(word, ""), new.get(word, ""))


def _others(limits: Mapping, beside: Mapping) -> dict:
    """The limits that no kind of difference of their own tells of; a list of values that came or went among them."""
    kept = {key: value for key, value in limits.items() if key not in APART}
    return kept if ("enum" in limits) == ("enum" in beside) else kept | {"enum": limits.get("enum")}


def _key(schema: Mapping) -> str:
    """The primary key and the columns that its values are made of: other columns, and a key means something else."""
    makers = [f["name"] for f in schema["fields"] if set(f.get("x_identity", ())) & set(schema["primaryKey"])]
    key = ",".join(schema["primaryKey"])
    return f"{key} made of {','.join(makers)}" if makers else key


def _rows(table: str, old: Contents, new: Contents) -> Iterator[Change]:
    was, now = old.rows[table], new.rows[table]
    yield from (Change("row_retired", table, key) for key in was.keys() - now.keys())
    yield from (Change("row_added", table, key) for key in now.keys() - was.keys())
    shared = [name for name in names(new.schemas[table]) if name in names(old.schemas[table])]
    for key in was.keys() & now.keys():
        before, after = was[key], now[key]
        for column in shared:
            if before[column] != after[column]:
                yield Change("cell_changed", table, key, column, before[column], after[column])


def _views(old: Mapping, new: Mapping) -> Iterator[Change]:
    yield from _named("view", old, new)
    for name in sorted(old.keys() & new.keys()):
        (was, said), (now, says) = old[name], new[name]
        yield from (Change("view_removed", name, column=column) for column in was if column not in now)
        yield from (Change("view_added", name, column=column) for column in now if column not in was)
        if set(was) == set(now) and said != says:
            yield Change("view_changed", name, before=said, after=says)


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)
