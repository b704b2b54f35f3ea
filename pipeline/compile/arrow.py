"""Parquet: explicit types, descriptions in the metadata, the same bytes for the same table."""

from __future__ import annotations

import io
import json

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.compile.declaration import Schema, constraints

ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def arrow_schema(schema: Schema) -> pa.Schema:
    """Types and nullability; title and description of each column and the whole declaration as metadata."""
    fields = []
    for field in schema["fields"]:
        notes = {key: field[key] for key in ("title", "description") if key in field}
        nullable = not constraints(schema, field).get("required", False)
        fields.append(pa.field(field["name"], ARROW[field["type"]], nullable=nullable, metadata=notes))
    whole = json.dumps(schema, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return pa.schema(fields, metadata={"description": schema["description"], "tableschema": whole})


def arrow_table(frame: pd.DataFrame, schema: Schema) -> pa.Table:
    """The table in Arrow; raises ValueError when a required column has a gap.

    The `pandas` key stays in the metadata: without it pandas reads integers with gaps as floats, and
    Frictionless takes them for type errors.
    """
    declared = arrow_schema(schema)
    table = pa.Table.from_pandas(frame, schema=declared, preserve_index=False)
    pandas_key = pa.Schema.from_pandas(frame, preserve_index=False).metadata[b"pandas"]
    return table.replace_schema_metadata({b"pandas": pandas_key, **declared.metadata})


def parquet_bytes(frame: pd.DataFrame, schema: Schema) -> bytes:
    """The Parquet file of a table; every setting that shows in the bytes is named."""
    sink = io.BytesIO()
    pq.write_table(
        arrow_table(frame, schema), sink, compression="zstd", compression_level=9, version="2.6", row_group_size=100_000
    )
    return sink.getvalue()
