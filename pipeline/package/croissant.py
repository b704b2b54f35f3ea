"""croissant.json (for machine learning) and dataset.jsonld (for search engines), from the same declarations."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping

from pipeline.compile import Link, constraints, links
from pipeline.package.descriptor import DATABASE

Schemas = Mapping[str, dict]
TYPES = {"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean", "date": "sc:Date"}
MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
SQLITE = "application/vnd.sqlite3"
SCHEMA_ORG = "https://schema.org/"

# The context that Croissant 1.0 asks for, word for word: its validator warns of every difference.
TERMS = """citeAs column conformsTo=dct:conformsTo equivalentProperty extract field fileProperty fileObject fileSet
format includes isLiveDataset jsonPath key md5 parentField path recordSet references regex repeated replace samplingRate
separator source subField transform"""
CONTEXT = {
    "@language": "en",
    "@vocab": SCHEMA_ORG,
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": SCHEMA_ORG,
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
} | {term: iri or f"cr:{term}" for term, _, iri in (word.partition("=") for word in TERMS.split())}


def croissant_bytes(files: Mapping[str, bytes], schemas: Schemas, package: Mapping) -> bytes:
    """The Croissant 1.0 description of the tables in ``files``: each file with its hash, each column with its type."""
    told = {"@context": CONTEXT, "@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.0"}
    told |= _head(package) | {"citeAs": _citation(package), "isLiveDataset": False}
    told["distribution"] = [
        {"@type": "cr:FileObject", "@id": path, "name": path} | about for path, about in _files(files, schemas)
    ]
    ends = {name for name, schema in schemas.items() if not _leading_away(schema)}
    told["recordSet"] = [_record_set(schema, ends) for schema in schemas.values()]
    return _bytes(told)


def dataset_bytes(files: Mapping[str, bytes], schemas: Schemas, package: Mapping) -> bytes:
    """The schema.org Dataset, as search engines read it from the head of a page."""
    told = {"@context": SCHEMA_ORG, "@type": "Dataset"} | _head(package)
    told |= {"isAccessibleForFree": True, "creditText": _citation(package)}
    told["distribution"] = [{"@type": "DataDownload", "name": path} | about for path, about in _files(files, schemas)]
    told["variableMeasured"] = [
        {"@type": "PropertyValue", "propertyID": f"{name}.{field['name']}", "name": field.get("title", field["name"]),
         "description": field["description"]}
        for name, schema in schemas.items() for field in schema["fields"]
    ]  # fmt: skip
    return _bytes(told)


def _head(package: Mapping) -> dict:
    """What both say of the whole; the day is that of the release that is being made, never that of the clock."""
    told = {
        "name": package["title"],
        "alternateName": package["name"],
        "description": package["description"].strip(),
        "version": package["version"],
        "license": [licence["path"] for licence in package["licenses"]],
        "keywords": package["keywords"],
        "creator": [{"@type": "Organization", "name": one["title"]} for one in package["contributors"]],
        "inLanguage": "en",
    }
    told |= {"url": package["homepage"]} if "homepage" in package else {}
    return told | ({"datePublished": str(package["created"])[:10]} if "created" in package else {})


def _citation(package: Mapping) -> str:
    creators = ", ".join(one["title"] for one in package["contributors"])
    year = f" ({str(package['created'])[:4]})" if "created" in package else ""
    return f"{creators}{year}. {package['title']}. Version {package['version']}."


def _files(files: Mapping[str, bytes], schemas: Schemas) -> Iterator[tuple[str, dict]]:
    """Every data file with what both formats say of it."""
    told = [(f"tables/{name}.{kind}", schemas[name]["title"], MEDIA[kind]) for name in schemas for kind in MEDIA]
    for path, title, media in [*told, (DATABASE, "All tables with keys, indexes and views", SQLITE)]:
        data = files[path]
        yield (
            path,
            {
                "description": title,
                "contentUrl": path,
                "encodingFormat": media,
                "contentSize": f"{len(data)} B",
                "sha256": hashlib.sha256(data).hexdigest(),
            },
        )


def _leading_away(schema: Mapping) -> dict[str, Link]:
    """The foreign keys of one column that lead to another table; one that leads to its own is a circle to Croissant."""
    plain = [link for link in links(schema) if link.is_plain and len(link.fields) == 1]
    return {link.fields[0]: link for link in plain if link.target != schema["name"]}


def _record_set(schema: Mapping, ends: Collection[str]) -> dict:
    """A table. Only references to tables that refer no further are told: its own reader fails to join along two."""
    name = schema["name"]
    made = {"@type": "cr:RecordSet", "@id": name, "name": name, "description": schema["description"].strip()}
    made["key"] = [{"@id": f"{name}/{column}"} for column in schema["primaryKey"]]
    refers = {column: link for column, link in _leading_away(schema).items() if link.target in ends}
    made["field"] = [_field(schema, field, refers.get(field["name"])) for field in schema["fields"]]
    return made


def _field(schema: Mapping, field: Mapping, link: Link | None) -> dict:
    table, name = schema["name"], field["name"]
    made = {
        "@type": "cr:Field",
        "@id": f"{table}/{name}",
        "name": name,
        "description": field["description"],
        "dataType": TYPES[field["type"]],
        "source": {"fileObject": {"@id": f"tables/{table}.csv"}, "extract": {"column": name}},
    }
    if link:
        made["references"] = {"field": {"@id": f"{link.target}/{link.target_fields[0]}"}}
    if "enum" in constraints(schema, field):
        made["description"] += " One of: " + ", ".join(constraints(schema, field)["enum"]) + "."
    return made


def _bytes(told: Mapping) -> bytes:
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
