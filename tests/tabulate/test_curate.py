"""Decisions on candidates: every candidate ends in exactly one place, and a decision that no longer fits is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.curate import curate, gates
from pipeline.records import Decision

from .world import APPLIED, PACKAGE, SCHEMAS, WAITING, stated

ONE = stated("first", "Zed one treats lumps.", "zed-one", "treats", "lumps")
TWO = stated("first", "Zed two treats gout.", "zed-two", "treats", "gout", start=40)


def decision(action: str, claim: str, expected: str, **more) -> Decision:
    return Decision(more.pop("id", "d1"), action, more.pop("source", "first"), expected, claim=claim, **more)


def test_reject_takes_one_candidate_and_leaves_the_other():
    made = curate([ONE, TWO], [decision("reject", "zed-one treats lumps", "treats lumps")])
    assert made.kept == (TWO,)
    assert [(e.candidate.outcome, e.candidate.reason) for e in made.aside] == [("rejected", "d1")]
    assert not (made.faults or made.dormant or made.needless)


def test_what_awaits_a_repair_is_set_aside_unless_accepted():
    waits = replace(ONE, repairs=(WAITING,))
    assert curate([waits, replace(TWO, repairs=(APPLIED,))]).aside[0].candidate.reason == "repair_awaits_review"
    made = curate([waits, TWO], [decision("accept", "zed-one treats lumps", "Zed one")])
    assert [e.candidate for e in made.kept] == [ONE.candidate, TWO.candidate]


def test_accept_publishes_what_a_rule_set_aside():
    aside = replace(ONE, candidate=replace(ONE.candidate, outcome="set_aside", reason="no_agent"))
    assert curate([aside]).kept == ()
    assert curate([aside], [decision("accept", "zed-one treats lumps", "lumps")]).kept == (ONE,)


def test_amend_sets_fields_before_any_verdict():
    change = decision("amend", "zed-one treats lumps", "lumps", replacement="object=skin-lumps; qualifiers=late|early")
    verdict = decision("reject", "zed-one treats lumps", "lumps", id="d0")
    kept = curate([ONE], [change]).kept[0].candidate
    assert (kept.object, kept.qualifiers) == ("skin-lumps", ("early", "late"))
    made = curate([ONE], [change, verdict])
    assert made.aside[0].candidate.object == "skin-lumps" and not made.faults


@pytest.mark.parametrize("wrong", ["object", "start=3", "colour=red"])
def test_an_amendment_that_cannot_be_is_a_fault(wrong):
    made = curate([ONE], [decision("amend", "zed-one treats lumps", "lumps", replacement=wrong)])
    assert [f.code for f in made.faults] == ["decision_void"] and made.kept == (ONE,)


def test_all_decisions_that_no_longer_fit_are_told_at_once():
    gone = decision("reject", "zed-one treats lumps", "words that are gone", id="d1")
    other = decision("reject", "zed-one treats gout", "treats lumps", id="d2")
    both = [decision("reject", "zed-one treats lumps", "lumps", id=f"d{n}") for n in (3, 4)]
    made = curate([ONE], [gone, other, both[0], replace(both[1], action="accept")])
    assert [f.code for f in made.faults] == ["decision_void", "decision_void", "decisions_contradict"]
    assert "words that are gone" in str(made.faults[0]) and "found: zed-one treats lumps" in str(made.faults[1])


def test_one_field_that_two_people_set_otherwise_is_a_fault():
    common, rare, agreed = (
        decision("amend", "zed-one treats lumps", "lumps", id=f"d{n}", replacement=value)
        for n, value in enumerate(("frequency=common", "frequency=rare", "frequency=common; severity=mild"))
    )
    assert [f.code for f in curate([ONE], [common, rare]).faults] == ["decisions_contradict"]
    assert not curate([ONE], [common, agreed]).faults


def test_a_decision_sleeps_while_its_page_is_absent_and_says_so_when_it_changes_nothing():
    asleep = decision("reject", "zed-one treats lumps", "lumps", source="other")
    made = curate([ONE], [asleep])
    assert made.dormant == (asleep,) and not made.faults
    assert curate([ONE], [asleep], sources=["first", "other"]).faults[0].code == "decision_void"
    idle = decision("accept", "zed-one treats lumps", "lumps")
    assert curate([ONE], [idle]).needless == (idle,)


def test_within_narrows_a_decision_to_one_place():
    twin = replace(ONE, quote="But zed one treats lumps, too.")
    narrow = decision("reject", "zed-one treats lumps", "treats lumps", within="But zed one treats lumps")
    assert curate([ONE, twin], [narrow]).kept == (ONE,)


def test_no_decision_overrides_the_limits_of_quotation():
    long = replace(ONE, quote="Zed one treats lumps." + "x" * 300)
    sign = replace(TWO, quote="=Zed two treats gout.")
    accept = decision("accept", "zed-one treats lumps", "lumps")
    made = curate([long, sign], [accept])
    assert [e.candidate.reason for e in made.aside] == ["quote_too_long", "quote_opening"]


def test_the_limits_of_quotation_are_those_of_the_schema_and_the_package():
    limits = {f["name"]: f["constraints"] for f in SCHEMAS["evidence"]["fields"]}["quote"]
    assert gates.MAX_QUOTE == limits["maxLength"] == PACKAGE["x_quote_limits"]["max_characters"]
    assert limits["pattern"].startswith(f"({gates.OPENING.pattern.replace(chr(92) + chr(34), chr(34))})")


outcomes = st.sampled_from(["published", "set_aside", "ignored"])


@given(st.lists(st.tuples(outcomes, st.booleans(), st.integers(0, 3)), max_size=8), st.sets(st.integers(0, 3)))
def test_every_candidate_ends_in_exactly_one_place(found, rejected):
    evidence = [
        stated(
            "first", f"Zed {n} treats it.", f"zed-{n}", "treats", "gout", start=20 * at, outcome=outcome,
            repairs=(WAITING,) if waits else (),
        )
        for at, (outcome, waits, n) in enumerate(found)
    ]  # fmt: skip
    made = curate(evidence, [decision("reject", f"zed-{n} treats gout", "treats it", id=f"d{n}") for n in rejected])
    assert len(made.kept) + len(made.aside) == len(evidence)
    assert all(e.candidate.outcome == "published" for e in made.kept)
    assert not {e.candidate.agent for e in made.kept} & {f"zed-{n}" for n in rejected}
