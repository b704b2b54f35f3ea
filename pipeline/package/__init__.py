"""Package: the published folder as a mapping of file names to bytes, made from typed tables. Opens no file.

``data`` makes the tables in every format; ``wrap`` puts descriptor, dictionary, report and checksums around them;
``write`` does both. Equal tables give equal bytes, on any machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pandas as pd

from pipeline.compile import csv_bytes, parquet_bytes
from pipeline.package.database import database_bytes
from pipeline.package.descriptor import DATABASE, descriptor_bytes
from pipeline.package.readme import readme_bytes
from pipeline.package.report import report_bytes
from pipeline.package.site import SITE, site_bytes

__all__ = ["SITE", "data", "site_bytes", "sums", "wrap", "write"]

Frames = Mapping[str, pd.DataFrame]
Schemas = Mapping[str, dict]  # expanded ones; package["tables"] has the order in which a reader meets the tables
UNKNOWN = "not yet measured."


def data(frames: Frames, schemas: Schemas) -> dict[str, bytes]:
    """Every table as CSV and Parquet, and all of them in one SQLite file.

    Raises Faults for rows that the database refuses, ValueError for a required column with a gap.
    """
    files = {}
    for name, schema in schemas.items():
        files[f"tables/{name}.csv"] = csv_bytes(frames[name], schema)
        files[f"tables/{name}.parquet"] = parquet_bytes(frames[name], schema)
    return {**files, DATABASE: database_bytes(frames, schemas)}


def wrap(
    files: Mapping[str, bytes],
    frames: Frames,
    schemas: Schemas,
    package: Mapping,
    report: Mapping | None = None,
    error_rate: str = UNKNOWN,
    extra: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """``files`` with datapackage.json, README.md, quality_report.md (given a report) and SHA256SUMS beside them.

    ``extra`` is for whatever else belongs into the folder (a site); it is covered by SHA256SUMS.
    """
    whole = {**files, **(extra or {})}
    schemas = {name: schemas[name] for name in package["tables"]}
    whole["datapackage.json"] = descriptor_bytes(files, frames["sources"], schemas, package)
    whole["README.md"] = readme_bytes(frames, schemas, package, error_rate, extra or ())
    if report is not None:
        whole["quality_report.md"] = report_bytes(report)
    return {**whole, "SHA256SUMS": sums(whole)}


def write(frames: Frames, schemas: Schemas, package: Mapping, **around) -> dict[str, bytes]:
    """The whole folder: ``data`` and what ``wrap`` puts around it."""
    return wrap(data(frames, schemas), frames, schemas, package, **around)


def sums(files: Mapping[str, bytes]) -> bytes:
    """Checksums in the form that ``sha256sum -c`` reads, sorted by name.

    >>> sums({"b": b"", "a": b"x"}).decode().splitlines()[1]
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b'
    """
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode("utf-8")
