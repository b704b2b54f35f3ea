"""JSON Schema (draft 2020-12) of a table's rows, for code generators and for whoever takes rows as JSON."""

from __future__ import annotations

from pipeline.compile.declaration import Schema, constraints

DRAFT = "https://json-schema.org/draft/2020-12/schema"
JSON = {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean", "date": "string"}
SAME = ("minimum", "maximum", "minLength", "maxLength")  # constraints of the same name and meaning


def json_schema(schema: Schema) -> dict:
    """What one row is as a JSON object; a gap is null. Columns that a later version adds are allowed.

    >>> field = {"name": "kind", "type": "string", "description": "Kind."}
    >>> json_schema({"name": "pets", "title": "Pets", "description": "Animals.", "primaryKey": [], "fields": [field]}
    ...     )["properties"]["kind"]
    {'type': ['string', 'null'], 'description': 'Kind.'}
    """
    fields = {field["name"]: constraints(schema, field) for field in schema["fields"]}
    return {
        "$schema": DRAFT,
        "$id": f"{schema['name']}.json",
        "title": schema["title"],
        "description": schema["description"],
        "type": "object",
        "properties": {field["name"]: _property(field, fields[field["name"]]) for field in schema["fields"]},
        "required": [name for name, limits in fields.items() if limits.get("required")],
        "additionalProperties": True,
        "x-primaryKey": schema["primaryKey"],
    }


def _property(field: dict, limits: dict) -> dict:
    type, gap = JSON[field["type"]], [] if limits.get("required") else [None]
    made: dict = {"type": [type, "null"] if gap else type}
    made |= {"title": field["title"]} if "title" in field else {}
    made["description"] = field["description"]
    if field["type"] == "date":
        made["format"] = "date"
    if "enum" in limits:
        made["enum"] = [*limits["enum"], *gap]
    if "pattern" in limits:  # a declared pattern holds the whole value, one in JSON Schema any part of it
        made["pattern"] = f"^(?:{limits['pattern']})$"
    made |= {key: limits[key] for key in SAME if key in limits}
    if field.get("x_list"):
        made["x-separator"] = "|"
    return made | ({"examples": [field["example"]]} if "example" in field else {})
