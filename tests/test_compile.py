"""One declaration, seven validators: each objects to what it claims to hold, and to nothing that is right."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import compile as c
from pipeline.compile.declaration import names
from pipeline.compile.sqlite import insert
from pipeline.compile.values import PANDAS, cast, text
from pipeline.records import Faults

LETTERS = {"letter": {"a": "first", "b": "second"}, "shape": {"round": "no corner", "square": "four"}}
DECLARED = yaml.safe_load("""
homes:
  title: Homes
  description: Where things live.
  primaryKey: home_id
  uniqueKeys: [[home_id, size]]
  x_parts: {by: shape, tables: {round: rounds, square: squares}}
  x_needs: [{resource: things, fields: [home_id]}]
  fields:
    - {name: home_id, type: string, description: Key., constraints: {pattern: 'h[0-9]+'}}
    - {name: size, type: integer, description: Size in metres., constraints: {required: true}}
    - {name: shape, type: string, description: Shape., constraints: {required: true, enum: shape}}
rounds:
  title: Rounds
  description: Round homes.
  primaryKey: home_id
  fields: [{name: home_id, like: homes.home_id}]
squares:
  title: Squares
  description: Square homes.
  primaryKey: home_id
  fields: [{name: home_id, like: homes.home_id}]
things:
  title: Things
  description: What lives there.
  primaryKey: [home_id, number]
  uniqueKeys: [[word]]
  foreignKeys:
    - {fields: home_id, reference: {resource: homes, fields: home_id}}
    - {fields: [home_id, size], reference: {resource: homes, fields: [home_id, size]}}
    - {fields: target, x_when: {letter: a}, reference: {resource: homes, fields: home_id}}
    - {fields: visits, x_list: true, reference: {resource: homes, fields: home_id}}
  x_ordered: [[low, high]]
  fields:
    - {name: home_id, like: homes.home_id}
    - {name: number, type: integer, description: Number., constraints: {minimum: 1, maximum: 9}}
    - {name: size, like: homes.size}
    - {name: letter, type: string, description: Letter., constraints: {required: true, enum: letter}}
    - {name: target, type: string, description: Target.}
    - {name: visits, type: string, description: Visits., x_list: true}
    - {name: word, type: string, description: Word., constraints: {minLength: 2, maxLength: 8}}
    - {name: low, type: number, description: Low.}
    - {name: high, type: number, description: High.}
    - {name: is_new, type: boolean, description: New.}
    - {name: made_on, type: date, description: Day.}
""")
GOOD = {
    "homes": [{"home_id": "h1", "size": 3, "shape": "round"}, {"home_id": "h2", "size": 4, "shape": "square"}],
    "rounds": [{"home_id": "h1"}],
    "squares": [{"home_id": "h2"}],
    "things": [
        {
            "home_id": "h1", "number": 1, "size": 3, "letter": "a", "target": "h2", "visits": "h1|h2",
            "word": "apple", "low": 1.5, "high": 2.5, "is_new": True, "made_on": "2024-10-24",
        },
        {"home_id": "h1", "number": 2, "size": 3, "letter": "b", "target": "nowhere", "word": "x\r,\"y"},
        {"home_id": "h2", "number": 1, "size": 4, "letter": "b"},
    ],
}  # fmt: skip
SCHEMAS = c.expand(DECLARED, LETTERS)
Rows = dict[str, list[dict]]


def cell(table: str, row: int, **values) -> Callable[[Rows, dict], None]:
    return lambda rows, columns: rows[table][row].update(values)


def drop(table: str, row: int) -> Callable[[Rows, dict], None]:
    return lambda rows, columns: rows[table].pop(row) and None


CORRUPT: dict[str, Callable[[Rows, dict], object]] = {
    "column_set": lambda rows, columns: columns["things"].remove("word"),
    "column_order": lambda rows, columns: columns["things"].reverse(),
    "type": cell("things", 0, number="one"),
    "required": cell("homes", 0, shape=None),
    "primary_key": cell("squares", 0, home_id="h1"),
    "composite_primary_key": cell("things", 1, number=1),
    "unique_key": cell("things", 1, word="apple"),
    "enum": cell("things", 0, letter="z"),
    "pattern": cell("rounds", 0, home_id="x1"),
    "minimum": cell("things", 0, number=0),
    "maximum": cell("things", 0, number=10),
    "min_length": cell("things", 0, word="x"),
    "max_length": cell("things", 0, word="x" * 9),
    "ordered": cell("things", 0, low=9.0),
    "list_form": cell("things", 0, visits="h2|h1"),
    "foreign_key": cell("things", 2, home_id="h9"),
    "composite_foreign_key": cell("things", 0, size=4),
    "conditional_foreign_key": cell("things", 0, target="h9"),
    "list_foreign_key": cell("things", 0, visits="h1|h9"),
    "part": drop("squares", 0),
    "need": drop("things", 2),
}
# the primary key corruption leaves squares with the key of a round home once, so it needs its twin
CORRUPT["primary_key"] = lambda rows, columns: rows["squares"].append(dict(rows["squares"][0]))


def loose(rows: Rows, columns: dict[str, list[str]]) -> dict[str, pd.DataFrame]:
    """Frames as someone careless would make them: a column that does not fit its type stays as objects."""
    frames = {}
    for table, schema in SCHEMAS.items():
        types = {field["name"]: field["type"] for field in schema["fields"]}
        data = {}
        for column in columns[table]:
            values = [row.get(column) for row in rows[table]]
            try:
                data[column] = pd.Series([cast(types[column], v) for v in values], dtype=PANDAS[types[column]])
            except ValueError:
                data[column] = pd.Series(values, dtype=object)
        frames[table] = pd.DataFrame(data)
    return frames


def files(rows: Rows, columns: dict[str, list[str]]) -> dict[str, bytes]:
    """CSV files as someone careless would write them."""
    made = {}
    for table, schema in SCHEMAS.items():
        types = {field["name"]: field["type"] for field in schema["fields"]}
        frame = pd.DataFrame(
            [[str(v) if isinstance(v := row.get(col), str) else text(types[col], v) for col in columns[table]]
             for row in rows[table]], columns=columns[table],
        )  # fmt: skip
        stringly = {"name": table, "fields": [{"name": col, "type": "string"} for col in columns[table]]}
        made[table] = c.csv_bytes(frame.replace("", None), stringly)
    return made


def by_reader(rows: Rows, columns: dict) -> bool:
    try:
        return all(len(c.parse_csv(data, SCHEMAS[t])) == len(rows[t]) for t, data in files(rows, columns).items())
    except Faults:
        return False


def by_rows(rows: Rows, columns: dict) -> bool:
    return not any(c.row_faults(frame, SCHEMAS[table]) for table, frame in loose(rows, columns).items())


def by_tables(rows: Rows, columns: dict) -> bool:
    return not c.table_faults(loose(rows, columns), SCHEMAS)


def by_parquet(rows: Rows, columns: dict) -> bool:
    try:
        for table, frame in loose(rows, columns).items():
            c.parquet_bytes(frame, SCHEMAS[table])
    except (ValueError, KeyError, pa.ArrowException):
        return False
    return True


def by_database(rows: Rows, columns: dict) -> bool:
    base = sqlite3.connect(":memory:")
    try:
        for table, frame in loose(rows, columns).items():
            for statement in c.ddl(SCHEMAS[table]):
                base.execute(statement)
            base.executemany(insert(SCHEMAS[table]), c.sqlite_rows(frame, SCHEMAS[table]))
    except (sqlite3.Error, KeyError):
        return False
    return not base.execute("PRAGMA foreign_key_check").fetchall()


def by_package(rows: Rows, columns: dict, folder: Path) -> bool:
    from frictionless import Package

    resources = []
    for table, data in files(rows, columns).items():
        (folder / f"{table}.csv").write_bytes(data)
        resources.append(c.resource(SCHEMAS[table], f"{table}.csv", data))
    (folder / "datapackage.json").write_text(json.dumps({"name": "homes", "resources": resources}))
    return Package(str(folder / "datapackage.json")).validate().valid


@pytest.fixture(scope="module")
def whole_table():
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("tables").add_dataframe_asset("table")
    return asset.add_batch_definition_whole_dataframe("all")


def by_expectations(rows: Rows, columns: dict, whole, with_broken: bool = True) -> bool:
    import great_expectations as gx
    import great_expectations.expectations as gxe

    frames = loose(rows, columns)
    suites = {table: c.to_expectations(SCHEMAS[table], frames) for table in SCHEMAS}
    if with_broken:  # how the release gate takes the rules between tables that no suite of one table can hold
        frames["broken"] = c.broken(frames, SCHEMAS)
        suites["broken"] = [gxe.ExpectTableRowCountToEqual(value=0)]
    right = loose(*fresh())
    spoilt_first = sorted(suites, key=lambda name: name in right and frames[name].equals(right[name]))
    for table in spoilt_first:
        suite = gx.ExpectationSuite(name=table, expectations=suites[table])
        if not whole.get_batch({"dataframe": frames[table]}).validate(suite).success:
            return False
    return True


VALIDATE = {
    "reader": by_reader, "rows": by_rows, "tables": by_tables, "parquet": by_parquet, "database": by_database,
    "package": by_package, "expectations": by_expectations,
}  # fmt: skip


@pytest.fixture
def is_content(tmp_path, whole_table):
    extra = {"package": (tmp_path,), "expectations": (whole_table,)}
    return lambda validator, rows, columns: VALIDATE[validator](rows, columns, *extra.get(validator, ()))


def fresh() -> tuple[Rows, dict[str, list[str]]]:
    return deepcopy(GOOD), {table: names(schema) for table, schema in SCHEMAS.items()}


@pytest.mark.parametrize("validator", c.VALIDATORS)
def test_what_is_right_passes(validator, is_content):
    assert is_content(validator, *fresh())


@pytest.mark.parametrize("kind", c.KINDS)
def test_each_validator_objects_to_what_it_claims(kind, is_content):
    rows, columns = fresh()
    CORRUPT[kind](rows, columns)
    content = [validator for validator in c.KINDS[kind] if is_content(validator, rows, columns)]
    assert not content, f"a broken {kind} passes {content}"


@pytest.mark.parametrize("kind", ["foreign_key", "conditional_foreign_key"])
def test_a_suite_given_the_parents_holds_single_keys_by_itself(kind, whole_table):
    rows, columns = fresh()
    assert by_expectations(rows, columns, whole_table, with_broken=False)
    CORRUPT[kind](rows, columns)
    assert not by_expectations(rows, columns, whole_table, with_broken=False)


def test_every_kind_has_two_validators_and_a_corruption():
    assert all(len(set(claimed)) >= 2 for claimed in c.KINDS.values())
    assert {v for claimed in c.KINDS.values() for v in claimed} == set(c.VALIDATORS) == set(VALIDATE)
    assert set(CORRUPT) == set(c.KINDS)


# ------------------------------------------------------------------ declarations


def field(**changes) -> dict:
    return {"name": "x", "type": "string", "description": "A thing.", **changes}


def table(*fields: dict, **more) -> dict:
    return {"t": {"title": "T", "description": "A table.", "fields": list(fields), "primaryKey": ["x"], **more}}


@pytest.mark.parametrize(
    ("declared", "word"),
    [
        (table(field(type="text")), "type 'text'"),
        (table(field(description="no sentence")), "sentence"),
        (table(field(constraints={"enum": "nothing"})), "nothing"),
        (table(field(constraints={"enum": "flags"})), "quote yes"),
        (table(field(constraints={"maximun": 1})), "maximun"),
        (table(field(colour="red")), "colour"),
        (table({"name": "x", "like": "t.y"}), "leads nowhere"),
        (table({"name": "x", "like": "t.x"}), "leads nowhere"),
        (table(field(), field()), "twice"),
        (table(field(), primaryKey=["y"]), "'y'"),
        (table(field(), x_ordered=[["x", "z"]]), "'z'"),
        (table(field(), foreignKeys=[{"fields": "x", "reference": {"resource": "u", "fields": "x"}}]), "leads nowhere"),
        (table(field(), field(name="y"), foreignKeys=[{"fields": "x", "reference": {"fields": "y"}}]), "no key of t"),
        (table(field(), foreignKeys=[{"fields": ["x", "y"], "reference": {"fields": ["x", "y"]}}]), "half empty"),
    ],
)
def test_a_wrong_declaration_is_refused_with_its_place(declared, word):
    with pytest.raises(Faults, match=word) as caught:
        c.expand(declared, {"flags": {True: "YAML took the word yes for a boolean"}})
    assert "schemas/tables/t.yaml" in str(caught.value)


def test_like_takes_over_all_but_the_identity_and_own_words_win():
    first = field(constraints={"required": True, "maxLength": 3}, x_identity=["id"], example="e")
    like = {"name": "z", "like": "t.x", "constraints": {"required": False}}
    schemas = c.expand(table(first, field(name="y"), like), {})
    made = schemas["t"]["fields"][2]
    assert made["description"] == "A thing." and made["example"] == "e" and "x_identity" not in made
    assert c.constraints(schemas["t"], made) == {"maxLength": 3}


def test_foreign_keys_are_lists_whatever_the_spelling_and_a_table_may_refer_to_itself():
    own = {"fields": "y", "reference": {"resource": "", "fields": "x"}}
    schema = c.expand(table(field(), field(name="y"), foreignKeys=[own]), {})["t"]
    assert c.links(schema) == (c.Link("t", ("y",), "t", ("x",)),)
    assert c.resource(schema, "t.csv")["schema"]["foreignKeys"][0]["reference"] == {"resource": "", "fields": ["x"]}


def test_adding_a_column_changes_every_output():
    before = c.expand(table(field()), {})["t"]
    after = c.expand(table(field(), field(name="y", description="Other thing.")), {})["t"]
    frame = c.to_frame([{"x": "1"}], before)
    assert c.row_faults(frame, after) and not c.row_faults(frame, before)
    assert "y" in c.arrow_schema(after).names and c.arrow_schema(after).field("y").metadata[b"description"]
    assert '"y"' in c.ddl(after)[0] and "`y`" in c.to_markdown(after)
    assert [f["name"] for f in c.resource(after, "t.csv")["schema"]["fields"]] == ["x", "y"]


# ------------------------------------------------------------------ values and files


def test_faults_name_table_row_column_and_value():
    bad = [{"home_id": "h1", "size": "three", "shape": "round"}]
    with pytest.raises(Faults, match="homes row 1 size: 'three' is no integer"):
        c.to_frame(bad, SCHEMAS["homes"])
    with pytest.raises(Faults, match="unknown columns colour"):
        c.to_frame([{"home_id": "h1", "colour": "red"}], SCHEMAS["homes"])


def test_all_faults_of_all_tables_come_together():
    rows = deepcopy(GOOD)
    rows["homes"][0]["shape"] = "oval"
    rows["things"][0]["number"] = 12
    rows["things"][2]["home_id"] = "h9"
    with pytest.raises(Faults) as caught:
        c.frames(rows, SCHEMAS)
    assert {fault.code for fault in caught.value.faults} == {"row_rule", "table_rule"}
    assert all(word in str(caught.value) for word in ("oval", "h1 12 = ", "h9"))


@pytest.mark.parametrize(
    ("type", "value"),
    [
        ("integer", "1.0"), ("integer", " 1"), ("integer", "1_000"), ("integer", "01"), ("integer", True),
        ("number", "nan"), ("number", "x"), ("boolean", "True"), ("boolean", "1"), ("date", "24.10.2024"),
        ("date", "20241024"), ("string", 5),
    ],
)  # fmt: skip
def test_nothing_is_guessed(type, value):
    with pytest.raises(ValueError, match="is no"):
        cast(type, value)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff", "csv_unreadable"), (b"", "csv_columns"), (b"home_id,shape,size\n", "csv_columns"),
        (b"home_id,size,shape,more\n", "csv_columns"), (b"home_id,size,shape\nh1,3\n", "csv_ragged"),
        (b'home_id,size,shape\n"h1,3,round\n', "csv_unreadable"), (b"home_id,size,shape\nh1,3.0,round\n", "value_type"),
    ],
)  # fmt: skip
def test_bad_files_are_refused(data, code):
    with pytest.raises(Faults) as caught:
        c.parse_csv(data, SCHEMAS["homes"])
    assert {fault.code for fault in caught.value.faults} == {code}


words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)
things = st.fixed_dictionaries(
    {
        "home_id": words, "number": st.integers(-(2**63), 2**63 - 1), "letter": words,
        "low": st.none() | st.floats(allow_nan=False, allow_infinity=False), "is_new": st.none() | st.booleans(),
        "made_on": st.none() | st.dates(), "word": st.none() | words, "size": st.integers(0, 9),
    }
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(things, max_size=6))
def test_csv_and_parquet_give_back_the_same_table(rows):
    schema = SCHEMAS["things"]
    frame = c.to_frame(rows, schema)
    data = c.csv_bytes(frame, schema)
    again = c.parse_csv(data, schema)
    pd.testing.assert_frame_equal(again, frame)
    assert c.csv_bytes(again, schema) == data
    parquet = c.parquet_bytes(frame, schema)
    pd.testing.assert_frame_equal(pd.read_parquet(io.BytesIO(parquet)), frame)
    assert c.arrow_table(again, schema).equals(pq.read_table(io.BytesIO(parquet)))


@given(st.permutations(GOOD["things"]))
@settings(max_examples=6, deadline=None)
def test_bytes_do_not_depend_on_the_order_of_rows(rows):
    made = [c.to_frame(order, SCHEMAS["things"]) for order in (rows, GOOD["things"])]
    assert c.csv_bytes(made[0], SCHEMAS["things"]) == c.csv_bytes(made[1], SCHEMAS["things"])
    assert c.parquet_bytes(made[0], SCHEMAS["things"]) == c.parquet_bytes(made[1], SCHEMAS["things"])


def test_compile_does_not_import_the_slow_ones():
    import subprocess
    import sys

    slow = "{'great_expectations', 'pandera', 'frictionless'}"
    code = f"import sys, pipeline.compile; sys.exit(str({slow} & set(sys.modules) or ''))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stderr.strip() == ""
