"""``diff``: what differs between two packages, why, and which version that asks for."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pipeline import release, store
from pipeline.cli.packages import package_at
from pipeline.cli.terminal import show_table, warn
from pipeline.release import Change, Contents

ROWS = ("row_added", "row_retired", "cell_changed")
SHOWN = 60  # characters of a value


def show(old: str, new: str, root: Path, format: str) -> None:
    """Print the differences: counts and declarations for a person (``table``), or every one of them (``csv``)."""
    one, other = package_at(old, root), package_at(new, root)
    changes = differences(one, other)
    if format == "csv":
        sys.stdout.write(release.changes_csv(changes).decode("utf-8"))
        return
    titled = {"Tables, columns, lists, views and files": _declared(changes), "Rows and cells": _counted(changes)}
    for title, rows in titled.items():
        if rows:
            show_table(rows, title=title)
    for fault in release.drift_faults(one, other, changes, limits(root)):
        warn(str(fault))
    needed = release.required(changes)
    print(f"{one.version} -> at least {release.raised(one.version, needed)} ({needed.name})")


def differences(old: Contents, new: Contents) -> list[Change]:
    """Every difference with its causes."""
    return release.explain(release.compare(old, new), old, new)


def limits(root: Path) -> dict:
    """The limits of drift."""
    return store.read_yaml(root / "schemas/package.yaml")["x_drift"]


def _declared(changes: Iterable[Change]) -> list[dict[str, object]]:
    return [
        {"level": c.level.name, "what": c.what, "table": c.table, "column": c.column,
         "before": c.before[:SHOWN], "after": c.after[:SHOWN]}
        for c in changes if c.what not in ROWS
    ]  # fmt: skip


def _counted(changes: Iterable[Change]) -> list[dict[str, object]]:
    count = Counter((c.table, c.what, c.column, c.cause) for c in changes if c.what in ROWS)
    return [{"table": t, "what": w, "column": c, "cause": why, "n": n} for (t, w, c, why), n in sorted(count.items())]
