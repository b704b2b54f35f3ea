"""The published precision is what is measured now."""

from collections import Counter

from pipeline import store
from pipeline.tabulate.tiers import ENOUGH
from tests.forms import trust
from tests.forms.measure import ROOT

RENEW = "look at what changed; if it is as it should be: python -m tests.forms.trust --write"


def test_precision_is_what_is_measured_now():
    assert trust.text() == store.read_text(ROOT / "curation/precision.csv"), RENEW


def test_every_tier_that_is_told_rests_on_enough_judged_rows():
    judged = Counter()
    for row in trust.measured_tiers():
        judged[row["name"]] += int(row["n_judged"]) if row["scope"] == "tier" else 0
    assert all(judged[tier] >= ENOUGH for tier in trust.TIERS), judged


def test_no_page_for_tuning_counts_as_held_back():
    tuned = {page for row in trust.measured_rules() for page in row["pages"].split("|")}
    held_back = {page for row in trust.measured_tiers() for page in row["pages"].split("|")}
    assert not tuned & held_back
