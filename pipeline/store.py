"""The one door to the disk: every file the pipeline reads or writes passes here.

Reading is strict (bytes are decoded as UTF-8 or refused, nothing is guessed) and every refusal is a
:class:`~pipeline.records.Fault` that names file, row and remedy. Writing is atomic: a reader sees the old file
or the new one, never half of one; :func:`publish` gives the same promise for a whole folder.
"""

from __future__ import annotations

import csv
import ctypes
import dataclasses
import errno
import fcntl
import io
import json
import os
import re
import shutil
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from pipeline.records import Fault, Faults

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Row(dict[str, str]):
    """One row of a CSV file; ``line`` is where it starts in the file (the header is line 1)."""

    def __init__(self, cells: Mapping[str, str], line: int):
        super().__init__(cells)
        self.line = line


def read_bytes(path: Path | str) -> bytes:
    """The bytes of a regular file. A missing, unreadable or special file (a pipe would hang) is a Fault."""
    path = Path(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Fault("not_a_file", str(path), "this is not a regular file", "put a plain file in its place")
        return path.read_bytes()
    except FileNotFoundError:
        raise Fault("file_missing", str(path), "the file is not there", "restore it or take its name out") from None
    except OSError as error:
        raise Fault("file_unreadable", str(path), error.strerror or str(error), "mend the file's rights") from None


def read_text(path: Path | str) -> str:
    """Text in UTF-8 without byte-order mark or NUL; line ends are kept as they are. Anything else is a Fault."""
    data = read_bytes(path)
    remedy = "save it as UTF-8 without a byte-order mark"
    if data.startswith(b"\xef\xbb\xbf"):
        raise Fault("byte_order_mark", f"{path}:1", "the file starts with a byte-order mark", remedy)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Fault("not_utf8", f"{path}:{line}", f"byte 0x{data[error.start]:02x} is not UTF-8", remedy) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Fault("not_text", f"{path}:{line}", "the file holds a NUL character", "delete the character")
    return text


def read_csv_rows(path: Path | str) -> list[Row]:
    """The rows of a CSV file as text, each with its line number. All misshapen rows are listed at once (Faults)."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    rows: list[Row] = []
    faults: list[Fault] = []
    start = 2
    try:
        header = _header(path, next(reader, []))
        for cells in reader:
            if len(cells) == len(header):
                rows.append(Row(dict(zip(header, cells, strict=True)), start))
            else:
                problem = f"{len(cells)} cells where the header has {len(header)}"
                faults.append(Fault("csv_shape", f"{path}:{start}", problem, "quote cells that hold a comma"))
            start = reader.line_num + 1
    except csv.Error as error:
        faults.append(Fault("csv_syntax", f"{path}:{start}", str(error), "mend the quotes of this row"))
    if faults:
        raise Faults(faults)
    return rows


def _header(path: Path | str, names: list[str]) -> list[str]:
    if not names or len(set(names)) < len(names) or not all(map(str.strip, names)):
        problem = f"the header lacks names or has one twice: {names}"
        raise Fault("csv_header", f"{path}:1", problem, "give it a first line that names each column once")
    return names


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # the C parser is ten times as fast
    """Safe YAML in which a key stands once and only true and false are booleans (``no`` and ``on`` are words)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        seen = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                raise yaml.constructor.ConstructorError(None, None, f"key {key.value!r} twice", key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


_BOOL = "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != _BOOL] for first, pairs in _Loader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_BOOL, re.compile(r"^(?:true|false)$"), ["t", "f"])


def read_yaml(path: Path | str) -> Any:
    """The content of a YAML file, loaded safely. Bad syntax or a doubled key is a Fault with its line."""
    text = read_text(path)
    try:
        return yaml.load(text, _Loader)  # noqa: S506 - the loader derives from SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise Fault("yaml_syntax", where, getattr(error, "problem", None) or str(error), "mend this line") from None


def read_jsonl(path: Path | str, of: type | None = None) -> Iterator[Any]:
    """The records of a JSON Lines file; with ``of`` (a record class) types are checked and records are built."""
    build: Callable[[bytes], Any] = json.loads
    if of is not None:
        from pydantic import TypeAdapter  # here, since most runs of the command line never need it

        build = TypeAdapter(of).validate_json
    for number, line in enumerate(read_bytes(path).splitlines(), 1):
        try:
            yield build(line)
        except ValueError as error:
            problem = " ".join(str(error).split())[:200]
            raise Fault("bad_record", f"{path}:{number}", problem, "delete build/ and run again") from None


def inside(base: Path | str, name: str) -> Path:
    """``base/name``, refused when it leaves ``base`` by "..", an absolute path or a symbolic link.

    >>> inside("raw", "pages/../../secret")
    Traceback (most recent call last):
    pipeline.records.Fault: pages/../../secret: the path leaves raw [path_escapes]; remedy: use a path below raw
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


def read_tree(folder: Path | str, skip: Iterable[str] = ()) -> dict[str, bytes]:
    """Name (with ``/``) to bytes of every file below a folder; top-level names in ``skip`` are left out."""
    files = ((path.relative_to(folder), path) for path in list_files(folder))
    return {name.as_posix(): read_bytes(path) for name, path in files if name.parts[0] not in set(skip)}


def write_atomic(path: Path | str, data: bytes) -> None:
    """Write a file so that whoever opens it sees all of the old bytes or all of the new ones."""
    path = Path(path)
    part = path.with_name(f".{path.name}.part-{os.getpid()}")
    with _disk_faults(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_synced(part, data)
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)


def delete(path: Path | str) -> None:
    """Delete a file; one that is not there is a Fault."""
    read_bytes(path)  # says in one line why it cannot be
    with _disk_faults(Path(path)):
        Path(path).unlink()


def write_jsonl(path: Path | str, records: Iterable[Any]) -> None:
    """Records (dicts or dataclasses) as JSON Lines: ASCII, one a line, the same bytes for the same records."""
    lines = (json.dumps(r, default=dataclasses.asdict, separators=(",", ":")) + "\n" for r in records)
    write_atomic(path, "".join(lines).encode("ascii"))


def rewrite(folder: Path | str, pattern: str, change: Callable[[str], str]) -> None:
    """Put ``change(text)`` in the place of every UTF-8 file below a folder that fits the pattern."""
    for path in list_files(folder, pattern):
        write_atomic(path, change(read_bytes(path).decode("utf-8")).encode("utf-8"))


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("wb") as out:  # buffered: a raw write may stop short without an error when the disk fills
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _sync_folder(folder: Path) -> None:
    """Make renames and new names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


@contextmanager
def _disk_faults(path: Path) -> Iterator[None]:
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


def publish(
    files: Mapping[str, bytes],
    target: Path | str,
    verify: Callable[[Path], object],
    keep: Iterable[str] = ("releases",),
    wait: float = 120,
) -> None:
    """Replace the folder ``target`` by ``files``, in one step, if ``verify`` accepts what was written.

    The files are written to a folder beside the target; ``verify`` is called on that folder, so what is published
    is what was checked; then the two folders change places. Top-level names in ``keep`` are carried over from the
    old folder, all else of it goes. If ``verify`` raises, or the run is killed, ``target`` stays as it was.
    Two runs take turns; after ``wait`` seconds the second gives up with a Fault.
    """
    target = Path(target).resolve()
    new = _beside(target, "new")
    with _turn(target, wait):
        try:
            with _disk_faults(target):
                _tidy(target)
                _fill(new, files)
                _carry_over(target, new, keep)
            verify(new)
            with _disk_faults(target):
                _swap(new, target)
        finally:
            shutil.rmtree(new, ignore_errors=True)


def recover(target: Path | str, wait: float = 120) -> None:
    """Mend what a killed run left beside ``target``; harmless when there is nothing to mend. Call it at start."""
    target = Path(target).resolve()
    if any(_beside(target, name).exists() for name in ("old", "new")):
        with _turn(target, wait), _disk_faults(target):
            _tidy(target)


@contextmanager
def alone(folder: Path | str) -> Iterator[None]:
    """Hold a folder for one run that writes file by file; a second run is refused at once, with a Fault."""
    with _turn(Path(folder).resolve(), 0):
        yield


def _beside(target: Path, name: str) -> Path:
    """Work folders are siblings, hence on the same file system, and hidden; .gitignore names them."""
    return target.with_name(f".{target.name}.{name}")


def _tidy(target: Path) -> None:
    """Only the holder of the lock comes here, so any work folder is a dead run's."""
    old = _beside(target, "old")
    if old.exists() and not target.exists():  # killed between the two renames of a kernel without exchange
        os.rename(old, target)
    for leftover in (old, _beside(target, "new")):
        if leftover.exists():
            shutil.rmtree(leftover)


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for name, data in files.items():
        path = inside(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_synced(path, data)
    for path in (folder, *(p for p in folder.rglob("*") if p.is_dir())):
        _sync_folder(path)


def _carry_over(old: Path, new: Path, names: Iterable[str]) -> None:
    """Hard links where the file system has them: releases are large and never edited in place."""
    for name in names:
        if inside(old, name).is_dir() and not inside(new, name).exists():
            shutil.copytree(old / name, new / name, copy_function=_link)


def _link(source: str | Path, copy: str | Path) -> None:
    try:
        os.link(source, copy)
    except OSError as error:
        if error.errno in FULL:
            raise
        shutil.copy2(source, copy)


def _swap(new: Path, target: Path) -> None:
    """Put ``new`` in the place of ``target``; afterwards ``new`` is gone or holds what ``target`` held."""
    if not target.exists():
        os.rename(new, target)
    elif not _exchange(new, target):
        old = _beside(target, "old")
        os.rename(target, old)  # killed after this line: recover() puts it back
        try:
            os.rename(new, target)
        except OSError:
            os.rename(old, target)
            raise
        shutil.rmtree(old)
    _sync_folder(target.parent)


def _exchange(one: Path, other: Path) -> bool:
    """Two names change places in one step (renameat2, RENAME_EXCHANGE). False where the kernel cannot."""
    call = getattr(ctypes.CDLL(None), "renameat2", None)
    return call is not None and call(-100, os.fsencode(one), -100, os.fsencode(other), 2) == 0  # -100: AT_FDCWD


@contextmanager
def _turn(target: Path, wait: float) -> Iterator[None]:
    """Hold the lock beside ``target``; the kernel lets go of it when the process dies, however it dies."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with _disk_faults(target):
        handle = os.open(_beside(target, "lock"), os.O_RDWR | os.O_CREAT, 0o644)
    deadline = time.monotonic() + wait
    try:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    problem = "another run is writing it" + (f", for {wait:g} seconds" if wait else "")
                    raise Fault("locked", str(target), problem, "wait for it or end it, then run again") from None
                time.sleep(0.05)
        yield
    finally:
        os.close(handle)
