"""Planted changes: the bump that each demands, what is told of it, and that a smaller one is refused."""

import copy
import csv
import io
import re
from pathlib import Path

import pandas as pd
import pytest

from pipeline import package, release
from pipeline.cli.release import next_version
from pipeline.compile import csv_bytes
from pipeline.package.views import VIEWS
from pipeline.records import Fault
from pipeline.release import LEVELS, Level

LAST = "1.4.2"
INPUTS = {"source": "a", "vocabulary": "a", "curation": "a", "code": "a"}


def contents(sample, inputs=INPUTS):
    """The package of a sample, without the files around its tables."""
    rows = {}
    for name, schema in sample.schemas.items():
        table = csv.DictReader(io.StringIO(csv_bytes(sample.frames[name], schema).decode("utf-8")))
        rows[name] = {"|".join(row[column] for column in schema["primaryKey"]): row for row in table}
    files = frozenset(f"tables/{name}.{kind}" for name in rows for kind in ("csv", "parquet"))
    views = {view.name: (("claim_id",), view.select) for view in VIEWS}
    return release.Contents(LAST, copy.deepcopy(sample.schemas), rows, views, files, inputs)


@pytest.fixture(scope="module")
def before(whole_sample):
    return contents(whole_sample)


def test_a_package_is_read_from_its_files_alone(whole_sample, before):
    head = {**whole_sample.package, "version": LAST}
    read = release.contents(package.write(whole_sample.frames, whole_sample.schemas, head), "made", INPUTS)
    assert (read.version, read.schemas, read.rows) == (LAST, before.schemas, before.rows)
    assert read.views["uses"][0][:2] == ("claim_id", "agent_id") and "README.md" in read.files


def test_what_is_no_package_is_a_fault_that_names_it():
    with pytest.raises(Fault, match="some.zip: .*datapackage.json.*not_a_package"):
        release.contents({"README.md": b""}, "some.zip")


def test_views_are_part_of_what_readers_rely_on(before):
    without = release.Contents(**{**vars(before), "views": {"uses": (("claim_id",), "SELECT 1")}})
    told = {(c.what, c.table) for c in release.compare(before, without)}
    assert {("view_removed", "harms"), ("view_changed", "uses")} <= told
    assert ("view_added", "harms") in {(c.what, c.table) for c in release.compare(without, before)}


@pytest.fixture
def now(sample):
    """A copy whose declarations may be broken too."""
    sample.schemas = copy.deepcopy(sample.schemas)
    return sample


def field(sample, table, column):
    return next(field for field in sample.schemas[table]["fields"] if field["name"] == column)


def column_removed(sample):
    sample.schemas["claims"]["fields"].remove(field(sample, "claims", "n_sources"))
    sample.frames["claims"] = sample.frames["claims"].drop(columns="n_sources")


def column_retyped(sample):
    field(sample, "claims", "n_evidence")["type"] = "number"
    sample.frames["claims"]["n_evidence"] = sample.frames["claims"]["n_evidence"].astype("Float64")


def value_renamed(sample):
    """In the closed list and wherever it is used."""
    for name, schema in sample.schemas.items():
        for column in schema["fields"]:
            limits = column.get("constraints", {})
            if column.get("x_enumeration") == "polarity":
                limits["enum"] = ["denied" if value == "negated" else value for value in limits["enum"]]
                sample.frames[name][column["name"]] = sample.frames[name][column["name"]].replace("negated", "denied")


def row_added(sample):
    row = sample.frames["conditions"].iloc[[0]].assign(condition_id="ague", parent_condition_id=pd.NA)
    sample.frames["conditions"] = pd.concat([row.astype(row.dtypes), sample.frames["conditions"]])


def row_removed(sample):
    kept = sample.frames["names"]["name"] != "abcine"
    sample.frames["names"] = sample.frames["names"][kept].reset_index(drop=True)


def cell_changed(sample):
    sample.frames["indications"].loc[0, "regulator"] = "EMA"


def key_declared_anew(sample):
    sample.schemas["names"]["primaryKey"] = ["name_id", "name"]


def key_made_of_other_columns(sample):
    del field(sample, "claims", "polarity")["x_identity"]


def key_of_a_row_changed(sample):
    frame = sample.frames["names"]
    frame.loc[frame["name"] == "abcine", "name_id"] = "nam-ffffffffffff"
    sample.frames["names"] = frame


def described_anew(sample):
    field(sample, "claims", "tier")["description"] = "What the pair has behind it."


PLANTED = {
    column_removed: (Level.MAJOR, {("column_removed", "claims", "n_sources")}),
    column_retyped: (Level.MAJOR, {("column_retyped", "claims", "n_evidence")}),
    value_renamed: (Level.MAJOR, {("value_removed", "claims", "polarity"), ("value_added", "claims", "polarity")}),
    row_added: (Level.MINOR, {("row_added", "conditions", "")}),
    row_removed: (Level.MINOR, {("row_retired", "names", "")}),
    cell_changed: (Level.PATCH, {("cell_changed", "indications", "regulator")}),
    key_declared_anew: (Level.MAJOR, {("key_changed", "names", "")}),
    key_made_of_other_columns: (Level.MAJOR, {("key_changed", "claims", "")}),
    key_of_a_row_changed: (Level.MINOR, {("row_retired", "names", ""), ("row_added", "names", "")}),
    described_anew: (Level.PATCH, {("described_anew", "claims", "tier")}),
}


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_change_demands_its_bump_and_a_smaller_one_is_refused(before, now, plant):
    level, told = PLANTED[plant]
    plant(now)
    changes = release.compare(before, contents(now))
    assert told <= {(change.what, change.table, change.column) for change in changes}
    assert release.required(changes) is level
    for asked in (Level.PATCH, Level.MINOR, Level.MAJOR):
        if asked < level:
            with pytest.raises(Fault, match="asks for at least"):
                next_version(LAST, LAST, level, asked)
        else:
            assert next_version(LAST, LAST, level, asked) == release.raised(LAST, asked)
    assert next_version(LAST, LAST, level, Level.NONE) == release.raised(LAST, level)


def test_a_package_does_not_differ_from_itself(whole_sample, before):
    assert release.compare(before, contents(whole_sample)) == []
    with pytest.raises(Fault, match="nothing_new"):
        next_version(LAST, LAST, Level.NONE, Level.NONE)


def test_what_is_added_to_the_declarations_is_minor(before, now):
    now.schemas["claims"]["fields"].append({"name": "note", "type": "string", "description": "A note."})
    now.frames["claims"]["note"] = pd.Series([pd.NA] * len(now.frames["claims"]), dtype="str")
    field(now, "claims", "tier")["constraints"]["enum"].append("unheard_of")
    changes = release.compare(before, contents(now))
    assert {(c.what, c.column) for c in changes} == {("column_added", "note"), ("value_added", "tier")}
    assert release.required(changes) is Level.MINOR


def test_a_column_that_may_now_be_empty_breaks_typed_readers(before, now):
    field(now, "repairs", "status")["constraints"]["required"] = False
    assert [c.what for c in release.compare(before, contents(now))] == ["column_optional"]


# ------------------------------------------------------------------------------------------------------------- causes


def causes(before, now, **inputs):
    after = contents(now, {**INPUTS, **inputs})
    return {(c.table, c.what): c.cause for c in release.explain(release.compare(before, after), before, after)}


def test_one_input_that_differs_is_the_cause(before, now):
    cell_changed(now)
    assert causes(before, now, curation="b") == {("indications", "cell_changed"): "curation"}
    assert causes(before, now, code="b") == {("indications", "cell_changed"): "code"}


def test_a_change_of_the_vocabulary_explains_what_refers_to_its_entry(before, now):
    """A name of an agent changed, and so did a claim on that agent and another that is on none of its kin."""
    frame = now.frames["names"]
    frame.loc[frame["name"] == "abcine", "kind"] = "synonym"
    cell_changed(now)
    now.frames["repairs"].loc[0, "basis"] = "the bytes"
    told = causes(before, now, vocabulary="b", code="b")
    assert told[("names", "cell_changed")] == "vocabulary"
    assert told[("indications", "cell_changed")] == "vocabulary"
    assert told[("repairs", "cell_changed")] == "code"


def test_a_new_page_explains_the_rows_that_rest_on_it(before, now):
    now.frames["sources"].loc[now.frames["sources"]["source_id"] == "page-two", "edition"] = "2026"
    row = now.frames["evidence"]["source_id"] == "page-two"
    now.frames["evidence"].loc[row, "rule_id"] = "another"
    told = causes(before, now, source="b", code="b", curation="b")
    assert told[("sources", "cell_changed")] == "source" and told[("evidence", "cell_changed")] == "source"


def test_a_decision_explains_what_speaks_of_the_same_words(before, now):
    """A candidate was rejected, and the evidence around its words changed with it; a place further on did not."""
    now.frames["set_aside"].loc[0, "outcome"] = "rejected"
    evidence = now.frames["evidence"]
    evidence.loc[evidence["quote"].str.contains("fever"), "rule_id"] = "another"
    now.frames["repairs"].loc[now.frames["repairs"]["status"] == "gap", "basis"] = "the bytes"
    told = causes(before, now, curation="b", code="b")
    assert told[("set_aside", "cell_changed")] == told[("evidence", "cell_changed")] == "curation"
    assert told[("repairs", "cell_changed")] == "curation|code"


def test_what_cannot_be_told_apart_is_not_told_apart(before, now):
    now.frames["repairs"].loc[0, "basis"] = "the bytes"
    assert causes(before, now, code="b", curation="b") == {("repairs", "cell_changed"): "curation|code"}
    assert causes(before, now) == {("repairs", "cell_changed"): "unknown"}


# --------------------------------------------------------------------------------------------------------- tombstones


def graves(before, now):
    after = contents(now, {**INPUTS, "code": "b"})
    changes = release.explain(release.compare(before, after), before, after)
    return {(row["table"], row["retired_id"]): row for row in release.tombstones(before, after, changes, "1.5.0")}


def test_a_retired_row_leaves_a_tombstone_with_its_successor(before, now):
    old = dict(zip(now.frames["names"]["name"], now.frames["names"]["name_id"], strict=True))["abcine"]
    key_of_a_row_changed(now)
    grave = graves(before, now)["names", old]
    assert grave["successor"] == "nam-ffffffffffff"
    assert (grave["version"], grave["cause"]) == ("1.5.0", "code")


def test_a_claim_keeps_its_pair_and_all_of_its_rows_follow_it(before, now):
    """The page was sure and is read as not sure: another claim of the same pair."""
    claims = now.frames["claims"]
    old = claims.loc[claims["object"] == "gout", "claim_id"].iloc[0]
    for name, frame in now.frames.items():
        if "claim_id" in frame:
            frame["claim_id"] = frame["claim_id"].replace(old, "clm-ffffffffffff")
            if "certainty" in frame:
                frame.loc[frame["claim_id"] == "clm-ffffffffffff", "certainty"] = "possible"
    found = graves(before, now)
    assert {key: row["successor"] for key, row in found.items()} == {
        ("claims", old): "clm-ffffffffffff", ("indications", old): "clm-ffffffffffff"  # fmt: skip
    }


def test_a_row_without_successor_and_one_of_two_have_none(before, now):
    row_removed(now)
    assert [row["successor"] for row in graves(before, now).values()] == [""]
    gone = before.rows["names"].keys() - set(now.frames["names"]["name_id"])
    row = next(before.rows["names"][key] for key in gone)
    twins = [{**row, "name_id": "nam-eeeeeeeeeeee"}, {**row, "name_id": "nam-ffffffffffff"}]
    now.frames["names"] = pd.concat([now.frames["names"], pd.DataFrame(twins)], ignore_index=True)
    assert [row["successor"] for row in graves(before, now).values()] == [""]


def test_tombstones_stay_and_a_key_that_comes_back_loses_its_own(before, now, whole_sample):
    row_removed(now)
    made = list(graves(before, now).values())
    gone = contents(now)
    later = release.Contents(**{**vars(gone), "tombstones": tuple(made)})
    assert release.tombstones(later, gone, [], "1.6.0") == made
    assert release.tombstones(later, contents(whole_sample), [], "1.6.0") == []


# -------------------------------------------------------------------------------------------------------------- drift


LIMITS = {"min_rows": 2, "max_share_lost": 0.2, "max_share_changed": 0.2, "max_null_shift": 0.3}
LIMITS["fan_out"] = [{"table": "adverse_events", "of": "agent_id", "per": "event_id", "max_more": 0}]


def drift(before, now):
    after = contents(now)
    return [str(fault) for fault in release.drift_faults(before, after, release.compare(before, after), LIMITS)]


def test_drift_is_told_by_keys_lost_rows_changed_gaps_and_fan_out(before, now):
    assert drift(before, now) == []
    row_removed(now)
    now.frames["sources"]["publisher"] = pd.Series([pd.NA] * len(now.frames["sources"]), dtype="str")
    harm = now.frames["adverse_events"].iloc[[0]].assign(claim_id="clm-ffffffffffff", agent_id="zedkine")
    now.frames["adverse_events"] = pd.concat([now.frames["adverse_events"], harm], ignore_index=True)
    now.frames["claims"]["n_evidence"] += 1
    now.schemas = {name: {**schema, "foreignKeys": []} for name, schema in now.schemas.items()}
    told = " ".join(drift(before, now))
    assert "names: 1 of 3 keys lost" in told and "claims: 9 of 9 rows changed" in told
    assert "sources.publisher: 33% of the cells were empty, now 100%" in told
    assert "adverse_events event_id fever: 1 different agent_id, now 2" in told


# ------------------------------------------------------------------------------------------------------- what is told


def test_every_kind_of_difference_is_in_the_page_on_versions():
    page = (Path(__file__).parents[2] / "docs/versions.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (\w+ \|.*) \|$", page, re.MULTILINE))
    assert rows == {what: f"{level.name} | {meaning}" for what, (level, meaning) in LEVELS.items()}


def test_the_change_log_gets_its_section_once():
    changes = [release.Change("column_removed", "claims", column="tier", before="string", cause="code")]
    made = release.section("2.0.0", "2026-05-06", "1.4.2", changes, "the tier was wrong")
    log = release.with_section("# Changelog\n\nWords.\n\n## 1.4.2 (2026-01-02)\n\nOld.\n", made)
    assert release.with_section(log, made) == log
    assert log.index("## 2.0.0") < log.index("## 1.4.2") and "the tier was wrong" in log
    assert "- MAJOR: `claims.tier`: a column is gone (`string`)" in log


def test_a_zip_that_is_none_is_a_fault():
    with pytest.raises(Fault, match="not_a_zip"):
        release.unpack(b"PK no zip", "x.zip")
