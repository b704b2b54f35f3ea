"""Declarations made whole: `like` filled in, lists named by `enum` put there, keys as lists, mistakes listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.records import Fault, Faults

TYPES = ("string", "integer", "number", "boolean", "date")
CONSTRAINTS = ("required", "enum", "pattern", "minimum", "maximum", "minLength", "maxLength")
FIELD_KEYS = (
    "name", "type", "title", "description", "constraints", "example", "x_identity", "x_list", "x_quotation",
)  # fmt: skip
OWN = ("x_identity",)  # never taken over by `like`: an id is made where it is declared
Schema = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key, its lists written out; ``when`` limits it to rows, ``is_list`` says that each item is a key."""

    table: str
    fields: tuple[str, ...]
    target: str
    target_fields: tuple[str, ...]
    when: tuple[tuple[str, str], ...] = ()
    is_list: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether Table Schema and SQL can say it."""
        return not self.when and not self.is_list


def expand(tables: Mapping[str, Schema], enumerations: Mapping[str, Mapping[str, str]]) -> dict[str, dict]:
    """Whole schemas from the declarations as written, in the same order.

    Raises Faults that list every mistake in the declarations.
    """
    faults: list[Fault] = []
    schemas = {}
    for name, table in tables.items():
        fields = [_field(tables, enumerations, name, field, faults) for field in table["fields"]]
        schemas[name] = {
            **table,
            "name": name,
            "fields": fields,
            "primaryKey": _listed(table.get("primaryKey", [])),
            "uniqueKeys": [_listed(key) for key in table.get("uniqueKeys", [])],
            "foreignKeys": [_foreign(name, key) for key in table.get("foreignKeys", [])],
        }
    faults.extend(fault for schema in schemas.values() for fault in _reference_faults(schema, schemas))
    if faults:
        raise Faults(faults)
    return schemas


def names(schema: Schema) -> list[str]:
    """The columns in order."""
    return [field["name"] for field in schema["fields"]]


def constraints(schema: Schema, field: Mapping) -> dict:
    """A field's constraints with the primary key folded in: its parts are required, a sole part is unique."""
    found = {key: value for key, value in field.get("constraints", {}).items() if value is not False}
    key = schema["primaryKey"]
    if field["name"] in key:
        found["required"] = True
    if key == [field["name"]]:
        found["unique"] = True
    return found


def links(schema: Schema) -> tuple[Link, ...]:
    """The foreign keys of an expanded schema."""
    return tuple(
        Link(
            schema["name"],
            tuple(key["fields"]),
            key["reference"]["resource"],
            tuple(key["reference"]["fields"]),
            tuple(sorted(key.get("x_when", {}).items())),
            bool(key.get("x_list")),
        )
        for key in schema["foreignKeys"]
    )


def _listed(value: str | Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _foreign(table: str, key: Mapping) -> dict:
    reference = key["reference"]
    target = {"resource": reference.get("resource") or table, "fields": _listed(reference["fields"])}
    return {**key, "fields": _listed(key["fields"]), "reference": target}


def _field(tables: Mapping, enumerations: Mapping, table: str, field: Mapping, faults: list[Fault]) -> dict:
    where = f"schemas/tables/{table}.yaml {field.get('name')}"
    whole = _inherit(tables, table, field, faults, seen=())
    for problem in _field_problems(whole, enumerations):
        faults.append(Fault("schema_field", where, problem, "mend the declaration of the column"))
    limits = dict(whole.get("constraints", {}))
    if isinstance(limits.get("enum"), str):
        limits["enum"] = list(enumerations.get(limits["enum"], {}))
        whole["x_enumeration"] = whole["constraints"]["enum"]
    return {**whole, "constraints": limits}


def _inherit(tables: Mapping, table: str, field: Mapping, faults: list[Fault], seen: tuple) -> dict:
    """The field with everything that it takes over from the column named by `like`."""
    like = field.get("like")
    own = {key: value for key, value in field.items() if key != "like"}
    if not like:
        return own
    other, _, column = like.partition(".")
    bases = [f for f in tables.get(other, {}).get("fields", []) if f.get("name") == column]
    if not bases or like in seen:
        where = f"schemas/tables/{table}.yaml {field.get('name')}"
        faults.append(Fault("schema_like", where, f"like: {like} leads nowhere", "name a column as table.column"))
        return own
    base = _inherit(tables, other, bases[0], faults, (*seen, like))
    kept = {key: value for key, value in base.items() if key not in OWN}
    return {**kept, **own, "constraints": {**kept.get("constraints", {}), **own.get("constraints", {})}}


def _field_problems(field: Mapping, enumerations: Mapping) -> Iterator[str]:
    if field.get("type") not in TYPES:
        yield f"type {field.get('type')!r} is none of {', '.join(TYPES)}"
    if not str(field.get("description", "")).endswith("."):
        yield "the description is missing or is no sentence"
    for key in field:
        if key not in FIELD_KEYS:
            yield f"unknown key {key!r}"
    limits = field.get("constraints", {})
    for key in limits:
        if key not in CONSTRAINTS:
            yield f"unknown constraint {key!r}"
    values = limits.get("enum", [])
    if isinstance(values, str) and values not in enumerations:
        yield f"enumeration {values!r} is not declared in schemas/enumerations.yaml"
    listed = enumerations.get(values, values) if isinstance(values, str) else values
    if not all(isinstance(value, str) for value in listed):
        yield "an enumeration holds something that is no text: quote yes, no, on, off in YAML"


def _reference_faults(schema: Schema, schemas: Mapping[str, Schema]) -> Iterator[Fault]:
    columns = names(schema)
    where = f"schemas/tables/{schema['name']}.yaml"
    used = [*schema["primaryKey"], *(c for key in schema["uniqueKeys"] for c in key)]
    used += [c for pair in schema.get("x_ordered", []) for c in pair]
    used += [c for link in links(schema) for c in (*link.fields, *dict(link.when))]
    for column in sorted(set(used) - set(columns)):
        yield Fault("schema_column", where, f"a key or rule names the unknown column {column!r}", "mend its name")
    if len(set(columns)) != len(columns):
        yield Fault("schema_column", where, "a column is declared twice", "delete one")
    required = {f["name"] for f in schema["fields"] if constraints(schema, f).get("required")}
    for link in links(schema):
        if len(link.fields) > 1 and set(link.fields) - required:
            problem = f"foreign key {link.fields} may be half empty, which validators take differently"
            yield Fault("schema_reference", where, problem, "make all its columns required")
        target = schemas.get(link.target)
        if target is None or set(link.target_fields) - set(names(target)):
            yield Fault("schema_reference", where, f"foreign key {link.fields} leads nowhere", "mend its reference")
        elif list(link.target_fields) not in (target["primaryKey"], *target["uniqueKeys"]):
            problem = f"foreign key {link.fields} points at columns that are no key of {link.target}"
            yield Fault("schema_reference", where, problem, "add them there under uniqueKeys")
