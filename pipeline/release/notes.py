"""What a release tells of itself: the change list, the tombstones, and its section of the change log."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from pipeline.compile import constraints
from pipeline.release.change import LEVELS, Change, Level
from pipeline.release.contents import Contents

CHANGE_COLUMNS = ("level", "what", "table", "key", "column", "before", "after", "cause")
COUNT_COLUMNS = ("level", "table", "difference", "cause", "n_differences")
TOMBSTONE_COLUMNS = ("retired_id", "table", "successor", "version", "cause")
ROWS = ("row_added", "row_retired", "cell_changed")


def changes_csv(changes: Iterable[Change]) -> bytes:
    """The change list, one row per difference."""
    return _csv(CHANGE_COLUMNS, ({"level": change.level.name.lower(), **asdict(change)} for change in changes))


def counts_csv(changes: Iterable[Change]) -> bytes:
    """How many differences of each sort there are, one row per table, sort and cause.

    >>> print(counts_csv([Change("row_added", "claims", cause="source")] * 2).decode().splitlines()[1])
    minor,claims,row_added,source,2
    """
    counts = Counter((change.level.name.lower(), change.table, change.what, change.cause) for change in changes)
    return _csv(COUNT_COLUMNS, (dict(zip(COUNT_COLUMNS, (*key, n), strict=True)) for key, n in sorted(counts.items())))


def tombstones_csv(rows: Iterable[Mapping[str, str]]) -> bytes:
    """All tombstones there are, those of earlier releases included."""
    return _csv(TOMBSTONE_COLUMNS, sorted(rows, key=lambda row: (row["table"], row["retired_id"])))


def contract(made: Contents) -> dict:
    """What readers may rely on until the next MAJOR: tables, columns, types, what is filled, keys, lists, views."""
    tables = {}
    for table, schema in made.schemas.items():
        columns = {}
        for field in schema["fields"]:
            limits = constraints(schema, field)
            columns[field["name"]] = {"type": field["type"], "is_list": bool(field.get("x_list"))}
            columns[field["name"]] |= {"is_filled": bool(limits.get("required")), "values": limits.get("enum")}
        tables[table] = {"key": schema["primaryKey"], "columns": columns}
    return {"version": made.version, "tables": tables, "views": {v: list(made.views[v][0]) for v in sorted(made.views)}}


def section(version: str, on: str, previous: str, changes: list[Change], accepted: str = "") -> str:
    """The section of CHANGELOG.md: what readers must do first, then what was counted."""
    lines = [f"## {version} ({on})", ""]
    if not previous:
        return "\n".join([*lines, "The first release."]) + "\n"
    level = max((change.level for change in changes), default=Level.NONE)
    lines += [f"Against {previous}: {level.name}. Every difference, with its cause, is in `history/changes.csv`."]
    declared = [change for change in changes if change.what not in ROWS]
    lines += ["", *map(_line, declared)] if declared else []
    counted = Counter((c.table, c.what, c.cause) for c in changes if c.what in ROWS)
    if counted:
        lines += ["", "| table | what | cause | n |", "|---|---|---|---:|"]
        lines += [f"| {table} | {what} | {cause.replace('|', ' or ')} | {n} |"
                  for (table, what, cause), n in sorted(counted.items())]  # fmt: skip
    if accepted:
        lines += ["", f"Passed a limit of drift, accepted because: {accepted}"]
    return "\n".join(lines) + "\n"


def with_section(changelog: str, made: str) -> str:
    """The change log with a section on top of the others; a section of the same version is replaced.

    >>> with_section("# Log\\n\\nWords.\\n\\n## 1.0.0 (b)\\n\\nOld.\\n", "## 1.1.0 (c)\\n\\nNew.\\n").split(chr(10))[4]
    '## 1.1.0 (c)'
    """
    head, *sections = changelog.split("\n## ")
    title = made.split(" (")[0].removeprefix("## ")
    kept = [one.strip("\n") for one in sections if one.split(" (")[0] != title]
    return "\n\n".join([head.strip("\n"), made.strip("\n"), *(f"## {one}" for one in kept)]) + "\n"


def _line(change: Change) -> str:
    place = f"`{change.table}.{change.column}`" if change.column else f"`{change.table}`"
    moved = " -> ".join(f"`{' '.join(part.split())[:80]}`" for part in (change.before, change.after) if part)
    return f"- {change.level.name}: {place}: {LEVELS[change.what][1]}" + (f" ({moved})" if moved else "")


def _csv(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")
