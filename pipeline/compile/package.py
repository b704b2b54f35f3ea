"""The Frictionless (Data Package v2) descriptor of a table."""

from __future__ import annotations

import hashlib

from pipeline.compile.declaration import Schema, links


def resource(schema: Schema, path: str, data: bytes | None = None, **extra: object) -> dict:
    """The resource of one CSV file, with hash and size when its bytes are given; ``extra`` is added as it is.

    Conditional and list keys are left to the table rules: Table Schema has no words for them.
    """
    made = {
        "name": schema["name"],
        "type": "table",
        "title": schema["title"],
        "description": schema["description"],
        "path": path,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"csv": {"lineTerminator": "\n"}},
    }
    if data is not None:
        made |= {"bytes": len(data), "hash": "sha256:" + hashlib.sha256(data).hexdigest()}
    return {**made, **extra, "schema": table_schema(schema)}


def table_schema(schema: Schema) -> dict:
    """The Table Schema of a table, every list spelled out; a resource has the name of its table."""
    made: dict = {
        "fieldsMatch": "exact",
        "fields": [{key: value for key, value in field.items() if value != {}} for field in schema["fields"]],
        "missingValues": [""],
        "primaryKey": schema["primaryKey"],
    }
    if schema["uniqueKeys"]:
        made["uniqueKeys"] = schema["uniqueKeys"]
    keys = [
        {
            "fields": list(link.fields),
            "reference": {"resource": _target(link.target, schema), "fields": list(link.target_fields)},
        }
        for link in links(schema)
        if link.is_plain
    ]
    return {**made, "foreignKeys": keys} if keys else made


def _target(table: str, schema: Schema) -> str:
    return "" if table == schema["name"] else table
