"""The published folder: the same bytes everywhere, and the same values and types in every tool that reads it."""

import datetime
import hashlib
import json
import os
import sqlite3
import subprocess
import sys

import duckdb
import pandas as pd
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import package, store
from pipeline.compile import arrow_table, sqlite_rows
from pipeline.package.views import VIEWS

DATABASE = "cytokine_therapy.sqlite"
TABLES = ("claims", "adverse_events", "sources", "label_facts", "evidence", "names")  # every type, gaps in most


@pytest.fixture(scope="module")
def files(whole_sample):
    report = {"suites": [], "rules": [], "candidates": [], "quotations": []}
    return package.write(whole_sample.frames, whole_sample.schemas, whole_sample.package, report=report)


@pytest.fixture(scope="module")
def folder(files, tmp_path_factory):
    folder = tmp_path_factory.mktemp("published") / "data_out"
    store.publish(files, folder, lambda folder: None)
    return folder


BUILD = """
import hashlib, importlib.util, json, sys
spec = importlib.util.spec_from_file_location("sample", sys.argv[1])
sample = importlib.util.module_from_spec(spec); sys.modules["sample"] = sample; spec.loader.exec_module(sample)
from pipeline import package
made = sample.build()
files = package.write(dict(reversed(made.frames.items())), made.schemas, made.package)
print(json.dumps({name: hashlib.sha256(data).hexdigest() for name, data in files.items()}))
"""


def test_the_bytes_do_not_depend_on_the_machine(pytestconfig, whole_sample):
    """Hash seed, time zone, locale, working folder and the order of the tables differ; the bytes do not."""
    here = package.write(whole_sample.frames, whole_sample.schemas, whole_sample.package)
    sample = os.path.join(os.path.dirname(__file__), "conftest.py")
    env = {**os.environ, "PYTHONPATH": str(pytestconfig.rootpath)}
    env |= {"PYTHONHASHSEED": "77", "TZ": "America/Lima", "LC_ALL": "C", "LANG": "C"}
    done = subprocess.run([sys.executable, "-c", BUILD, sample], cwd=pytestconfig.rootpath / "docs", env=env,
                          capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stderr
    there = json.loads(done.stdout)
    assert there == {name: hashlib.sha256(data).hexdigest() for name, data in here.items()} and DATABASE in there


def test_the_database_does_not_carry_the_version_of_the_library(files):
    """Bytes 96 to 99 hold the version of whoever wrote last, and make two machines differ."""
    assert int.from_bytes(files[DATABASE][96:100], "big") == 3_037_000
    assert sqlite3.sqlite_version_info > (3, 37)


def test_checksums_are_those_that_sha256sum_checks(folder):
    done = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True)
    assert done.returncode == 0, done.stdout
    named = {line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    assert named == set(store.read_tree(folder)) - {"SHA256SUMS"}


def plain(values) -> list:
    """Values as plain Python, None for unknown."""
    made = []
    for value in values:
        unknown = value is None or value is pd.NA or value is pd.NaT or isinstance(value, float) and value != value
        made.append(None if unknown else value.item() if hasattr(value, "item") else value)
    return made


def wanted(sample, table) -> dict[str, list]:
    return arrow_table(sample.frames[table], sample.schemas[table]).to_pydict()


@pytest.mark.parametrize("table", TABLES)
def test_pandas_reads_the_values_and_the_types(whole_sample, folder, table):
    read = pd.read_parquet(folder / "tables" / f"{table}.parquet")
    assert {name: plain(read[name]) for name in read} == wanted(whole_sample, table)
    assert read.dtypes.map(str).to_dict() == whole_sample.frames[table].dtypes.map(str).to_dict()


@pytest.mark.parametrize("table", TABLES)
def test_polars_reads_the_values_and_the_types(whole_sample, folder, table):
    read = polars.read_parquet(folder / "tables" / f"{table}.parquet")
    assert read.to_dict(as_series=False) == wanted(whole_sample, table)
    types = {"string": polars.String, "integer": polars.Int64, "number": polars.Float64, "boolean": polars.Boolean}
    declared = {f["name"]: types.get(f["type"], polars.Date) for f in whole_sample.schemas[table]["fields"]}
    assert dict(read.schema) == declared
    text = polars.read_csv(folder / "tables" / f"{table}.csv", schema=declared)
    assert text.equals(read)


@pytest.mark.parametrize("table", TABLES)
def test_duckdb_reads_the_values_and_the_types(whole_sample, folder, table):
    read = duckdb.sql(f"from '{folder}/tables/{table}.parquet'")
    assert dict(zip(read.columns, zip(*read.fetchall(), strict=True), strict=True)) == {
        name: tuple(values) for name, values in wanted(whole_sample, table).items()
    }
    types = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
    declared = {f["name"]: types[f["type"]] for f in whole_sample.schemas[table]["fields"]}
    assert dict(zip(read.columns, map(str, read.types), strict=True)) == declared
    text = duckdb.read_csv(f"{folder}/tables/{table}.csv", columns=declared, header=True)
    assert text.fetchall() == read.fetchall()


@pytest.mark.parametrize("table", TABLES)
def test_sqlite_reads_the_values_and_the_types(whole_sample, folder, table):
    database = sqlite3.connect(f"file:{folder}/{DATABASE}?mode=ro", uri=True)
    rows = database.execute(f"select * from {table}").fetchall()
    assert rows == list(sqlite_rows(whole_sample.frames[table], whole_sample.schemas[table]))
    columns = {name: values for name, values in zip(wanted(whole_sample, table), zip(*rows, strict=True), strict=True)}
    for name, values in wanted(whole_sample, table).items():
        as_sql = [v.isoformat() if isinstance(v, datetime.date) else v for v in values]
        assert list(columns[name]) == as_sql
    database.close()


def test_parquet_equals_csv_in_arrow_and_is_described(whole_sample, folder):
    for name, schema in whole_sample.schemas.items():
        table = pq.read_table(folder / "tables" / f"{name}.parquet")
        assert table.equals(arrow_table(whole_sample.frames[name], schema))
        assert all(column.metadata[b"description"] for column in table.schema)
        assert not pa.types.is_null(table.schema.field(0).type)


def test_columns_stand_in_the_declared_order_in_every_format(whole_sample, folder, files):
    database = sqlite3.connect(folder / DATABASE)
    listed = {r["name"]: r for r in json.loads(files["datapackage.json"])["resources"]}
    for name, schema in whole_sample.schemas.items():
        columns = [field["name"] for field in schema["fields"]]
        assert files[f"tables/{name}.csv"].decode().split("\n")[0].split(",") == columns
        assert pq.read_schema(folder / "tables" / f"{name}.parquet").names == columns
        assert [row[1] for row in database.execute(f"pragma table_info({name})")] == columns
        assert [field["name"] for field in listed[name]["schema"]["fields"]] == columns
    database.close()


def test_the_descriptor_tells_hash_size_version_sources_and_licences(whole_sample, files):
    told = json.loads(files["datapackage.json"])
    assert told["$schema"].startswith("https://datapackage.org/profiles/2.")
    assert told["version"] == whole_sample.package["version"]
    assert told["licenses"] and told["contributors"]
    assert {"title": "On abcine (One)", "path": "https://example.org/one"} in told["sources"]
    for resource in told["resources"]:
        data = files[resource["path"]]
        assert (resource["bytes"], resource["hash"]) == (len(data), "sha256:" + hashlib.sha256(data).hexdigest())
    keys = {r["name"]: r.get("schema", {}) for r in told["resources"]}
    assert keys["claims"]["primaryKey"] == ["claim_id"] and keys["indications"]["foreignKeys"]


def test_the_readme_warns_before_anything_else(whole_sample, files):
    text = package.write(whole_sample.frames, whole_sample.schemas, whole_sample.package, error_rate="one in nine.")
    first = text["README.md"].decode().split("## ")[0]
    assert "`indications` also holds **denied** and **studied** uses" in first and "`uses`" in first
    assert "not medical advice" in first and "one in nine." in first
    dictionary = files["README.md"].decode()
    for name, schema in whole_sample.schemas.items():
        assert f"## {name}\n" in dictionary
        assert all(f"| `{field['name']}` | {field['type']} |" in dictionary for field in schema["fields"])
    assert all(f"| `{view.name}` |" in dictionary for view in VIEWS)


@pytest.fixture
def query(folder):
    database = sqlite3.connect(f"file:{folder}/{DATABASE}?mode=ro", uri=True)
    yield lambda sql, *args: database.execute(sql, args).fetchall()
    database.close()


def test_uses_are_affirmed_uses_only(query):
    assert query("select condition_id, approval from uses order by 1") == [
        ("gout", "not_stated"), ("mumps", "not_stated"), ("pox", "approved")  # fmt: skip
    ]
    assert query("select count(*) from indications where polarity = 'negated'") == [(1,)]


def test_harms_name_agent_event_and_group(query):
    assert query("select agent_name, event_name, group_event_id, frequency, pct_low, n from harms") == [
        ("abcine", "fever", "flu", "common", 10.0, 12)
    ]


def test_ancestors_hold_the_entry_itself_and_all_above(query):
    assert query("select * from condition_ancestors where condition_id = 'mumps'") == [
        ("mumps", "mumps", 0), ("mumps", "pox", 1)  # fmt: skip
    ]
    assert query("select ancestor_agent_id, distance from agent_ancestors where agent_id = 'abcine'") == [
        ("abcine", 0), ("zedkine", 1)  # fmt: skip
    ]
    assert len(query("select * from event_ancestors")) == 3


def test_coverage_counts_zeros_and_gaps(query):
    counts = "n_claims, n_negated_claims, n_evidence, n_sources, n_gaps"
    rows = query(f"select agent_id, claim_type, {counts} from agent_coverage")
    assert ("abcine", "indication", 4, 1, 5, 2, 1) in rows
    assert ("zedkine", "adverse_event", 0, 0, 0, 0, None) in rows
    assert len(rows) == 2 * 4


def test_coverage_says_what_became_of_each_page_and_why(query, files):
    counts = "n_claims, n_evidence, n_set_aside, n_rejected, n_ignored, not_published, n_gaps, n_questions"
    rows = query(f"select source_id, claim_type, {counts} from coverage")
    assert ("page-one", "indication", 3, 3, 0, 0, 0, None, 1, 0) in rows
    assert ("page-one", "adverse_event", 1, 1, 1, 0, 0, "repair_awaits_review 1", 1, 0) in rows
    assert ("page-old", "agent_fact", 0, 0, 0, 0, 0, None, 0, 0) in rows
    assert len(rows) == 3 * 4
    assert "| page-one | current | adverse_event | 1 | 1 | 1 |" in files["quality_report.md"].decode()


def test_views_explain_themselves(query):
    for view in VIEWS:
        (sql,) = query("select sql from sqlite_schema where name = ?", view.name)[0]
        assert view.description[:40] in sql


def test_views_and_keys_use_indexes(query):
    plan = " ".join(row[3] for row in query("explain query plan select * from evidence where claim_id = 'x'"))
    assert "USING INDEX" in plan


def test_strict_types_and_closed_lists_hold_for_whoever_writes_into_a_copy(files):
    database = sqlite3.connect(":memory:")
    database.deserialize(files[DATABASE])
    for statement in ("update claims set n_sources = 'many'", "update claims set tier = 'best'"):
        with pytest.raises(sqlite3.IntegrityError):
            database.execute(statement)
    database.close()


def test_libraries_of_the_gate_are_not_loaded_with_it(pytestconfig):
    code = "import sys; from pipeline import check, package, store; print({m.split('.')[0] for m in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=pytestconfig.rootpath)
    assert "pyarrow" in loaded.stdout, loaded.stderr
    assert not {"great_expectations", "frictionless", "dvc", "duckdb", "polars"} & set(eval(loaded.stdout))
