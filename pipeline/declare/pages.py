"""Faults between the manifest and the pages, between captures of one page, and decisions that could never act."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline import store
from pipeline.records import Fault

from .files import PAGES, TABLES
from .read import Raw, relative

ACTIONS = ("accept", "amend", "flag", "reject", "repair", "resolve")
ON_CLAIMS = ("accept", "amend", "reject", "resolve")
VERDICTS = ("both_hold", "holds", "yields")


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
        if row.get("withdrawn_on"):
            yield from _withdrawn(raw, where, file)
        else:
            yield from _page(raw, where, file, row.get("sha256", ""))
    yield from _editions(raw)
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


def _withdrawn(raw: Raw, where: str, file: str) -> Iterator[Fault]:
    """The row of a withdrawn page stays, so that nobody adds it again; the words must be gone."""
    path = raw.root / PAGES / file.removeprefix(f"{PAGES}/")
    if path in _there(raw):
        yield Fault("page_withdrawn", where, f"{file} is withdrawn and still lies there", f"git rm {file}")


def _there(raw: Raw) -> set[Path]:
    try:
        return set(store.list_files(raw.root / PAGES))
    except Fault:  # told with the pages that are not listed
        return set()


def _editions(raw: Raw) -> Iterator[Fault]:
    """superseded_by names another row, and no row replaces itself, by however many steps."""
    newer = {row.get("source_id", ""): row.get("superseded_by", "") for row in raw.tables["sources"]}
    for row in raw.tables["sources"]:
        source, by = row.get("source_id", ""), row.get("superseded_by", "")
        where = raw.where("sources", row)
        if by and by not in newer:
            yield Fault("dangling", where, f"superseded_by {by!r} is no source_id", "name the row of the newer edition")
        seen, at = {source}, by
        while at in newer and at not in seen:
            seen.add(at)
            at = newer[at]
        if by and at == source:
            yield Fault("edition_circle", where, f"{source} replaces itself", "leave superseded_by of the newest empty")


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
        if action == "resolve":
            yield from _resolve(raw, where, row)
        if action in ON_CLAIMS and not row.get("claim"):
            yield Fault(
                "empty_cell",
                where,
                f"claim is empty, so {action} names no claim",
                'write "agent relation object" into claim',
            )


def _resolve(raw: Raw, where: str, row: Mapping[str, str]) -> Iterator[Fault]:
    for column, known in (("replacement", VERDICTS), ("kind", tuple(raw.enumerations.get("conflict_kind", ())))):
        if known and row.get(column) not in known:
            problem = f"{column} {row.get(column)!r} is unknown for resolve"
            yield Fault("unknown_value", where, problem, f"use one of {', '.join(known)}")


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
