"""Writing, atomic: a reader sees the old file or the new one, never half of one."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.records import Fault

from .paths import list_files
from .reading import read_bytes

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def write_atomic(path: Path | str, data: bytes) -> None:
    """Write a file so that whoever opens it sees all of the old bytes or all of the new ones."""
    path = Path(path)
    part = path.with_name(f".{path.name}.part-{os.getpid()}")
    with disk_faults(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            write_synced(part, data)
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)


def write_jsonl(path: Path | str, records: Iterable[Any]) -> None:
    """Records (dicts, dataclasses, named tuples) as JSON Lines: ASCII, one a line, the same bytes for equal records."""
    lines = (json.dumps(_by_name(r), separators=(",", ":")) + "\n" for r in records)
    write_atomic(path, "".join(lines).encode("ascii"))


def _by_name(value: Any) -> Any:
    """A record and the records in it as dicts: whoever opens a stage's file reads what each value is."""
    if dataclasses.is_dataclass(value):
        return {field.name: _by_name(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: _by_name(part) for name, part in zip(value._fields, value, strict=True)}
    return [_by_name(part) for part in value] if isinstance(value, (list, tuple)) else value


def rewrite(folder: Path | str, pattern: str, change: Callable[[str], str]) -> None:
    """Put ``change(text)`` in the place of every UTF-8 file below a folder that fits the pattern."""
    for path in list_files(folder, pattern):
        write_atomic(path, change(read_bytes(path).decode("utf-8")).encode("utf-8"))


def delete(path: Path | str) -> None:
    """Delete a file; one that is not there is a Fault."""
    read_bytes(path)  # says in one line why it cannot be
    with disk_faults(Path(path)):
        Path(path).unlink()


def write_synced(path: Path, data: bytes) -> None:
    with path.open("wb") as out:  # buffered: a raw write may stop short without an error when the disk fills
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


@contextmanager
def disk_faults(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into one clear line."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            remedy = "free some space and run again; what was published before is whole"
            raise Fault("disk_full", str(path), "no room to write it", remedy) from None
        if error.errno == errno.EXDEV:
            remedy = f"copy {path} to a new folder, delete it, move the copy to its name, and run again"
            raise Fault("cannot_rename", str(path), "the file system will not rename this folder", remedy) from None
        raise Fault("cannot_write", str(path), error.strerror or str(error), "mend the rights of its folder") from None
