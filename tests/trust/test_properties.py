"""Deleting, doubling, re-ordering, re-encoding what people write: the same ids and the expected change, or one fault.

The pages are two short ones; vocabularies and rules are the project's own.
"""

from __future__ import annotations

import csv
import hashlib
import io
import random
import shutil
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import declare
from pipeline.cli.live import live
from pipeline.records import Decision, Fault, Faults

from .conftest import ROOT, row

PAGES = {
    "one": "Aldesleukin is approved to treat melanoma.\n\nSide effects of aldesleukin include fever and “chills”.\n",
    "two": "Aldesleukin is not used to treat melanoma.\n\nFilgrastim may cause bone pain.\n",
}
NAMED = {"one": "Proleukin may cause fever.\n\nAldesleukin may cause chills.\n"}
REJECTED = Decision("one.fever", "reject", "one", "fever", claim="aldesleukin adverse_event fever", reason="no")
KEYS = {"claims": "claim_id", "evidence": "evidence_id", "conflicts": "conflict_id", "set_aside": "set_aside_id"}


def dataset(declared, data, **more):
    rows = tuple(row(name) for name in data)
    return live(replace(declared, **{"sources": rows, "decisions": (), **more}), ROOT, data).tables


def ids(tables):
    return {table: {one[key] for one in tables[table]} for table, key in KEYS.items()}


def encoded(**encodings):
    return {name: text.encode(encodings.get(name, "utf-8")) for name, text in PAGES.items()}


@pytest.fixture(scope="module")
def plain(declared):
    return dataset(declared, encoded())


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_order_changes_nothing(declared, plain, seed):
    shuffle = random.Random(seed)

    def mixed(rows):
        return tuple(shuffle.sample(list(rows), len(rows)))

    words = declared.vocabulary
    vocabulary = replace(words, entries=mixed(words.entries), names=mixed(words.names), terms=mixed(words.terms))
    data = dict(mixed(encoded().items()))
    again = dataset(declared, data, vocabulary=vocabulary, label_facts=mixed(declared.label_facts))
    assert ids(again) == ids(plain)
    assert sorted(again["claims"], key=str) == sorted(plain["claims"], key=str)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_another_encoding_keeps_every_id_of_claims(declared, plain, encoding):
    again = dataset(declared, encoded(one=encoding))
    assert ids(again)["claims"] == ids(plain)["claims"]
    assert ids(again)["conflicts"] == ids(plain)["conflicts"]


def test_an_encoding_that_nothing_tells_is_one_clear_fault(declared):
    with pytest.raises(Fault, match="page_undecodable"):
        dataset(declared, encoded(one="cp1252"))


def test_a_page_that_goes_takes_what_it_alone_says(declared, plain):
    without = dataset(declared, {"one": PAGES["one"].encode()})
    mine = {one["claim_id"] for one in plain["evidence"] if one["source_id"] == "one"}
    assert ids(without)["claims"] == mine
    assert without["conflicts"] == [] and len(plain["conflicts"]) == 1


def test_a_page_that_is_there_twice_is_one_witness(declared, plain):
    twice = dataset(declared, encoded() | {"three": PAGES["one"].encode()})
    assert ids(twice)["claims"] == ids(plain)["claims"]
    origins = {one["claim_id"]: one["n_independent_sources"] for one in plain["claims"]}
    assert {one["claim_id"]: one["n_independent_sources"] for one in twice["claims"]} == origins


def test_a_decision_does_one_thing_and_without_it_everything_is_back(declared, plain):
    decided = dataset(declared, encoded(), decisions=(REJECTED,))
    gone = ids(plain)["claims"] - ids(decided)["claims"]
    assert len(gone) == 1 and not ids(decided)["claims"] - ids(plain)["claims"]
    assert [one["reason"] for one in decided["set_aside"] if one["outcome"] == "rejected"] == ["one.fever"]


def test_decisions_in_any_order_and_twice_do_the_same(declared, plain):
    changed = Decision("one.chills", "amend", "one", "chills", claim="aldesleukin adverse_event chills",
                       replacement="frequency=common", reason="it says so")  # fmt: skip
    settled = dataset(declared, encoded(), decisions=(REJECTED, changed))
    again = dataset(declared, encoded(), decisions=(changed, replace(REJECTED, decision_id="one.again"), REJECTED))
    assert ids(again)["claims"] == ids(settled)["claims"]
    assert len(ids(settled)["claims"] & ids(plain)["claims"]) == len(ids(plain)["claims"]) - 2  # rejected, amended
    rare = replace(changed, decision_id="one.rare", replacement="frequency=rare")
    with pytest.raises(Faults, match="decisions_contradict"):
        dataset(declared, encoded(), decisions=(changed, rare))


def test_a_name_that_goes_takes_what_it_alone_found(declared):
    words = declared.vocabulary
    known = dataset(declared, {name: text.encode() for name, text in NAMED.items()})
    fewer = replace(words, names=tuple(name for name in words.names if name.name != "Proleukin"))
    unknown = dataset(declared, {name: text.encode() for name, text in NAMED.items()}, vocabulary=fewer)
    assert {one["object"] for one in known["claims"]} == {"fever", "chills"}
    assert {one["object"] for one in unknown["claims"]} == {"chills"}
    assert ids(unknown)["claims"] < ids(known)["claims"]


def test_a_label_fact_that_goes_changes_its_check_and_no_id(declared, plain):
    fewer = [fact for fact in declared.label_facts if fact["label_fact_id"] != "proleukin-melanoma-fda"]
    without = dataset(declared, encoded(), label_facts=tuple(fewer))
    assert ids(without) == ids(plain)
    checks = [{one["label_check"] for one in tables["indications"]} for tables in (plain, without)]
    assert checks == [{"on_label"}, {"not_on_label"}]


def test_a_decision_whose_words_are_gone_is_refused(declared):
    with pytest.raises(Faults, match="decision_void"):
        dataset(declared, {"one": b"Aldesleukin may cause chills."}, decisions=(REJECTED,))


# --------------------------------------------------------------------------------- files that people write, on the disk


def lines(path):
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


def reverse(path):
    head, *rest = lines(path)
    path.write_text("".join([head, *reversed(rest)]), encoding="utf-8")


def double(path):
    path.write_text("".join([*lines(path), lines(path)[-1]]), encoding="utf-8")


def recode(path):
    path.write_bytes(path.read_bytes().decode("utf-8").encode("utf-16"))


def cut(path):
    path.write_text("".join(lines(path)[:-1]), encoding="utf-8")


FILES = (
    "raw/sources.csv", "curation/decisions.csv",
    *(f"curation/vocab/{name}.csv" for name in ("agents", "names", "terms", "label_facts")),
)  # fmt: skip


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(("change", "codes"), [
    (reverse, {"unsorted"}), (double, {"duplicate", "page_twice", "name_twice"}), (recode, {"not_utf8"}),
])  # fmt: skip
def test_a_file_out_of_form_is_one_clear_fault_and_order_is_mended(thinned, tmp_path, file, change, codes):
    project = shutil.copytree(thinned, tmp_path / "project")
    before = (project / file).read_bytes()
    change(project / file)
    faults = declare.lint(project)
    assert faults and {fault.code for fault in faults} <= codes
    assert all(fault.where.startswith(file) for fault in faults)
    declare.fix(project)
    assert ((project / file).read_bytes() == before) == (change is not recode)


def test_a_row_of_the_manifest_that_goes_leaves_its_page_unlisted(project):
    cut(project / "raw/sources.csv")
    assert {fault.code for fault in declare.lint(project)} == {"page_unlisted"}


def test_a_page_that_goes_and_stays_in_the_manifest_is_missed(project):
    first = rows(project / "raw/sources.csv")[0]
    (project / first["file"]).unlink()
    (fault,) = declare.lint(project)
    assert fault.code == "file_missing" and first["file"] in str(fault)


def test_a_vocabulary_row_that_is_used_elsewhere_is_missed(project):
    path = project / "curation/vocab/agents.csv"
    path.write_text("".join(line for line in lines(path) if not line.startswith("aldesleukin,")), encoding="utf-8")
    assert {fault.code for fault in declare.lint(project)} == {"dangling"}


def test_a_page_in_another_encoding_without_a_word_in_the_manifest_is_refused(project):
    (name,) = {one["file"] for one in rows(project / "raw/sources.csv")[:1]}
    recode(project / name)
    (fault,) = declare.lint(project)
    assert fault.code == "hash_mismatch" and "git checkout" in fault.remedy


def test_a_page_in_another_encoding_that_the_manifest_knows_is_fine(project):
    path = project / "raw/sources.csv"
    first = rows(path)[0]
    recode(project / first["file"])
    digest = hashlib.sha256((project / first["file"]).read_bytes()).hexdigest()
    path.write_text(path.read_text(encoding="utf-8").replace(first["sha256"], digest), encoding="utf-8")
    assert declare.lint(project) == []


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
