"""Where packages lie (a folder, the zip of a release, ``data_out/`` at a git revision) and what they were made from."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline import release, store
from pipeline.records import Fault
from pipeline.release import HISTORY, Contents

DATA_OUT = "data_out"
RELEASES = "releases"
# What people write, by the cause that a change of it is. The head of the package is none: it holds the version.
WRITTEN = {
    "source": ("raw",),
    "vocabulary": ("curation/vocab",),
    "curation": ("curation/decisions.csv", "curation/rules"),
    "code": ("pipeline", "schemas/tables", "schemas/enumerations.yaml", "requirements/main.txt"),
}
LEFT_BY_PYTHON = ("__pycache__", ".pyc")


def package_at(name: str, root: Path) -> Contents:
    """The package that a person names: a folder, a zip, or a git revision. Raises Fault if it is none of them."""
    path = Path(name)
    if path.is_dir():
        return release.contents(store.read_tree(path, skip=(RELEASES,)), name, inputs_of(path.absolute().parent))
    if path.is_file():
        return release.contents(release.unpack(store.read_bytes(path), name), name)
    tree = _at_revision(name, root)
    files = {file.removeprefix(f"{DATA_OUT}/"): data for file, data in tree.items() if file.startswith(f"{DATA_OUT}/")}
    files = {file: data for file, data in files.items() if not file.startswith(f"{RELEASES}/")}
    return release.contents(files, name, _fingerprints(tree))


def last_release(root: Path) -> tuple[dict[str, bytes], str] | None:
    """The files of the last release and the name of its zip; None before the first. A damaged zip is a Fault."""
    folder = root / DATA_OUT / RELEASES
    if not (folder / "latest.json").is_file():
        return None
    latest = json.loads(store.read_text(folder / "latest.json"))
    data = store.read_bytes(store.inside(folder, latest["file"]))
    if hashlib.sha256(data).hexdigest() != latest["sha256"]:
        remedy = "restore it from git: it is never edited"
        raise Fault("release_damaged", latest["file"], "its hash is not the one that latest.json gives", remedy)
    return release.unpack(data, latest["file"]), latest["file"]


def history_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What a release tells of itself."""
    return {name: data for name, data in files.items() if name.startswith(HISTORY)}


def inputs_of(root: Path) -> dict[str, str]:
    """The fingerprints of what people wrote below ``root``; none if it is no checkout of the project."""
    if not (root / "raw/sources.csv").is_file():
        return {}
    found = {path for places in WRITTEN.values() for place in places for path in _files(root / place)}
    return _fingerprints({path.relative_to(root).as_posix(): store.read_bytes(path) for path in found})


def _files(place: Path) -> Iterable[Path]:
    if not place.is_dir():
        return [place] if place.is_file() else []
    return [path for path in store.list_files(place) if not str(path).endswith(LEFT_BY_PYTHON)]


def _fingerprints(tree: Mapping[str, bytes]) -> dict[str, str]:
    """One hash per cause, over names and bytes of the files that it stands for."""
    made = {}
    for cause, places in WRITTEN.items():
        mine = sorted(n for n in tree if any(n == place or n.startswith(f"{place}/") for place in places))
        lines = "".join(f"{hashlib.sha256(tree[name]).hexdigest()}  {name}\n" for name in mine)
        made[cause] = hashlib.sha256(lines.encode("utf-8")).hexdigest()
    return made


def _at_revision(name: str, root: Path) -> dict[str, bytes]:
    """What people wrote and what was published at a git revision, straight from git's own store."""
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found is None:
        problem = "this is no folder, no zip and no git revision"
        raise Fault("no_package", name, problem, "name data_out, the zip of a release, or a tag such as v1.0.0")
    commit = found.decode("ascii").strip()
    there = _git(root, "ls-tree", "-r", "-z", "--name-only", commit)
    wanted = [DATA_OUT, *(place for places in WRITTEN.values() for place in places)]
    held = [w for w in wanted if any(n == w or n.startswith(f"{w}/") for n in there.decode("utf-8").split("\0"))]
    zipped = _git(root, "archive", "--format=zip", "-0", commit, "--", *held) if held else release.pack({})
    return release.unpack(zipped, name)


def _git(root: Path, *arguments: str) -> bytes | None:
    """What git prints; None where it refuses."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise Fault("git_missing", "git", "it is not installed", "install git, or name a folder or a zip") from None
    return done.stdout if done.returncode == 0 else None
