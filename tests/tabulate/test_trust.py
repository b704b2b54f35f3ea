"""Who says so, how independently, who disagrees and what a person decided, on an invented world."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.records import Decision, Fault, Faults
from pipeline.tabulate import tabulate

from .world import FLAG, PAGES, PRECISION, held, inputs, pages_of, source, stated


def tables(*kept, **more):
    return held(tabulate(inputs(kept, **more)))


def use(page, agent="zed-one", thing="lumps", relation="treats", **more):
    return stated(page, f"{agent} and {thing}.", agent, relation, thing, **more)


def harm(page, agent="zed-one", event="ache", **more):
    return stated(page, f"{agent} and {event}.", agent, "adverse_event", event, **more)


def kinds(*kept):
    return [(row["kind"], row["scope"]) for row in tables(*kept)["conflicts"]]


SAME, ACROSS = "same_subject", "across_levels"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # a denial covers members and kinds; it does not cover what is wider than itself
        (use("first"), use("other", "zed", polarity="negated"), [("polarity", SAME)]),
        (use("first", thing="skin-lumps"), use("other", relation="not_used"), [("relation", SAME)]),
        (use("first", thing="skin-lumps"), use("other", "zed", polarity="negated"), [("polarity", SAME)]),
        (use("first"), use("other", relation="not_used", polarity="negated"), [("relation", SAME)]),
        (use("first", "zed"), use("other", polarity="negated"), []),
        (use("first"), use("other", thing="skin-lumps", polarity="negated"), []),
        (use("first", approval="approved"), use("other", "zed", approval="withdrawn"), [("approval", SAME)]),
        (use("first", "zed", approval="approved"), use("other", approval="withdrawn"), []),
        # one of early disease says nothing of late disease; one of all disease does
        (use("first"), use("other", polarity="negated", qualifiers=("early",)), []),
        (use("first", qualifiers=("early",)), use("other", polarity="negated"), [("polarity", SAME)]),
        # two regulators may decide differently
        (use("first", approval="approved", regulator="FDA"), use("other", approval="withdrawn", regulator="EMA"), []),
        (use("first", approval="approved", regulator="FDA"), use("other", approval="withdrawn"), [("approval", SAME)]),
        # how often a class and its member do harm may truly differ
        (harm("first", frequency="rare"), harm("other", "zed", frequency="common"), [("frequency", ACROSS)]),
        (harm("first", frequency="rare"), harm("other", "zed", frequency="rare"), []),
        (harm("first", frequency="rare"), harm("other", "zed-two", frequency="common"), []),
        # one name, one thing
        (
            stated("first", "Zedora is it.", "zed-one", "brand_of", "Zedora"),
            stated("other", "Zedora is that.", "zed-two", "brand_of", "Zedora"),
            [("entity", SAME)],
        ),
        (
            stated("first", "Zedora is it.", "zed-one", "brand_of", "Zedora"),
            stated("other", "Zedora is a zed.", "zed", "brand_of", "Zedora"),
            [],
        ),
        (
            stated("first", "It is a hum.", "zed-one", "is_a", "hum"),
            stated("other", "It is a hem.", "zed-one", "is_a", "hem"),
            [("entity", SAME)],
        ),
    ],
)
def test_what_disagrees_and_what_only_differs(one, other, expected):
    assert kinds(one, other) == kinds(other, one) == expected


def test_a_difference_across_levels_is_told_and_disputes_nothing():
    made = tables(harm("first", frequency="rare"), harm("other", "zed", frequency="common"))
    assert {row["tier"] for row in made["claims"]} == {"stated"}
    assert all(row["has_conflict"] and "difference_noted" in row["tier_reasons"] for row in made["claims"])


def resolve(replacement, **more):
    given = {"kind": "polarity", "claim": "zed-one adverse_event ache", "reason": "so the trial says", **more}
    return Decision("d1", "resolve", "first", "zed-one and ache", replacement=replacement, **given)


CONTRADICTION = (harm("first"), harm("other", polarity="negated"))


@pytest.mark.parametrize(
    ("replacement", "verdict", "favoured", "tiers"),
    [
        ("holds", "one_holds", "affirmed", {"affirmed": "stated", "negated": "unsettled"}),
        ("yields", "one_holds", "negated", {"affirmed": "unsettled", "negated": "stated"}),
        ("both_hold", "both_hold", None, {"affirmed": "stated", "negated": "stated"}),
    ],
)
def test_a_persons_verdict_stands_in_the_conflict_and_moves_the_tier(replacement, verdict, favoured, tiers):
    made = tables(*CONTRADICTION, decisions=[resolve(replacement)])
    (row,) = made["conflicts"]
    polarity = {claim["claim_id"]: claim["polarity"] for claim in made["claims"]}
    assert (row["verdict"], polarity.get(row["favoured_claim_id"])) == (verdict, favoured)
    assert row["resolution"] == "so the trial says"
    assert {claim["polarity"]: claim["tier"] for claim in made["claims"]} == tiers
    assert all(claim["has_conflict"] for claim in made["claims"])


def test_a_verdict_on_what_the_page_no_longer_says_is_refused():
    with pytest.raises(Faults, match="decision_void"):
        tables(*CONTRADICTION, decisions=[resolve("holds", claim="zed-two adverse_event ache")])


@pytest.mark.parametrize("more", [{}, {"source_id": "other"}], ids=["of one side", "of both sides"])
def test_two_verdicts_that_differ_are_refused(more):
    other = replace(resolve("yields" if not more else "holds"), decision_id="d2", **more)
    with pytest.raises((Fault, Faults), match="d1, d2 settle one conflict both ways"):
        tables(*CONTRADICTION, decisions=[resolve("holds"), other])


def test_a_verdict_sleeps_while_its_page_or_the_other_side_is_away():
    assert tables(CONTRADICTION[0], decisions=[resolve("holds")])["conflicts"] == []
    away = replace(resolve("holds"), source_id="gone")
    assert tables(*CONTRADICTION, decisions=[away])["conflicts"][0]["verdict"] == "open"


def test_a_suspected_error_loses_its_conflict_for_the_reason_that_it_is_suspected():
    flagged = replace(use("other", polarity="negated"), repairs=(FLAG,))
    reason = Decision("d1", "flag", "other", "gout", kind="factual_error", reason="a slip of the pen")
    made = tables(use("first"), flagged, decisions=[reason])
    (row,) = made["conflicts"]
    assert (row["verdict"], row["resolution"]) == ("one_holds", "a slip of the pen")
    assert {c["polarity"]: c["tier"] for c in made["claims"]} == {"affirmed": "supported", "negated": "unsettled"}


NEWER = [{**source(name), "superseded_by": {"first": "other"}.get(name, "")} for name in PAGES]


def test_editions_are_one_origin_whatever_became_of_the_words():
    both = (use("first"), replace(use("other"), quote="It helps."), use("copy"))
    made = tables(*both, sources=NEWER)
    claim = made["claims"][0]
    assert (claim["n_sources"], claim["n_independent_sources"]) == (3, 1)  # the copy of the old edition too
    assert {row["kind"] for row in made["source_lineage"]} == {"verbatim", "edition"}
    standing = {row["source_id"]: (row["standing"], row["superseded_by"]) for row in made["sources"]}
    assert standing["first"] == ("superseded", "other") and standing["other"] == ("current", "")


def test_what_only_a_superseded_edition_says_is_unsettled():
    made = tables(use("first"), sources=NEWER)
    assert made["claims"][0]["tier"] == "unsettled" and "superseded_only" in made["claims"][0]["tier_reasons"]
    assert tables(use("first"), use("other"), sources=NEWER)["claims"][0]["tier"] == "supported"


def test_a_withdrawn_page_keeps_its_row_and_nothing_else():
    gone = [{**source(name), "withdrawn_on": "2026-01-02" if name == "first" else ""} for name in PAGES]
    pages = [page for page in pages_of([use("other")]) if page.document.name != "first"]
    made = tables(use("other"), pages=pages, sources=gone, lineage=[])
    row = next(row for row in made["sources"] if row["source_id"] == "first")
    assert (row["standing"], row["withdrawn_on"], row.get("text_sha256")) == ("withdrawn", "2026-01-02", None)
    assert {row["source_id"] for row in made["evidence"]} == {"other"}


def test_a_tier_that_too_few_judged_rows_bear_out_is_not_told():
    few = [{**row, "n_judged": "19"} if row["name"] == "supported" else row for row in PRECISION]
    assert tables(use("first"), precision=few)["claims"][0]["tier"] == "unmeasured"
    shares = {row["name"]: row["precision_share"] for row in tables(precision=few)["precision"]}
    assert shares["supported"] is None and shares["stated"] == "0.9"


@pytest.mark.parametrize(
    ("claim", "tier"),
    [
        (harm("first"), "stated"),
        (harm("first", rule="seldom"), "unsettled"),
        (use("first", thing="gout"), "unsettled"),
        (use("first"), "supported"),
        (stated("first", "Zed one is a zed.", "zed-one", "is_a", "zed"), "unmeasured"),
    ],
    ids=["proven rule", "rule never proven", "no label", "label", "nobody judges such rows"],
)
def test_the_tier_of_one_origin(claim, tier):
    assert tables(claim)["claims"][0]["tier"] == tier


@pytest.mark.parametrize(
    ("claim", "reason", "tier"),
    [
        (use("first"), "label_agrees", "supported"),
        (use("first", thing="hives"), "formerly_on_label", "stated"),
        (use("first", polarity="negated"), "label_disagrees", "unsettled"),
        (use("first", relation="not_used"), "label_disagrees", "unsettled"),
        (use("first", relation="not_used", thing="gout"), "not_on_label", "stated"),
        (use("first", relation="under_study", thing="gout"), "not_on_label", "stated"),
    ],
)
def test_a_label_agrees_with_a_use_and_not_with_its_denial(claim, reason, tier):
    (row,) = tables(claim)["claims"]
    assert reason in row["tier_reasons"].split("|") and row["tier"] == tier


def test_a_page_that_says_approved_against_complete_facts_is_told():
    (claim,) = tables(use("first", thing="gout", approval="approved"))["claims"]
    assert "approval_not_on_label" in claim["tier_reasons"]
