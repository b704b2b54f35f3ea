"""Paths: names that stay inside their folder."""

from __future__ import annotations

from pathlib import Path

from pipeline.records import Fault


def inside(base: Path | str, name: str) -> Path:
    """``base/name``, refused when it leaves ``base`` by "..", an absolute path or a symbolic link.

    >>> inside("raw", "pages/../../secret")
    Traceback (most recent call last):
    pipeline.records.faults.Fault: pages/../../secret: the path leaves raw [path_escapes]; remedy: use a path below raw
    """
    base = Path(base)
    path = base / name
    if "\0" in name or not path.resolve().is_relative_to(base.resolve()) or path.resolve() == base.resolve():
        raise Fault("path_escapes", name, f"the path leaves {base}", f"use a path below {base}")
    return path


def list_files(folder: Path | str, pattern: str = "*") -> list[Path]:
    """Regular files below a folder whose name fits the pattern, sorted. A link that leads out of it is a Fault."""
    folder = Path(folder)
    if not folder.is_dir():
        raise Fault("folder_missing", str(folder), "the folder is not there", "restore it or name another one")
    found = sorted(p for p in folder.rglob(pattern) if p.is_symlink() or p.is_file())
    checked = [inside(folder, path.relative_to(folder).as_posix()) for path in found]
    return [path for path in checked if path.is_file()]
