"""A table declaration goes in; what each tool needs to hold the table to it comes out.

>>> tables = {"pets": {"title": "Pets", "description": "Animals.", "primaryKey": ["pet_id"], "fields": [
...     {"name": "pet_id", "type": "string", "description": "Key.", "constraints": {"pattern": "[a-z]+"}},
...     {"name": "kind", "type": "string", "description": "Kind.", "constraints": {"enum": "kind"}}]}}
>>> schemas = expand(tables, {"kind": {"cat": "purrs", "dog": "barks"}})
>>> frame = to_frame([{"pet_id": "tom", "kind": "cat"}], schemas["pets"])
>>> csv_bytes(frame, schemas["pets"])
b'pet_id,kind\\ntom,cat\\n'
"""

from pipeline.compile.arrow import arrow_schema, arrow_table, parquet_bytes
from pipeline.compile.csvs import csv_bytes, parse_csv, texts
from pipeline.compile.declaration import Link, constraints, expand, links, names
from pipeline.compile.dictionary import to_markdown
from pipeline.compile.expectations import to_expectations
from pipeline.compile.frames import frames, to_frame
from pipeline.compile.jsonschema import json_schema
from pipeline.compile.package import resource
from pipeline.compile.rows import row_faults, to_pandera
from pipeline.compile.sqlite import ddl, sqlite_rows
from pipeline.compile.tables import broken, table_faults
from pipeline.compile.validators import KINDS, VALIDATORS

__all__ = [
    "KINDS",
    "VALIDATORS",
    "Link",
    "arrow_schema",
    "arrow_table",
    "broken",
    "constraints",
    "csv_bytes",
    "ddl",
    "expand",
    "frames",
    "json_schema",
    "links",
    "names",
    "parquet_bytes",
    "parse_csv",
    "resource",
    "row_faults",
    "sqlite_rows",
    "table_faults",
    "texts",
    "to_expectations",
    "to_frame",
    "to_markdown",
    "to_pandera",
]
