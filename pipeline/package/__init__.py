"""Package: the published folder as a mapping of file names to bytes, made from typed tables. Opens no file.

``data`` makes the tables in every format; ``wrap`` puts descriptor, dictionary, report and checksums around them;
``write`` does both. Equal tables give equal bytes, on any machine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import pandas as pd

from pipeline.compile import csv_bytes, json_schema, parquet_bytes
from pipeline.package.croissant import croissant_bytes, dataset_bytes
from pipeline.package.database import database_bytes, rows_of
from pipeline.package.descriptor import DATABASE, descriptor_bytes
from pipeline.package.manifest import document_bytes, notice_bytes
from pipeline.package.readme import readme_bytes
from pipeline.package.report import report_bytes
from pipeline.package.site import SITE, site_bytes
from pipeline.package.sssom import sssom_bytes
from pipeline.package.views import COVERAGE

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
    documents: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """``files`` with descriptors, README.md, quality_report.md (given a report), NOTICE and SHA256SUMS beside them.

    ``extra`` is for whatever else belongs into the folder (scores, a site). ``documents`` are those that the package
    names under ``x_documents``, by their place in the project. Raises Faults for files that the manifest does not list.
    """
    schemas = {name: schemas[name] for name in package["tables"]}
    whole = {**files, **(extra or {}), **_descriptors(files, frames, schemas, package)}
    for name, place in package["x_documents"].items():
        if place in (documents or {}):
            whole[name] = document_bytes(documents[place], place, package["x_documents"])
    if report is not None:
        whole["quality_report.md"] = report_bytes({**report, "coverage": rows_of(files[DATABASE], COVERAGE)})
    names = {*whole, "NOTICE", "README.md", "SHA256SUMS"}
    whole["README.md"] = readme_bytes(frames, schemas, package, error_rate, names)
    whole["NOTICE"] = notice_bytes(whole.get("NOTICE", b""), names, package)
    return {**whole, "SHA256SUMS": sums(whole)}


def _descriptors(files: Mapping[str, bytes], frames: Frames, schemas: Schemas, package: Mapping) -> dict[str, bytes]:
    """The same declarations in the words of each community that reads data."""
    return {
        "datapackage.json": descriptor_bytes(files, frames["sources"], schemas, package),
        "croissant.json": croissant_bytes(files, schemas, package),
        "dataset.jsonld": dataset_bytes(files, schemas, package),
        "mappings.sssom.tsv": sssom_bytes(frames, package),
        **{f"json_schema/{name}.json": _json(json_schema(schema)) for name, schema in schemas.items()},
    }


def _json(told: Mapping) -> bytes:
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


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
