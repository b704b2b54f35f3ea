"""What each table holds, on an invented world."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.records import Faults, Mention, Repair
from pipeline.tabulate import counts, tabulate

from .world import APPLIED, FLAG, WAITING, held, inputs, pages_of, stated

USE_IS = ("zed-one", "treats", "lumps")
USE = stated("first", "Zed one treats lumps.", *USE_IS)


def rows(*kept, **more):
    """The tables, held to their schemas on the way."""
    return held(tabulate(inputs(kept, **more)))


def only(tables, table, **where):
    found = [row for row in tables[table] if all(row.get(k) == v for k, v in where.items())]
    assert len(found) == 1, f"{len(found)} rows in {table} with {where}"
    return found[0]


def test_equal_content_is_one_claim_with_all_its_evidence():
    again = stated("other", "It treats lumps.", *USE_IS)
    tables = rows(USE, again, stated("other", "Lumps: zed one.", *USE_IS, start=50))
    assert len(tables["claims"]) == len(tables["indications"]) == 1 and len(tables["evidence"]) == 3
    claim = tables["claims"][0]
    assert (claim["n_evidence"], claim["n_sources"], claim["n_independent_sources"]) == (3, 2, 2)
    assert claim["tier"] == "supported"


def test_a_stated_difference_makes_another_claim_of_the_same_pair():
    tables = rows(USE, stated("other", "Zed one treats late lumps.", *USE_IS, qualifiers=("late",)))
    assert len(tables["claims"]) == 2 and len({row["pair_id"] for row in tables["claims"]}) == 1
    assert all((row["n_evidence"], row["n_sources"]) == (1, 2) for row in tables["claims"])


def test_a_page_and_its_copy_are_one_origin():
    tables = rows(USE, replace(USE, source_id="copy"))
    claim = tables["claims"][0]
    assert (claim["n_sources"], claim["n_independent_sources"], claim["tier"]) == (2, 1, "supported")
    groups = {row["source_id"]: row["independence_group"] for row in tables["sources"]}
    assert groups == {"copy": "copy", "first": "copy", "other": "other", "silent": "silent"}
    assert len(tables["source_lineage"]) == 1


def test_lists_are_sorted_once_each_and_details_are_typed():
    one = stated(
        "first", "It is given thrice.", "zed-one", "schedule", "3-times-per-week", object_type="schedule",
        qualifiers=("b", "a", "b"), details=(("count", "3"), ("unit", "time"), ("words", "thrice a week")),
    )  # fmt: skip
    harm = stated(
        "first", "Ache in 3 of 10.", "zed-one", "adverse_event", "back-ache", start=30, group="ache", frequency="rare",
        details=(("n", "3"), ("total", "10"), ("pct_low", "29.5"), ("pct_high", "30")),
    )  # fmt: skip
    tables = rows(one, harm)
    given = only(tables, "administration", value="3-times-per-week")
    assert (given["schedule_count"], given["words"], given["qualifiers"]) == (3.0, "thrice a week", "a|b")
    found = only(tables, "adverse_events", event_id="back-ache")
    assert (found["n"], found["total"], found["pct_low"], found["group_event_id"]) == (3, 10, 29.5, "ache")


def test_agent_facts_point_at_agents_or_hold_names():
    brand = stated("first", "Zedora is zed one.", "zed-one", "brand_of", "Zedora")
    tables = rows(brand, stated("first", "Zed one is a zed.", "zed-one", "is_a", "zed", start=30))
    assert only(tables, "agent_facts", object="Zedora").get("object_agent_id") is None
    assert only(tables, "agent_facts", object="zed")["object_agent_id"] == "zed"


def test_what_no_column_can_hold_stops_the_run_with_all_of_it():
    odd = stated("first", "Zed one is a zed.", "zed-one", "is_a", "zed", severity="severe", partners=("x",))
    words = stated("first", "Few", "zed-one", "adverse_event", "ache", details=(("n", "few"),))
    with pytest.raises(Faults) as caught:
        tabulate(inputs([odd, words]))
    assert [f.code for f in caught.value.faults] == ["column_missing", "value_type"]
    assert "partners, severity" in str(caught.value)


def test_two_rules_that_read_one_place_are_one_witness_and_still_counted():
    twice = replace(USE, candidate=replace(USE.candidate, rule="r0"))
    world = inputs([USE, twice])
    tables = tabulate(world)
    assert tables["claims"][0]["n_evidence"] == 1 and tables["evidence"][0]["rule_id"] == "r0"
    assert only(tables, "set_aside", outcome="ignored")["reason"] == "same_place_twice"


def test_candidates_are_published_rejected_set_aside_or_ignored():
    aside = [
        replace(USE, candidate=replace(USE.candidate, start=n, outcome=outcome, reason="why"))
        for n, outcome in enumerate(["rejected", "set_aside", "ignored", "ignored"], 100)
    ]
    world = inputs([USE, replace(USE, source_id="other")], aside)
    made = counts(world.pages, tabulate(world))
    assert made == {"candidates": 6, "published": 2, "rejected": 1, "set_aside": 1, "ignored": 2}
    assert made["candidates"] == sum(made.values()) - made["candidates"]


def test_quotes_of_what_is_set_aside_keep_to_the_limits():
    def aside(quote, outcome="set_aside"):
        return replace(USE, quote=quote, candidate=replace(USE.candidate, outcome=outcome, reason="why"))

    tables = rows(aside=[aside("Fine."), aside("- bullet"), aside("x" * 301), aside("Fine.", "ignored")])
    assert sorted(row["quote"] or "" for row in tables["set_aside"]) == ["", "", "", "Fine."]


def test_repairs_are_rows_that_evidence_names():
    nbsp = [Repair(n, n + 1, "\u00a0", " ", "layout", "nbsp", "auto") for n in (2, 12)]
    one = replace(USE, repairs=(APPLIED, nbsp[0]), repaired_quote="Zed one treats lumps!")
    tables = rows(one, pages=pages_of([one], [("first", nbsp[1])]))
    assert len(tables["repairs"]) == 3
    assert {(r["before"], r["occurrence"]) for r in tables["repairs"]} == {
        ('"\\u00a0"', 1), ('"\\u00a0"', 2), ('"what"', 1),
    }  # fmt: skip
    named = only(tables, "evidence")["repair_ids"].split("|")
    assert named == sorted(r["repair_id"] for r in tables["repairs"] if r["start"] != 12)
    assert tables["evidence"][0]["repaired_quote"].endswith("!")
    assert "repaired" in tables["claims"][0]["tier_reasons"].split("|")


def test_a_question_says_what_is_at_stake_and_nothing_else_does():
    asked = [replace(WAITING, harm=harm, after=str(harm)) for harm in range(4)]
    tables = rows(pages=pages_of([USE], [("first", r) for r in (*asked, APPLIED, FLAG)]))
    stakes = {(r["status"], r["after"]): r["harm"] for r in tables["repairs"]}
    assert [stakes["review", f'"{n}"'] for n in range(4)] == ["wording", "degree", "named_thing", "meaning"]
    assert stakes["auto", '"that"'] == stakes["flag", '""'] == "not_asked"


def test_a_flag_marks_the_statement_it_names_and_no_other():
    words = "Zed one treats lumps and gout."
    both = [stated("first", words, "zed-one", "treats", o, repairs=(FLAG,)) for o in ("lumps", "gout")]
    named = [("first", Mention(5, 9, "condition", "gout"))]
    tables = rows(*both, pages=pages_of(both, mentions=named))
    assert [r["condition_id"] for r in tables["indications"] if r["is_suspected_source_error"]] == ["gout"]
    assert only(tables, "claims", object="gout")["tier"] == "unsettled"
    tables = rows(*both, pages=pages_of(both))
    assert all(r["is_suspected_source_error"] for r in tables["claims"])


def test_a_claim_is_suspected_only_when_all_its_places_are():
    flagged = replace(USE, repairs=(FLAG,))
    tables = rows(flagged, replace(USE, source_id="other"))
    assert [r["is_suspected_source_error"] for r in tables["claims"]] == [False]
    assert sorted(r["is_suspected_source_error"] for r in tables["evidence"]) == [False, True]


def test_places_are_written_in_the_order_of_the_page():
    one = stated("first", USE.quote, *USE_IS, contexts=((90, 99), (3, 20), (90, 99)), heading=("- Uses", "Zed"))
    row = rows(one)["evidence"][0]
    assert (row["context_spans"], row["heading_path"], row["stance"]) == ("3-20|90-99", "Uses > Zed", "supports")


def test_flat_spells_names_out():
    harm = stated("first", "Back ache, an ache.", "zed", "adverse_event", "back-ache", group="ache", polarity="negated")
    row = only(rows(harm, USE), "claims_flat", claim_type="adverse_event")
    assert (row["agent_name"], row["object_name"], row["group_name"]) == ("zed", "ache of the back", "ache")
    assert row["approval"] is None and row["quote"] == harm.quote and row["page_title"] == "T"


@pytest.mark.parametrize(
    ("agent", "condition", "value", "facts", "authorities", "is_marketed"),
    [
        ("zed-one", "skin-lumps", "on_label", "zedora-skin-lumps-fda", "FDA", True),
        ("zed-one", "lumps", "narrower_on_label", "zedora-skin-lumps-fda", "FDA", True),  # the withdrawn use is no use
        ("zed-two", "skin-lumps", "broader_on_label", "zetwo-lumps-fda", "FDA", None),
        ("zed-form", "skin-lumps", "parent_on_label", "zedora-skin-lumps-fda", "FDA", True),
        ("zed", "skin-lumps", "member_on_label", "zedora-skin-lumps-fda|zetwo-lumps-fda", "FDA", True),
        ("zed-one", "hives", "formerly_on_label", "zedora-hives-ema", "EMA", True),  # given up, not withdrawn
        ("zed", "hives", "formerly_on_label", "zedora-hives-ema", "EMA", True),
        ("zed-one", "gout", "not_on_label", None, "FDA", True),  # not the EMA's: of those we hold a part
        ("zed-two", "gout", "no_label_facts", None, "FDA", None),
        ("zed", "gout", "no_label_facts", None, "EMA|FDA", True),
        ("hum", "gout", "no_label_facts", None, None, None),
    ],
)
def test_label_check(agent, condition, value, facts, authorities, is_marketed):
    row = tabulate(inputs([stated("first", "It treats it.", agent, "treats", condition)]))["indications"][0]
    assert (row["label_check"], row["label_fact_ids"]) == (value, facts)
    assert (row["label_authority"], row["is_marketed"]) == (authorities, is_marketed)


def found(*both, **more):
    return {row["kind"]: row["is_independent"] for row in tabulate(inputs(both, **more))["conflicts"]}


def use(source, **more):
    return stated(source, "Zed one and lumps.", "zed-one", more.pop("relation", "treats"), "lumps", **more)


def harm(source, **more):
    return stated(source, "Zed one and ache.", "zed-one", "adverse_event", "ache", **more)


def kind(source, relation, **more):
    return stated(source, "Zed one and zed.", "zed-one", relation, "zed", **more)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (use("first"), use("other", polarity="negated"), {"polarity": True}),
        (use("first"), use("copy", polarity="negated"), {"polarity": False}),
        (use("first"), use("other", polarity="negated", certainty="hypothetical"), {}),
        (use("first", approval="approved"), use("other", approval="withdrawn"), {"approval": True}),
        (use("first", approval="approved"), use("other", approval="not_stated"), {}),
        (use("first", approval="approved"), use("other", approval="label_indication"), {}),
        (use("first"), use("other", relation="not_used"), {"relation": True}),
        (use("first"), use("other", relation="under_study"), {}),
        (harm("first", frequency="common"), harm("other", frequency="rare"), {"frequency": True}),
        (harm("first", frequency="common"), harm("other"), {}),
        (harm("first", frequency="uncommon"), harm("other", frequency="less_common"), {}),
        (harm("first", frequency="common"), harm("other", frequency="rare", severity="severe"), {}),
        (kind("first", "is_a"), kind("other", "subtype", polarity="negated"), {"kind_of": True}),
        (kind("first", "is_a"), kind("other", "subtype"), {}),
        (use("first", qualifiers=("single_agent",)), use("other", partners=("x",)), {"regimen": True}),
        (use("first", qualifiers=("single_agent",)), use("first", partners=("x",), start=50), {}),
    ],
)
def test_conflicts_are_what_the_two_sides_say(one, other, expected):
    assert found(one, other) == expected


def test_a_conflict_marks_both_pairs():
    tables = rows(use("first"), use("other", polarity="negated"), use("other", relation="under_study", start=60))
    assert {row["relation"]: row["tier"] for row in tables["claims"]} == {
        "treats": "unsettled", "under_study": "stated",
    }  # fmt: skip


def test_curated_tables_follow_the_vocabulary():
    tables = rows()
    assert only(tables, "agents", agent_id="zed-two")["parent_agent_id"] == "zed"
    assert only(tables, "names", name="Zedora")["name_source"] == "made_up"
    assert only(tables, "identifiers")["prefix"] == "UNII"
    assert only(tables, "enumerations", enumeration="polarity", value="negated")["rank"] == 2
