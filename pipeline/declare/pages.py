"""Faults between the manifest and the pages, and decisions on pages that are not there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pipeline import store
from pipeline.records import Fault

from .files import PAGES, TABLES
from .read import Raw, relative

ACTIONS = ("accept", "amend", "flag", "reject", "repair")


def page_faults(raw: Raw) -> Iterator[Fault]:
    """Pages that are missing, changed, outside raw/pages, listed twice or not listed."""
    listed: dict[str, int] = {}
    for row in raw.tables["sources"]:
        file = row.get("file", "")
        where = raw.where("sources", row)
        if file in listed:
            problem = f"{file} is listed here and in row {listed[file]}"
            yield Fault("page_twice", where, problem, f"delete row {row.line}, or name the file it was meant for")
        listed.setdefault(file, row.line)
        yield from _page(raw, where, file, row.get("sha256", ""))
    if "sources" not in raw.unread:
        yield from _unlisted(raw, set(listed))


def _page(raw: Raw, where: str, file: str, sha256: str) -> Iterator[Fault]:
    try:
        base = raw.root / PAGES
        path = store.inside(base, file.removeprefix(f"{PAGES}/")) if file.startswith(f"{PAGES}/") else None
        if path is None:
            yield Fault(
                "path_escapes", where, f"{file!r} does not lie in {PAGES}", f"move the page to {PAGES} and name it so"
            )
            return
        data = store.read_bytes(path)
    except Fault as fault:
        told = relative(fault, raw.root)
        cure = (
            f"put the page back (git checkout -- {file}) or delete the row"
            if fault.code == "file_missing"
            else told.remedy
        )
        yield Fault(fault.code, where, f"{told.where}: {told.problem}", cure)
        return
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        problem = f"{file} has sha256 {found}, the manifest says {sha256}"
        remedy = f"git checkout -- {file}; if the new bytes are a new capture, add them as a file and row of their own"
        yield Fault("hash_mismatch", where, problem, remedy)


def _unlisted(raw: Raw, listed: set[str]) -> Iterator[Fault]:
    try:
        found = store.list_files(raw.root / PAGES)
    except Fault as fault:
        yield relative(fault, raw.root)
        return
    for path in found:
        name = path.relative_to(raw.root).as_posix()
        if name not in listed:
            remedy = f"add its row to {TABLES['sources'].path} (docs/curation.md says how), or delete the file"
            yield Fault("page_unlisted", name, "the page has no row in the manifest", remedy)


def decision_faults(raw: Raw) -> Iterator[Fault]:
    """Decisions that could never act. Whether their words still stand on the page is seen where they are applied."""
    for row in raw.tables["decisions"]:
        where, action = raw.where("decisions", row), row.get("action", "")
        if action and action not in ACTIONS:
            yield Fault("unknown_value", where, f"action {action!r} is unknown", f"use one of {', '.join(ACTIONS)}")
        if action in ("accept", "reject", "amend") and not row.get("claim"):
            yield Fault(
                "empty_cell",
                where,
                f"claim is empty, so {action} names no claim",
                'write "agent relation object" into claim',
            )


def dormant(raw: Raw) -> tuple[str, ...]:
    """Decisions on pages that are not there: told, not refused, since the page may come back."""
    if "sources" in raw.unread:
        return ()
    known = {row.get("source_id") for row in raw.tables["sources"]}
    return tuple(
        f"{raw.where('decisions', row)}: decision {row.get('decision_id')} sleeps:"
        f" no page {row.get('source_id')} in {TABLES['sources'].path}"
        for row in raw.tables["decisions"]
        if row.get("source_id") not in known
    )
