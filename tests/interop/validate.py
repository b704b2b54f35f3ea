"""The package as the validators of each community see it; run by `make interop` in environments of their own.

    python tests/interop/validate.py data_out croissant mappings

Prints one line per validator with its version and exits with 1 if any of them objects. It knows nothing of our code.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path


def croissant(folder: Path) -> Iterator[str]:
    """Valid, and every record set yields as many records as its table has rows."""
    import mlcroissant

    data = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
    yield from data.metadata.ctx.issues.errors
    for record_set in data.metadata.record_sets:
        with (folder / "tables" / f"{record_set.id}.csv").open(encoding="utf-8", newline="") as table:
            rows = sum(1 for _ in csv.DictReader(table))
        records = sum(1 for _ in data.records(record_set.id))
        if records != rows:
            yield f"{record_set.id}: {records} records, {rows} rows"


def citation(folder: Path) -> Iterator[str]:
    from cffconvert import Citation

    try:
        Citation((folder / "CITATION.cff").read_text(encoding="utf-8")).validate()
    except Exception as error:  # the library raises what jsonschema or pykwalify raise
        yield str(error)


def mappings(folder: Path) -> Iterator[str]:
    """Valid by the library's own checks (its schema, its prefixes); as many mappings as the table has rows."""
    from sssom.constants import DEFAULT_VALIDATION_TYPES
    from sssom.parsers import parse_sssom_table
    from sssom.validators import validate

    path = folder / "mappings.sssom.tsv"
    read = parse_sssom_table(str(path))
    for kind, report in validate(read, DEFAULT_VALIDATION_TYPES, fail_on_error=False).items():
        yield from (f"{kind}: {result.message}" for result in report.results)
    with (folder / "tables/identifiers.csv").open(encoding="utf-8", newline="") as table:
        rows = sum(1 for _ in csv.DictReader(table))
    if len(read.df) != rows:
        yield f"{len(read.df)} mappings, {rows} identifiers"


def identifiers(folder: Path) -> Iterator[str]:
    """Prefixes and address prefixes that the Bioregistry knows, local parts of the form that it gives."""
    import bioregistry

    with (folder / "tables/identifier_prefixes.csv").open(encoding="utf-8", newline="") as table:
        prefixes = {row["prefix"]: row["uri_prefix"] for row in csv.DictReader(table)}
    for prefix, address in prefixes.items():
        resource = bioregistry.get_resource(bioregistry.normalize_prefix(prefix) or "")
        if resource is None or address not in resource.get_uri_prefixes():
            yield f"{prefix}: {address} is no address of this prefix"
    with (folder / "tables/identifiers.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            _, _, local = row["identifier"].partition(":")
            prefix = bioregistry.normalize_prefix(row["prefix"]) or ""
            known = bioregistry.normalize_curie(row["identifier"]) is not None
            if not known or not bioregistry.is_valid_identifier(prefix, local):
                yield f"{row['identifier']}: not of the form of its prefix"


def linked_data(folder: Path) -> Iterator[str]:
    """dataset.jsonld is JSON-LD of schema.org with what search engines ask of a Dataset."""
    from rdflib import Graph, Namespace
    from rdflib.namespace import RDF

    told = json.loads((folder / "dataset.jsonld").read_text(encoding="utf-8"))
    if told["@context"] != "https://schema.org/":
        yield f"the context is {told['@context']}"
    told["@context"] = {"@vocab": "https://schema.org/"}  # what the address serves would need the network
    graph, schema = Graph().parse(data=json.dumps(told), format="json-ld"), Namespace("https://schema.org/")
    found = list(graph.subjects(RDF.type, schema.Dataset))
    if len(found) != 1:
        yield f"{len(found)} datasets"
    for name in ("name", "description", "license", "creator", "version", "distribution", "keywords"):
        if not all(list(graph.objects(one, schema[name])) for one in found):
            yield f"it has no {name}"
    files = list(graph.subjects(RDF.type, schema.DataDownload))
    named = {str(path.relative_to(folder).as_posix()) for path in (folder / "tables").iterdir()}
    absent = named - {str(url) for file in files for url in graph.objects(file, schema.contentUrl)}
    yield from (f"{name} is not listed" for name in sorted(absent))


LIBRARIES = {
    croissant: "mlcroissant",
    citation: "cffconvert",
    mappings: "sssom",
    identifiers: "bioregistry",
    linked_data: "rdflib",
}


def main(folder: Path, names: list[str]) -> int:
    """Run the named checks; the number of errors."""
    total = 0
    for check in (check for check in LIBRARIES if check.__name__ in names):
        errors = list(check(folder))
        total += len(errors)
        library = LIBRARIES[check]
        print(f"{library} {version(library)}: {check.__name__}: {len(errors)} error(s)", flush=True)
        for error in errors[:20]:
            print(f"  {' '.join(str(error).split())[:300]}")
    return total


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1]), sys.argv[2:]) else 0)
