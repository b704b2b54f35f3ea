"""Which claims repair adds, takes away, changes or keeps back on the five pages, and that repair is what does it."""

import pytest

from pipeline.records import APPLIED
from tests.repair import claims

RENEW = "python -m tests.repair.claims --write, then judge the new rows against the page and its original"


@pytest.fixture(scope="module")
def pages():
    return claims.Pages()


@pytest.fixture(scope="module")
def changes(pages):
    return list(pages.changes())


def test_the_changes_are_those_that_were_judged_and_each_is_right(changes):
    columns = claims.MEASURED
    found = sorted([change.row[column] for column in columns] for change in changes)
    assert found == sorted([row[column] for column in columns] for row in claims.committed()), RENEW
    assert all(row["verdict"] == "right" and row["why"] for row in claims.committed()), RENEW


def test_the_table_of_the_documents_is_the_one_that_is_measured():
    told = (claims.ROOT / "docs/repair.md").read_text(encoding="utf-8")
    assert claims.table(claims.committed()) in told, "paste what tests.repair.claims.table makes of claims.csv"


def test_a_repair_lies_within_the_words_of_each_claim_that_changed(changes):
    for change in changes:
        statuses = {repair.status for repair in change.repairs}
        assert statuses & ({"review"} if change.kind == "kept_back" else set(APPLIED)), change.row


def test_without_these_repairs_the_claim_is_as_it_was(pages, changes):
    """The repairs named are the cause: all others may stay."""
    for change in changes:
        rest = [r for r in pages.repairs(change.source_id, change.repaired == "decided") if r not in change.repairs]
        published = pages.reading(change.source_id, rest).published
        assert not change.before or claims.content(change.before) in published
        assert not change.after or claims.content(change.after) not in published


def test_what_no_repair_touches_is_the_same_before_and_after(pages):
    """Four of the five pages are mended in dozens of places, and state exactly what they stated."""
    for name in pages.documents:
        repairs = pages.repairs(name, True)
        plain, mended = pages.reading(name, ()), pages.reading(name, repairs)
        untouched = {key for key, one in plain.published.items() if not claims.touching((one,), repairs)}
        assert untouched and untouched <= set(mended.published)
