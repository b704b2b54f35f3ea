"""Ids and rows depend on content alone: not on the order of the run, not on offsets, not on rules."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from functools import cache
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.compile import csv_bytes, ddl, frames, names, sqlite_rows, to_frame
from pipeline.compile.sqlite import insert
from pipeline.tabulate import Inputs, tabulate
from pipeline.tabulate.ids import Minter, identity

from .world import APPLIED, LABEL_FACTS, SCHEMAS, VOCABULARY, inputs, pages_of, source, stated

EVIDENCE = [
    stated("first", "Zed one treats lumps.", "zed-one", "treats", "lumps", repairs=(APPLIED,)),
    stated("copy", "Zed one treats lumps.", "zed-one", "treats", "lumps", start=7),
    stated("other", "Zed one is not used for lumps.", "zed-one", "treats", "lumps", polarity="negated"),
    stated("other", "Zed one treats gout and lumps.", "zed-one", "treats", "gout", start=90, qualifiers=("late",)),
    stated("other", "Ache is rare.", "zed-two", "adverse_event", "ache", start=200, frequency="rare"),
    stated("first", "Ache is rare.", "zed-two", "adverse_event", "ache", start=300, frequency="rare"),
    stated("first", "Ache is rare.", "zed-two", "adverse_event", "ache", start=400, frequency="rare"),
    stated("first", "Zedora is zed one.", "zed-one", "brand_of", "Zedora", start=500),
]
ASIDE = [
    stated("first", "Zed what?", "zed", "treats", "gout", start=s, outcome="set_aside", reason="vague") for s in (1, 2)
]


def written(tables: dict) -> dict[str, bytes]:
    return {name: csv_bytes(frame, SCHEMAS[name]) for name, frame in tables.items()}


@cache
def once() -> dict[str, bytes]:
    """Held to the schemas; so is whatever has the same bytes."""
    return written(frames(tabulate(inputs(EVIDENCE, ASIDE)), SCHEMAS))


@settings(max_examples=6, deadline=None)
@given(st.permutations(EVIDENCE), st.permutations(ASIDE), st.permutations(LABEL_FACTS), st.randoms())
def test_bytes_do_not_depend_on_any_order(kept, aside, facts, random):
    entries, pages = list(VOCABULARY.entries), pages_of([*kept, *aside])
    sources = [source(page.document.name) for page in pages]
    for each in (entries, pages, sources):
        random.shuffle(each)
    vocabulary = replace(VOCABULARY, entries=tuple(entries))
    world = inputs(kept, aside, pages=pages, vocabulary=vocabulary, sources=sources, label_facts=facts)
    tables = tabulate(world)
    assert written({name: to_frame(tables.get(name, ()), schema) for name, schema in SCHEMAS.items()}) == once()


def test_the_database_takes_all_tables_with_every_key_held():
    base = sqlite3.connect(":memory:")
    for name, frame in frames(tabulate(inputs(EVIDENCE, ASIDE)), SCHEMAS).items():
        for statement in ddl(SCHEMAS[name]):
            base.execute(statement)
        base.executemany(insert(SCHEMAS[name]), sqlite_rows(frame, SCHEMAS[name]))
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    base.execute("UPDATE indications SET polarity = 'negated' WHERE polarity = 'affirmed'")
    assert base.execute("PRAGMA foreign_key_check").fetchall() != []


def ids(world: Inputs, table: str, id: str) -> set:
    return {row[id] for row in tabulate(world)[table]}


def moved(one, **changes):
    return replace(one, candidate=replace(one.candidate, **changes))


@pytest.mark.parametrize(
    "change", [{"start": 60, "end": 81}, {"rule": "another"}, {"agent_from": "heading"}, {"contexts": ((1, 2),)}]
)
def test_place_and_rule_change_no_id(change):
    before, after = inputs(EVIDENCE), inputs([moved(EVIDENCE[0], **change), *EVIDENCE[1:]])
    for table, id in (("claims", "claim_id"), ("claims", "pair_id"), ("evidence", "evidence_id")):
        assert ids(before, table, id) == ids(after, table, id)


def test_another_page_adds_evidence_and_changes_no_other_id():
    more = stated("silent", "Zed one treats lumps.", "zed-one", "treats", "lumps")
    before, after = tabulate(inputs(EVIDENCE)), tabulate(inputs([*EVIDENCE, more]))
    assert [r["claim_id"] for r in before["claims"]] == [r["claim_id"] for r in after["claims"]]
    assert len({r["evidence_id"] for r in after["evidence"]} - {r["evidence_id"] for r in before["evidence"]}) == 1


CHANGES = {
    "relation": "not_used", "object": "skin-lumps", "agent": "zed-two", "polarity": "negated", "certainty": "possible",
    "approval": "approved", "regulator": "FDA", "qualifiers": ("late",), "partners": ("x",), "partner_logic": "all_of",
}  # fmt: skip


@pytest.mark.parametrize("field", CHANGES)
def test_every_stated_thing_makes_the_claim_id_and_only_the_subject_the_pair(field):
    one = EVIDENCE[0]
    before, after = (tabulate(inputs([e]))["claims"][0] for e in (one, moved(one, **{field: CHANGES[field]})))
    assert before["claim_id"] != after["claim_id"]
    of_pair = field in ("relation", "object", "agent", "polarity")
    assert (before["pair_id"] != after["pair_id"]) is of_pair


def test_identity_columns_are_marked_and_never_a_place_a_rule_or_a_count():
    for table, schema in SCHEMAS.items():
        marked = {f["name"] for f in schema["fields"] if f.get("x_identity")}
        assert not marked & {"start", "end", "rule_id", "context_spans", "agent_from", "n_evidence", "tier"}, table
        made = {id for f in schema["fields"] for id in f.get("x_identity", ())}
        assert made <= {"claim_id", "pair_id"} | set(schema["primaryKey"])


def test_every_column_of_a_claim_kind_makes_its_id_or_repeats_or_is_derived():
    derived = {"label_check", "label_fact_ids", "label_authority", "is_marketed", "is_suspected_source_error"}
    repeats = {"claim_id", "condition_id", "event_id", "value", "object_agent_id", *names(SCHEMAS["claims"])}
    for table in SCHEMAS["claims"]["x_parts"]["tables"].values():
        assert set(names(SCHEMAS[table])) == set(identity(SCHEMAS, "claim_id", table)) | (
            set(names(SCHEMAS[table])) & (repeats | derived)
        )


def test_an_empty_new_column_leaves_ids_as_they_were():
    minter, row = Minter(SCHEMAS), {"claim_type": "indication", "agent_id": "a", "object": "b"}
    assert minter.mint("pair_id", row, "claims") == minter.mint("pair_id", {**row, "polarity": None}, "claims")


def test_two_contents_with_one_id_are_a_fault(monkeypatch):
    same = SimpleNamespace(hexdigest=lambda: "0" * 64)
    monkeypatch.setattr("pipeline.tabulate.ids.hashlib", SimpleNamespace(sha256=lambda data: same))
    minter = Minter(SCHEMAS)
    for agent in ("a", "b"):
        minter.mint("pair_id", {"agent_id": agent}, "claims")
    assert [fault.code for fault in minter.faults] == ["id_collision"]
