"""``bump`` and ``release``: the next version is computed from the data, written down, built, and packed.

They are two commands because the version is an input of the build: ``bump`` writes it, ``dvc repro`` builds with it,
``release`` packs what was built. ``make release`` runs all three.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from pipeline import check, compile, declare, package, release, store
from pipeline.cli.diff import differences, limits
from pipeline.cli.packages import DATA_OUT, RELEASES, history_of, inputs_of, last_release, package_at
from pipeline.cli.terminal import warn
from pipeline.records import Fault, Faults
from pipeline.release import HISTORY, Change, Contents, Level

FIRST = "1.0.0"
CHANGES = Path("schemas/changes.csv")  # what made the declared version; like the version it is an input of the build
HEAD, CITATION, PROJECT, LOG = "schemas/package.yaml", "CITATION.cff", "pyproject.toml", "CHANGELOG.md"


def bump(root: Path, part: str, today: datetime.date) -> str:
    """Write the next version where it is declared, with what made it, and return it.

    It is the least one that the data in ``data_out/`` asks for; ``part`` (none, patch, minor, major) may raise it
    higher. Raises Fault if ``part`` is too small, or if nothing differs and none is asked for.
    """
    asked = Level[part.upper()]
    last, built = last_release(root), package_at(str(root / DATA_OUT), root)
    declared = str(store.read_yaml(root / HEAD)["version"])
    changes = []
    if last is None:
        version = max(FIRST, declared, key=release.parsed)
    else:
        before = release.contents(last[0], last[1])
        changes = differences(before, built)
        version = next_version(before.version, declared, release.required(changes), asked)
    store.write_atomic(root / CHANGES, release.counts_csv(changes))
    if version != declared or "created" not in store.read_yaml(root / HEAD):
        _write_version(root, version, today)
    return version


def next_version(last: str, declared: str, needed: Level, asked: Level) -> str:
    """The version after ``last``: what is declared if that is enough, else the least that is.

    >>> next_version("1.0.0", "1.0.0", Level.MINOR, Level.NONE), next_version("1.0.0", "1.1.0", Level.PATCH, Level.NONE)
    ('1.1.0', '1.1.0')
    """
    if Level.NONE < asked < needed:
        raise _too_small(release.raised(last, asked), last, needed)
    if not max(asked, needed):
        raise Fault("nothing_new", last, "nothing in data_out/ differs from this release", "there is none to make")
    announced = release.step(last, declared)
    return declared if announced >= max(asked, needed) else release.raised(last, max(asked, needed))


def make(root: Path, accepted: str, today: datetime.date) -> str:
    """Pack ``data_out/`` as a release: zip, latest.json, change list, tombstones, change log. Returns what was done.

    Raises Fault or Faults if the build is not whole, if its version is too small for what changed, or if it drifted
    further than allowed and ``accepted`` gives no reason.
    """
    files = store.read_tree(root / DATA_OUT, skip=(RELEASES,))
    built = release.contents(files, DATA_OUT, inputs_of(root.absolute()))
    _expect_declared(root, built.version)
    last = last_release(root)
    if last and _version(last[0]) == built.version:
        return _held_to(files, *last)
    before = release.contents(last[0], last[1]) if last else None
    changes = differences(before, built) if before else []
    if before:
        _refuse(before, built, changes, root, accepted)
    _hold_to_promises(root, files)
    history = _history(before, built, changes)
    whole = {**{name: data for name, data in files.items() if name != "SHA256SUMS"}, **history}
    whole["SHA256SUMS"] = package.sums(whole)
    made = release.section(built.version, today.isoformat(), before.version if before else "", changes, accepted)
    log = release.with_section(store.read_text(root / LOG), made)
    store.write_atomic(root / LOG, log.encode("utf-8"))  # killed after this line: the next run writes the same section
    _store(root, built, whole, before, today)
    told = f"{len(changes)} differences from {before.version}" if before else "the first"
    return f"released {built.version}, {told}"


def _expect_declared(root: Path, version: str) -> None:
    declared = str(store.read_yaml(root / HEAD)["version"])
    if version != declared:
        problem = f"it carries {version}, declared is {declared}"
        raise Fault("version_stale", DATA_OUT, problem, "run `dvc repro`, then release")


def _hold_to_promises(root: Path, files: Mapping[str, bytes]) -> None:
    """What is packed is held once more to everything that a reader is promised of the folder."""
    declared = declare.load(root)
    check.gate(str(root / DATA_OUT), files, compile.expand(declared.schemas, declared.enumerations))


def _refuse(before: Contents, built: Contents, changes: list[Change], root: Path, accepted: str) -> None:
    needed = release.required(changes)
    if release.step(before.version, built.version) < max(needed, Level.PATCH):
        raise _too_small(built.version, before.version, needed)
    drifted = release.drift_faults(before, built, changes, limits(root))
    if drifted and not accepted:
        raise Faults(drifted)
    for fault in drifted:
        warn(f"accepted: {fault.where}: {fault.problem}")


def _too_small(version: str, last: str, needed: Level) -> Fault:
    problem = f"what changed since {last} asks for at least {release.raised(last, needed)} ({needed.name})"
    return Fault("bump_too_small", version, problem, "run `python -m pipeline bump`, then `dvc repro`")


def _history(before: Contents | None, built: Contents, changes: list[Change]) -> dict[str, bytes]:
    """What only a release holds. No date: the same data makes the same zip on another day."""
    told = {"version": built.version, "previous": before.version if before else None}
    told |= {"level": release.required(changes).name.lower() if before else "first", "inputs": dict(built.inputs)}
    graves = release.tombstones(before, built, changes, built.version) if before else []
    return {
        f"{HISTORY}release.json": _json(told),
        f"{HISTORY}changes.csv": release.changes_csv(changes),
        f"{HISTORY}tombstones.csv": release.tombstones_csv(graves),
    }


def _store(root: Path, built: Contents, whole: Mapping[str, bytes], before: Contents | None, on: datetime.date) -> None:
    """The zip first, then what points at it; older zips go last (their tags keep them)."""
    folder, zipped = root / DATA_OUT / RELEASES, release.pack(whole)
    name = f"{json.loads(whole['datapackage.json'])['name']}-{built.version}.zip"
    store.write_atomic(folder / name, zipped)
    for file, data in history_of(whole).items():
        store.write_atomic(folder / file.removeprefix(HISTORY), data)
    if before is None or release.step(before.version, built.version) is Level.MAJOR:
        store.write_atomic(folder / "contract.json", _json(release.contract(built)))
    latest = {"version": built.version, "released_on": on.isoformat(), "file": name, "bytes": len(zipped)}
    store.write_atomic(folder / "latest.json", _json(latest | {"sha256": hashlib.sha256(zipped).hexdigest()}))
    for path in store.list_files(folder, "*.zip"):
        if path.name != name:
            path.unlink()


def _held_to(files: Mapping[str, bytes], released: Mapping[str, bytes], name: str) -> str:
    """A build that carries a released version must be that release, byte for byte."""
    told = {file for file in {*files, *released} if not file.startswith(HISTORY)} - {"SHA256SUMS"}
    differing = sorted(file for file in told if files.get(file) != released.get(file))
    if differing:
        problem = f"{len(differing)} files are not those of this release, {differing[0]} first"
        raise Fault("released_already", name, problem, "run `python -m pipeline bump`, then `dvc repro`")
    return f"{name} is released, and this build is the same byte for byte"


def _version(files: Mapping[str, bytes]) -> str:
    return str(json.loads(files["datapackage.json"])["version"])


def _write_version(root: Path, version: str, today: datetime.date) -> None:
    """The version is declared in schemas/; who cites and who installs read it from files of their own."""
    created = f'created: "{today.isoformat()}T00:00:00Z"'
    _replace(root / HEAD, r"(?m)^version: .*\n(created: .*\n)?", f"version: {version}\n{created}\n")
    date = f"date-released: {today.isoformat()}"
    _replace(root / CITATION, r"(?m)^version: .*\n(date-released: .*\n)?", f"version: {version}\n{date}\n")
    _replace(root / PROJECT, r'(?m)^version = ".*"\n', f'version = "{version}"\n')


def _replace(path: Path, pattern: str, line: str) -> None:
    text, n = re.subn(pattern, lambda _: line, store.read_text(path), count=1)
    if not n:
        raise Fault("version_missing", str(path), "no line gives the version", f"add: {line.splitlines()[0]}")
    store.write_atomic(path, text.encode("utf-8"))


def _json(told: Mapping) -> bytes:
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
