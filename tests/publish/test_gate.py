"""The gate as a whole: what is sound passes and gives its report; what is not is listed at once."""

import re
import sqlite3

import pytest

from pipeline import check, package, store
from pipeline.check import datadocs
from pipeline.check.folder import descriptor_faults, folder_faults
from pipeline.check.terms import forbidden_terms
from pipeline.compile import csv_bytes
from pipeline.records import Faults

DATABASE = "cytokine_therapy.sqlite"


@pytest.fixture(scope="module")
def report(whole_sample):
    s = whole_sample
    return check.quality(package.data(s.frames, s.schemas), s.schemas, s.package, s.texts, s.found)


@pytest.fixture(scope="module")
def files(whole_sample, report):
    return package.write(whole_sample.frames, whole_sample.schemas, whole_sample.package, report=report)


def codes(call, *args) -> list[str]:
    with pytest.raises(Faults) as caught:
        call(*args)
    return [fault.code for fault in caught.value.faults]


def test_every_suite_passes_and_the_report_counts_it(whole_sample, report):
    assert [suite["table"] for suite in report["suites"]] == [*whole_sample.schemas, "between_tables"]
    assert all(suite["met"] == suite["expectations"] > 0 for suite in report["suites"])
    assert all(rule["broken"] == 0 for rule in report["rules"])
    assert {rule["rule"] for rule in report["rules"]} > {rule.meaning for rule in check.RULES}


def test_all_faults_of_all_tables_are_listed_at_once(sample):
    sample.frames["agents"].loc[0, "level"] = "king"
    sample.frames["evidence"].loc[0, "end"] += 1
    sample.frames["claims"].loc[0, "agent_id"] = "nobody"
    sample.found["page-one"] = 99
    files = {f"tables/{name}.csv": csv_bytes(sample.frames[name], schema) for name, schema in sample.schemas.items()}
    with pytest.raises(Faults) as caught:
        check.quality(files, sample.schemas, sample.package, sample.texts, sample.found)
    lines = [str(fault) for fault in caught.value.faults]
    assert all(fault.remedy for fault in caught.value.faults)
    wanted = ["agents.level: .*'king' in abcine", "evidence evd-", "nobody", "page-one: 99 candidates"]
    assert all(any(re.search(words, line) for line in lines) for words in wanted), lines


def test_the_report_is_markdown_made_from_the_results(files, report):
    text = files["quality_report.md"].decode()
    all_of = sum(suite["expectations"] for suite in report["suites"])
    assert f"**{all_of} of {all_of} expectations met; 0 rows break a rule between tables.**" in text
    assert "| page-one | 9 | 8 | 0 | 0 | 1 |" in text


def test_a_sound_folder_passes(whole_sample, files, tmp_path):
    def verify(folder):
        check.gate(str(folder), store.read_tree(folder), whole_sample.schemas, files)

    store.publish(files, tmp_path / "data_out", verify)
    assert store.read_tree(tmp_path / "data_out") == files


def test_a_fault_in_the_folder_keeps_the_old_one(whole_sample, files, tmp_path):
    store.publish({"README.md": b"old"}, tmp_path / "out", lambda folder: None)

    def verify(folder):
        check.gate(str(folder), store.read_tree(folder), whole_sample.schemas, files)

    bad = {**files, "tables/claims.csv": files["tables/claims.csv"].replace(b"stated", b"statid", 1)}
    found = codes(store.publish, bad, tmp_path / "out", verify)
    assert {"sha256", "not_as_written", "frictionless", "parquet_differs", "sqlite_differs"} <= set(found)
    assert store.read_tree(tmp_path / "out") == {"README.md": b"old"}


def changed(files, name, data):
    """The file replaced and the checksums with it, as someone would who means harm."""
    return resummed({**files, name: data})


def resummed(files):
    files = {name: data for name, data in files.items() if name != "SHA256SUMS"}
    return {**files, "SHA256SUMS": package.sums(files)}


def database(files, *statements) -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(files[DATABASE])
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    return connection.serialize()


def found(files, schemas) -> set[str]:
    return {fault.code for fault in folder_faults(files, schemas)}


def test_each_check_of_the_folder_objects(whole_sample, files):
    schemas = whole_sample.schemas
    assert found(files, schemas) == set()
    assert found({k: v for k, v in files.items() if k != DATABASE}, schemas) == {"file_absent"}
    assert found({**files, "stray.txt": b"x"}, schemas) == {"sha256"}
    assert found(changed(files, "tables/events.csv", files["tables/events.csv"] + b"x,y\n"), schemas) == {"csv_ragged"}
    other = changed(files, "tables/events.parquet", files["tables/agents.parquet"])
    assert found(other, schemas) == {"parquet_schema"}
    assert found(changed(files, "tables/events.parquet", b"PAR1"), schemas) == {"parquet_unreadable"}


def test_each_check_of_the_database_objects(whole_sample, files):
    schemas = whole_sample.schemas
    dangling = database(files, "PRAGMA foreign_keys = OFF", "UPDATE agent_facts SET object_agent_id = 'nobody'")
    assert found(changed(files, DATABASE, dangling), schemas) == {"sqlite_foreign_key", "sqlite_differs"}
    renamed = database(files, "UPDATE events SET preferred_name = 'heat' WHERE event_id = 'fever'")
    assert found(changed(files, DATABASE, renamed), schemas) == {"sqlite_differs"}
    no_view = database(files, "DROP VIEW uses", "CREATE VIEW uses AS SELECT nought FROM claims")
    assert found(changed(files, DATABASE, no_view), schemas) == {"sqlite_damaged"}
    torn = files[DATABASE][:8192] + bytes(4096) + files[DATABASE][12288:]
    assert found(changed(files, DATABASE, torn), schemas) & {"sqlite_damaged"}


def test_descriptors_are_validated_as_a_reader_would(files, tmp_path):
    def objects(files):
        for name, data in files.items():
            store.write_atomic(tmp_path / name, data)
        return " ".join(str(fault) for fault in descriptor_faults(str(tmp_path / "datapackage.json")))

    assert objects(files) == ""
    assert "hash-count" in objects({**files, "tables/events.parquet": files["tables/events.parquet"] + b"x"})
    store.write_atomic(tmp_path / "tables/events.parquet", files["tables/events.parquet"])
    numbered = files["datapackage.json"].replace(b'"version": "', b'"version": 1, "v": "')
    assert "version" in objects({"datapackage.json": numbered})
    assert "[frictionless]" in objects({"datapackage.json": b"{"})


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        (b"a,MEDDRA:10016558", 1),
        (b"SCTID: 386661006", 1),
        (b"http://snomed.info/id/386661006", 1),
        (b"SNOMEDCT_US:386661006 mdr:10016558", 2),
        (b"no MedDRA or SNOMED, ever; NCIT:C3038, UNII:ABCDE12345, in 10016558 people", 0),
    ],
)
def test_licensed_vocabularies_are_found_anywhere(text, hits):
    assert len(forbidden_terms({"x": text})) == hits


def test_data_docs_are_clean_and_without_chance(sample, tmp_path):
    small = {name: sample.schemas[name] for name in ("agents",)}
    pages = []
    for name in ("one", "two"):
        datadocs.build(str(tmp_path / name), sample.frames, small, [])
        store.rewrite(tmp_path / name, "*.html", check.clean)
        pages.append(store.read_tree(tmp_path / name))
    assert pages[0] == pages[1]
    html = [data.decode() for name, data in pages[0].items() if name.endswith(".html")]
    assert len(html) > 2
    remote = re.compile(r"""(?:src|<link[^>]*href)\s*=\s*["']?(?:https?:)?//|url\(\s*["']?(?:https?:)?//""")
    assert not any(remote.search(page) for page in html)
