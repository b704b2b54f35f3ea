"""Origins, conflicts and label checks of the five pages, read by hand; and of two more pages made for the test."""

from __future__ import annotations

import pytest

from pipeline import store

from .conftest import ROOT

CHECKS = ROOT / "tests/trust/label_checks.csv"
ACS, SPUN, HOPE = "acs-cytokines-2025-mirror", "zenonco-side-effects", "cityofhope-cytokines"


def groups(found):
    return {row["source_id"]: row["independence_group"] for row in found.tables["sources"]}


def pair(found, agent, relation, thing, polarity="affirmed"):
    """The figures of a pair, which all of its claims repeat."""
    wanted = (agent, relation, thing, polarity)
    columns = ("agent_id", "relation", "object", "polarity")
    claims = [row for row in found.tables["claims"] if tuple(row[column] for column in columns) == wanted]
    (figures,) = {(row["n_sources"], row["n_independent_sources"]) for row in claims}
    return figures


def conflicts(found):
    """(kind, scope, independent, verdict, both sides in words)"""
    claims = {row["claim_id"]: row for row in found.tables["claims"]}
    for row in found.tables["conflicts"]:
        sides = [claims[row[side]] for side in ("claim_id", "other_claim_id")]
        said = sorted(f"{c['agent_id']} {c['relation']} {c['object']} {c['polarity']}" for c in sides)
        yield row["kind"], row["scope"], row["is_independent"], row["verdict"], " / ".join(said)


def test_a_text_and_its_spun_copy_are_one_origin_and_another_clinic_is_another(five):
    assert groups(five)[ACS] == groups(five)[SPUN] != groups(five)[HOPE]
    assert len(set(groups(five).values())) == 4


@pytest.mark.parametrize(
    ("agent", "figures"),
    [("interleukin-2", (2, 1)), ("aldesleukin", (2, 2))],  # the page and its copy; the page and the other clinic
)
def test_who_says_metastatic_melanoma(five, agent, figures):
    assert pair(five, agent, "treats", "melanoma") == figures


def test_the_known_conflicts_of_the_five_pages_are_there(five):
    levels = "cytokine adverse_event {0} affirmed / interleukin-2 adverse_event {0} affirmed"
    events = ("arrhythmia", "chest-pain", "heart-problems", "low-blood-pressure")
    assert set(conflicts(five)) == {
        ("kind_of", "same_subject", True, "one_holds",
         "growth-factor subtype cytokine affirmed / growth-factor subtype cytokine negated"),
        *(("frequency", "across_levels", False, "open", levels.format(event)) for event in events),
    }  # fmt: skip


def test_the_person_who_suspects_a_side_settles_its_conflict(five):
    (row,) = [row for row in five.tables["conflicts"] if row["kind"] == "kind_of"]
    claims = {claim["claim_id"]: claim for claim in five.tables["claims"]}
    assert claims[row["favoured_claim_id"]]["polarity"] == "affirmed"
    assert "hedge" in row["resolution"]


def test_each_published_use_has_the_label_check_that_was_read_by_hand(five):
    """A use that is new here: look at the labels, then add its row to label_checks.csv."""
    found = {
        (row["agent_id"], row["relation"], row["condition_id"]): (row["label_check"], row["label_authority"] or "")
        for row in five.tables["indications"]
    }
    read = {
        (row["agent_id"], row["relation"], row["condition_id"]): (row["label_check"], row["label_authority"])
        for row in store.read_csv_rows(CHECKS)
    }
    assert {key: found.get(key) for key in read} == read
    assert set(found) <= set(read)


def test_a_copy_in_another_encoding_is_no_new_origin(five, seven):
    assert groups(seven)["sixth"] == groups(seven)[HOPE]
    (kin,) = [row for row in seven.tables["source_lineage"] if "sixth" in (row["source_id"], row["other_source_id"])]
    assert (kin["kind"], kin["containment_share"]) == ("verbatim", 1.0)
    n_sources, n_origins = pair(five, "interferon-alfa-2b", "treats", "cutaneous-t-cell-lymphoma")
    assert pair(seven, "interferon-alfa-2b", "treats", "cutaneous-t-cell-lymphoma") == (n_sources + 1, n_origins)


def test_a_copy_changes_no_id_and_no_tier(five, seven):
    said = {row["claim_id"]: row["tier"] for row in five.tables["claims"]}
    now = {row["claim_id"]: row["tier"] for row in seven.tables["claims"]}
    assert set(said) <= set(now)
    disputed = {"aldesleukin treats melanoma", "aldesleukin adverse_event kidney-damage"}
    for row in five.tables["claims"]:
        if f"{row['agent_id']} {row['relation']} {row['object']}" not in disputed:
            assert now[row["claim_id"]] == said[row["claim_id"]]


def test_a_contradiction_gets_its_conflicts(five, seven):
    new = set(conflicts(seven)) - set(conflicts(five))
    damage = "aldesleukin adverse_event kidney-damage affirmed"
    assert new == {
        ("relation", "same_subject", True, "open",
         "aldesleukin not_used melanoma negated / aldesleukin treats melanoma affirmed"),
        ("frequency", "same_subject", True, "open", f"{damage} / {damage}"),
    }  # fmt: skip


def test_a_new_use_gets_its_label_check(five, seven):
    old = {row["claim_id"] for row in five.tables["indications"]}
    new = {
        (row["agent_id"], row["relation"], row["condition_id"]): (row["label_check"], row["label_authority"])
        for row in seven.tables["indications"]
        if row["claim_id"] not in old
    }
    assert new == {
        ("aldesleukin", "not_used", "melanoma"): ("on_label", "FDA"),
        ("interferon-alfa-2b", "treats", "hairy-cell-leukemia"): ("formerly_on_label", "EMA|FDA"),
    }
    reasons = {row["tier_reasons"] for row in seven.tables["claims"] if row["relation"] == "not_used"}
    assert all("label_disagrees" in told for told in reasons)
