"""Publishing: a whole folder replaced in one step, by one run at a time."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pipeline.records import Fault

from .paths import inside
from .writing import FULL, disk_faults, write_synced


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
            with disk_faults(target):
                _tidy(target)
                _fill(new, files)
                _carry_over(target, new, keep)
            verify(new)
            with disk_faults(target):
                _swap(new, target)
        finally:
            shutil.rmtree(new, ignore_errors=True)


def recover(target: Path | str, wait: float = 120) -> None:
    """Mend what a killed run left beside ``target``; harmless when there is nothing to mend. Call it at start."""
    target = Path(target).resolve()
    if any(_beside(target, name).exists() for name in ("old", "new")):
        with _turn(target, wait), disk_faults(target):
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
        write_synced(path, data)
    for path in (folder, *(p for p in folder.rglob("*") if p.is_dir())):
        _sync_folder(path)


def _sync_folder(folder: Path) -> None:
    """Make renames and new names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


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
    with disk_faults(target):
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
