"""The curated tables: entries, names, identifiers, label facts, and the closed lists."""

from __future__ import annotations

from pipeline.records import Entry, Name
from pipeline.tabulate.ids import Minter
from pipeline.tabulate.inputs import Inputs
from pipeline.tabulate.tiers import is_enough

Row = dict[str, object]
TABLES = {"agent": "agents", "condition": "conditions", "event": "events"}
GROUPS = {"agent": "family", "condition": "kind", "event": "body_system"}


def vocabulary_rows(inputs: Inputs, minter: Minter) -> dict[str, list[Row]]:
    """The rows of all curated tables."""
    entries = inputs.vocabulary.entries
    tables = {table: [_entry(e) for e in entries if e.type == type] for type, table in TABLES.items()}
    tables["names"] = [_name(name, minter) for name in inputs.vocabulary.names]
    tables["identifiers"] = [_identifier(row, minter) for row in inputs.identifiers]
    tables["identifier_prefixes"] = [dict(row) for row in inputs.prefixes]
    tables["label_facts"] = [dict(row) for row in inputs.label_facts]
    tables["precision"] = precision_rows(inputs.precision)
    tables["enumerations"] = [
        {"enumeration": name, "value": value, "rank": rank, "meaning": meaning}
        for name, values in inputs.enumerations.items()
        for rank, (value, meaning) in enumerate(values.items(), 1)
    ]
    return tables


def precision_rows(curated) -> list[Row]:
    """The measurements; a share is told only where it rests on enough judged rows."""
    shares = ("precision_share", "precision_low", "precision_high")
    return [{**row, **({} if is_enough(row) else dict.fromkeys(shares))} for row in curated]


def _entry(entry: Entry) -> Row:
    row: Row = {
        f"{entry.type}_id": entry.id,
        "preferred_name": entry.name,
        f"parent_{entry.type}_id": entry.parent,
        GROUPS[entry.type]: entry.group,
        "entry_source": entry.source,
    }
    return row | ({"level": entry.level} if entry.type == "agent" else {})


def _name(name: Name, minter: Minter) -> Row:
    row: Row = {"entry_type": name.type, "entry_id": name.id, "name": name.name, "kind": name.kind, "match": name.match}
    return {**row, "name_id": minter.mint("name_id", row, "names"), "name_source": name.source}


def _identifier(curated, minter: Minter) -> Row:
    row: Row = {key: value for key, value in curated.items() if key != "source"}
    row |= {"prefix": curated["identifier"].partition(":")[0], "mapping_source": curated["source"]}
    return {**row, "identifier_id": minter.mint("identifier_id", row, "identifiers")}
