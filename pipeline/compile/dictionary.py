"""The data dictionary: one Markdown section per table."""

from __future__ import annotations

import json

from pipeline.compile.declaration import Link, Schema, constraints, links

SAID = {"required", "enum", "unique"}  # constraints that have their own words here


def to_markdown(schema: Schema) -> str:
    """The section of one table: what a row is, its keys, and every column with type, gaps, rules and meaning."""
    lines = [f"## {schema['name']}", "", schema["description"], ""]
    lines.append(f"Primary key: {', '.join(f'`{column}`' for column in schema['primaryKey'])}.")
    if refers := [_refers(link) for link in links(schema)]:
        lines += ["", "Refers to: " + "; ".join(refers) + "."]
    lines += ["", "| column | type | may be empty | rules | meaning |", "|---|---|---|---|---|"]
    lines += [_line(schema, field) for field in schema["fields"]]
    return "\n".join(lines) + "\n"


def _refers(link: Link) -> str:
    columns = ", ".join(f"`{column}`" for column in link.fields)
    when = " and ".join(f"{column} is {value}" for column, value in link.when)
    each = " (each item)" if link.is_list else ""
    return f"{columns}{each} to `{link.target}`" + (f" when {when}" if when else "")


def _line(schema: Schema, field: dict) -> str:
    limits = constraints(schema, field)
    rules = ["unique"] if limits.get("unique") else []
    if "x_enumeration" in field:
        rules.append(f"one of `{field['x_enumeration']}`: " + ", ".join(limits["enum"]))
    rules += [f"{key} `{_plain(value)}`" for key, value in limits.items() if key not in SAID]
    if field.get("x_identity"):
        rules.append("makes " + ", ".join(f"`{key}`" for key in field["x_identity"]))
    empty = "no" if limits.get("required") else "yes"
    cells = [f"`{field['name']}`", field["type"], empty, "; ".join(rules), field["description"]]
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
