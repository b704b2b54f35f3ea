"""Pages and shards wherever they lie: a path goes through the store, an address (``s3://``) to fsspec."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from pipeline import store
from pipeline.records import Fault


def is_address(name: str) -> bool:
    """Whether a name is an address and not a path of this machine.

    >>> is_address("s3://bucket/pages"), is_address("raw/pages")
    (True, False)
    """
    return "://" in name


def pages_at(name: str) -> list[str]:
    """The page, or all files below the folder, that a path or an address names; sorted. A folder's faults are raised:
    a link that leads out of it, or that it is not there."""
    if not is_address(name):
        return [str(path) for path in store.list_files(name)] if Path(name).is_dir() else [name]
    with _system(name) as (system, path):
        found = sorted(system.find(path)) if system.isdir(path) else [path]
        return [system.unstrip_protocol(one) for one in found]


def fetch(name: str, most: int) -> bytes:
    """The bytes of a page; one of more than ``most`` bytes is refused before it is read."""
    if not is_address(name):
        if Path(name).is_file():
            _refuse_large(name, Path(name).stat().st_size, most)
        return store.read_bytes(name)
    with _system(name) as (system, path):
        _refuse_large(name, system.size(path) or 0, most)
        return system.cat_file(path)


def put(folder: str, name: str, data: bytes) -> None:
    """Write a file into a folder, whole or not at all."""
    if not is_address(folder):
        store.write_atomic(store.inside(folder, name), data)
        return
    with _system(_join(folder, name)) as (system, path):
        system.makedirs(path.rpartition("/")[0], exist_ok=True)
        system.pipe_file(path, data)


def held(folder: str, name: str) -> bytes | None:
    """The bytes of a file of a folder; None where there is none."""
    if not is_address(folder):
        path = Path(folder) / name
        return store.read_bytes(path) if path.exists() else None
    with _system(_join(folder, name)) as (system, path):
        return system.cat_file(path) if system.exists(path) else None


def drop(folder: str, name: str) -> None:
    """Delete a file of a folder, if it is there."""
    if not is_address(folder):
        store.inside(folder, name).unlink(missing_ok=True)
        return
    with _system(_join(folder, name)) as (system, path):
        if system.exists(path):
            system.rm_file(path)


def alone(folder: str):
    """Hold a folder for one run, see :func:`pipeline.store.alone`; an address elsewhere knows no lock."""
    return nullcontext() if is_address(folder) else store.alone(folder)


def below(base: str, name: str) -> str:
    """A name as seen from a folder; addresses and absolute paths are themselves."""
    return name if is_address(name) else str(Path(base) / name)


def _join(folder: str, name: str) -> str:
    return f"{folder.rstrip('/')}/{name}"


def _refuse_large(name: str, size: int, most: int) -> None:
    if size > most:
        remedy = "capture the page alone, or split it"
        raise Fault("page_too_large", name, f"the page holds {size} bytes, more than {most}", remedy)


@contextmanager
def _system(name: str) -> Iterator[tuple[Any, str]]:
    """A file system and the path in it; what it refuses is a Fault."""
    import fsspec  # here, since most runs know only paths

    try:
        yield fsspec.url_to_fs(name)
    except FileNotFoundError:
        raise Fault("file_missing", name, "nothing is there", "restore it or take its name out") from None
    except (OSError, ValueError, ImportError) as error:
        problem = " ".join(str(error).split()) or type(error).__name__
        raise Fault("file_unreadable", name, problem, "mend the address or the rights to it") from None
