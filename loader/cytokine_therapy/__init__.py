"""The open cytokine-therapy dataset, with its tables inside.

    import cytokine_therapy

    cytokine_therapy.load("adverse_events")     # a pandas DataFrame with the declared types
    cytokine_therapy.flat()                     # one row per piece of evidence, names spelled out
    cytokine_therapy.path("claims", "csv")      # the file, for every other tool
    cytokine_therapy.version                    # of the data
    cytokine_therapy.verify()                   # raises if a file is not the one that was published

Nothing is downloaded and nothing else need be installed; ``load`` and ``flat`` ask for pandas and pyarrow
(``pip install ".[pandas]"``). The tables say what web pages say: not medical advice.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas

__all__ = ["HashError", "describe", "flat", "load", "path", "tables", "verify", "version"]

FLAT = "claims_flat"
HERE = Path(__file__).parent / "data"
CHECKOUT = Path(__file__).parents[2] / "data_out"  # where the files lie when this is used from the repository


class HashError(Exception):
    """A file of the package is missing or is not the one that was published."""


def __getattr__(name: str) -> Any:
    """``version`` is read when it is asked for, so that the import opens no file."""
    if name == "version":
        return _descriptor()["version"]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def tables() -> list[str]:
    """The names of the tables, in the order in which a reader meets them.

    >>> "adverse_events" in tables()
    True
    """
    return [resource["name"] for resource in _descriptor()["resources"] if resource["type"] == "table"]


def load(table: str, *, verified: bool = True) -> pandas.DataFrame:
    """A table as a pandas DataFrame: nullable integers, booleans and dates as declared, text as text.

    Its bytes are held to the published hash first, unless ``verified`` is false. Raises KeyError for an unknown table,
    HashError for a file that is not as published, ImportError without pandas and pyarrow.

    >>> str(load("claims")["n_evidence"].dtype)
    'Int64'
    """
    file = path(table)
    if verified:
        verify(f"tables/{table}.parquet")
    import pandas  # here: whoever only wants the files does not need it

    return pandas.read_parquet(file)


def flat() -> pandas.DataFrame:
    """The table to start with: one row per piece of evidence, with names, quotation and address of the page."""
    return load(FLAT)


def path(table: str | None = None, format: str = "parquet") -> Path:
    """Where a table lies as ``parquet`` or ``csv``; without a table, the folder of the whole package.

    >>> path("claims", "csv").name
    'claims.csv'
    """
    if table is None:
        return _folder()
    if table not in tables():
        raise KeyError(f"there is no table {table!r}; there are {', '.join(tables())}")
    if format not in ("parquet", "csv"):
        raise ValueError(f"a table is parquet or csv, not {format!r}")
    return _folder() / "tables" / f"{table}.{format}"


def describe(table: str) -> dict[str, str]:
    """What each column of a table means, in their order.

    >>> describe("claims")["polarity"]
    'Whether the page affirms or denies it.'
    """
    for resource in _descriptor()["resources"]:
        if resource["name"] == table and resource["type"] == "table":
            return {field["name"]: field["description"] for field in resource["schema"]["fields"]}
    raise KeyError(f"there is no table {table!r}; there are {', '.join(tables())}")


def verify(*names: str) -> int:
    """Compare files of the package, or all that are installed, with SHA256SUMS; how many were compared.

    Raises HashError that names the first file that is missing or differs.
    """
    sums = _sums()
    wanted = names or tuple(name for name in sums if (_folder() / name).exists() or name.startswith("tables/"))
    for name in wanted:
        file = _folder() / name
        found = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "nothing"
        if found != sums.get(name):
            raise HashError(f"{name}: SHA256SUMS says {sums.get(name, 'nothing')}, found {found}: install it again")
    return len(wanted)


def _folder() -> Path:
    return HERE if HERE.is_dir() else CHECKOUT


@lru_cache
def _descriptor() -> dict[str, Any]:
    return json.loads((_folder() / "datapackage.json").read_text(encoding="utf-8"))


@lru_cache
def _sums() -> dict[str, str]:
    lines = (_folder() / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
