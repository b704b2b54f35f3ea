"""Each validator is held to its word: one corruption per kind of constraint, and whoever claims the kind objects.

The tables are those of the small valid package; two schemas are sharpened where the real ones have no case that
breaks one kind and no other.
"""

from __future__ import annotations

import copy
import csv
import io
import json

import pandas as pd
import pytest

from pipeline import compile
from pipeline.check import expectations
from pipeline.check.folder import descriptor_faults
from pipeline.check.rules import World, judge
from pipeline.check.table import markdown
from pipeline.compile.frames import columns_to_frame
from pipeline.package.database import database_bytes
from pipeline.records import Fault, Faults

Rows = list[dict[str, str]]


def cell(column, value, row=0):
    def change(rows: Rows) -> None:
        rows[row][column] = value

    return change


def rename(rows: Rows) -> None:
    for row in rows:
        row["families"] = row.pop("family")


def swap(rows: Rows) -> None:
    for row in rows:
        row["level"] = row.pop("level")


def same(*columns):
    def change(rows: Rows) -> None:
        rows[1].update({column: rows[0][column] for column in columns})

    return change


def delete(column):
    """Without all rows that have the value of the first row in this column."""

    def change(rows: Rows) -> None:
        rows[:] = [row for row in rows if row[column] != rows[0][column]]

    return change


# kind -> (table, change of its rows, words of which one must stand in every objection)
CASES = {
    "column_set": ("agents", rename, "families|family"),
    "column_order": ("agents", swap, "level|order|header|family"),
    "type": ("sources", cell("characters", "many"), "characters|many|TEXT"),
    "required": ("agents", cell("preferred_name", ""), "preferred_name"),
    "primary_key": ("agents", same("agent_id"), "agent_id|primary"),
    "composite_primary_key": ("enumerations", same("enumeration", "value"), "enumeration|primary"),
    "unique_key": ("agents", same("preferred_name", "family"), "preferred_name"),
    "enum": ("agents", cell("level", "king"), "level"),
    "pattern": ("sources", cell("language", "EN"), "language"),
    "minimum": ("claims", cell("n_sources", "0"), "n_sources"),
    "maximum": ("source_lineage", cell("containment_share", "1.5"), "containment_share"),
    "min_length": ("agents", cell("preferred_name", "ab"), "preferred_name"),
    "max_length": ("evidence", cell("quote", "x" * 301), "quote"),
    "ordered": ("adverse_events", cell("pct_low", "30.0"), "pct_low"),
    "list_form": ("indications", cell("partners", "water|rest"), "partners"),
    "foreign_key": ("label_facts", cell("condition_id", "nothing"), "condition|foreign_key"),
    "composite_foreign_key": ("indications", cell("certainty", "possible"), "certainty|claims"),
    "conditional_foreign_key": ("names", cell("entry_id", "nobody"), "entry_id|conditional"),
    "list_foreign_key": ("evidence", cell("repair_ids", "rep-000000000000"), "repair_ids|list"),
    "part": ("agent_facts", delete("claim_id"), "agent_fact|part"),
    "need": ("evidence", delete("claim_id"), "row in evidence|need"),
}


def sharpened(schemas: dict) -> dict:
    schemas = copy.deepcopy(schemas)
    agents = schemas["agents"]
    agents["uniqueKeys"] = [["preferred_name", "family"]]
    next(f for f in agents["fields"] if f["name"] == "preferred_name")["constraints"]["minLength"] = 3
    return schemas


def as_rows(frame: pd.DataFrame, schema: dict) -> Rows:
    return list(csv.DictReader(io.StringIO(compile.csv_bytes(frame, schema).decode(), newline="")))


def as_csv(rows: Rows) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def as_frame(rows: Rows, schema: dict) -> pd.DataFrame:
    """The rows as a table whose columns have their types, save those that cannot."""
    fields = {field["name"]: field for field in schema["fields"]}
    data = {}
    for name in rows[0]:
        values = [row[name] for row in rows]
        try:
            one = {**schema, "fields": [fields[name]]}
            data[name] = columns_to_frame({name: values}, one)[name]
        except (Faults, KeyError):
            data[name] = pd.Series(values, dtype="str")
    return pd.DataFrame(data)


class Package:
    """The small package, whole or with one corrupted table, and what each validator says of it."""

    def __init__(self, sample):
        self.schemas = sharpened(sample.schemas)
        self.rows = {name: as_rows(sample.frames[name], self.schemas[name]) for name in self.schemas}
        self.frames = {name: as_frame(rows, self.schemas[name]) for name, rows in self.rows.items()}
        self.mine = list(self.schemas)

    def corrupted(self, table, change) -> Package:
        other = copy.copy(self)
        rows = copy.deepcopy(self.rows[table])
        change(rows)
        other.rows = {**self.rows, table: rows}
        other.frames = {**self.frames, table: as_frame(rows, self.schemas[table])}
        other.mine = [table]
        return other

    def reader(self) -> list[Fault]:
        return [f for t in self.mine for f in faults_of(compile.parse_csv, as_csv(self.rows[t]), self.schemas[t])]

    def rows_(self) -> list[Fault]:
        return [f for t in self.mine for f in compile.row_faults(self.frames[t], self.schemas[t])]

    def tables(self) -> list[Fault]:
        return compile.table_faults(self.frames, self.schemas)

    def expectations(self) -> list[Fault]:
        between = judge(World(self.frames, self.schemas, {}, {}, {}), ())
        frames, schemas = ({t: of[t] for t in self.mine} for of in (self.frames, self.schemas))
        return expectations.run(frames, schemas, between)[1]

    def package(self, folder) -> list[Fault]:
        """Only the tables that this one refers to stand beside it: a whole package takes seconds."""
        resources = []
        for name in needed(self.mine, self.schemas):
            data = as_csv(self.rows[name])
            (folder / f"{name}.csv").write_bytes(data)
            resources.append(compile.resource(self.schemas[name], f"{name}.csv", data))
        whole = {"name": "small", "resources": resources}
        (folder / "datapackage.json").write_text(json.dumps(whole))
        return descriptor_faults(str(folder / "datapackage.json"))

    def parquet(self) -> list[Fault]:
        return [f for t in self.mine for f in faults_of(compile.parquet_bytes, self.frames[t], self.schemas[t])]

    def database(self) -> list[Fault]:
        return faults_of(database_bytes, self.frames, self.schemas)

    def says(self, validator: str, folder) -> list[str]:
        who = getattr(self, {"rows": "rows_"}.get(validator, validator))
        return [str(fault) for fault in (who(folder) if validator == "package" else who())]


def needed(tables, schemas) -> list[str]:
    found = list(tables)
    for name in found:
        targets = dict.fromkeys(link.target for link in compile.links(schemas[name]) if link.is_plain)
        found += [target for target in targets if target not in found]
    return found


def faults_of(function, *args) -> list[Fault]:
    try:
        function(*args)
    except Faults as found:
        return list(found.faults)
    except ValueError as error:  # what pyarrow raises
        return [Fault("parquet", "", str(error), "")]
    return []


@pytest.fixture(scope="module")
def sound(whole_sample) -> Package:
    return Package(whole_sample)


# what great-expectations says of it is tested with the gate
@pytest.mark.parametrize("validator", [who for who in compile.VALIDATORS if who != "expectations"])
def test_nobody_objects_to_the_sound_package(sound, tmp_path, validator):
    assert sound.says(validator, tmp_path) == []


@pytest.mark.parametrize(
    ("kind", "validator"), [(kind, who) for kind, claimed in compile.KINDS.items() for who in claimed]
)
def test_who_claims_a_kind_objects(sound, tmp_path, kind, validator):
    table, change, words = CASES[kind]
    said = sound.corrupted(table, change).says(validator, tmp_path)
    assert any(word in line for line in said for word in words.split("|")), said


def test_every_kind_has_a_case_and_two_validators():
    assert set(CASES) == set(compile.KINDS)
    assert all(len(set(claimed)) >= 2 for claimed in compile.KINDS.values())
    assert {who for claimed in compile.KINDS.values() for who in claimed} == set(compile.VALIDATORS)


def test_the_page_in_docs_says_what_the_code_does(pytestconfig):
    page = (pytestconfig.rootpath / "docs" / "validators.md").read_text(encoding="utf-8")
    assert page == markdown(), "the first lines of docs/validators.md hold the command that writes it"
