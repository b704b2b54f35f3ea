"""Pages of ten forms: no form falls below its floor, and what fails is what is known to fail."""

from itertools import product

import pytest

from pipeline.page import extract_page
from pipeline.records import Candidate
from tests.forms.measure import (
    HELD_BACK,
    HERE,
    ROOT,
    TUNED,
    by_form,
    failures,
    kit,
    macro,
    page_of,
    read,
    rows_of,
    scored,
    tables,
)
from tests.forms.score import CONDITION, EVENT, Tally, score

FORMS = {path.name for path in (HERE / "pages").iterdir() if path.is_dir()}
RENEW = "look at each line; if they are as they should be: python -m tests.forms.measure --write"
FLOORS = rows_of(HERE / "floors.csv")


@pytest.mark.parametrize("floor", FLOORS, ids=lambda row: "-".join((row["form"], row["split"], row["group"])))
def test_no_form_falls_below_its_floor(floor):
    tally = by_form(scored())[floor["form"], floor["split"]][floor["group"]]
    assert tally.f1 >= float(floor["least_f1"]) if floor["least_f1"] else not tally.right + tally.missed
    assert tally.wrong <= int(floor["most_wrong"])


def test_every_form_has_floors():
    held = {(row["form"], row["split"], row["group"]) for row in FLOORS}
    assert held == set(product(FORMS, (TUNED, HELD_BACK), (CONDITION, EVENT)))


def test_what_fails_on_pages_for_tuning_is_known():
    known = {tuple(row.values()) for row in rows_of(HERE / "known_failures.csv")}
    now = set(failures(scored()))
    assert not now - known, f"new failures; {RENEW}"
    assert not known - now, f"mended, take them off the list; {RENEW}"


def test_every_form_has_three_pages_and_one_held_back():
    splits = {form: sorted(page.split for page in scored() if page.form == form) for form in FORMS}
    assert all(len(found) >= 3 and {TUNED, HELD_BACK} <= set(found) for found in splits.values()), splits


def test_near_misses_expect_nothing():
    tables = list((HERE / "pages" / "near_miss").glob("*.csv"))
    assert len(tables) >= 4
    assert not any(rows_of(table) for table in tables)


def test_expected_ids_are_in_the_vocabulary():
    """A misspelt id would be missed for ever."""
    known = {
        kind: {row[f"{kind}_id"] for row in rows_of(HERE.parents[1] / f"curation/vocab/{kind}s.csv")}
        for kind in ("agent", "condition", "event")
    }
    for table in (HERE / "pages").glob("*/*.csv"):
        assert page_of(table).is_file()
        for row in rows_of(table):
            kind = {"adverse_event": "event", "route": "", "setting": ""}.get(row["relation"], "condition")
            assert set(row["agent"].split("|")) <= known["agent"], (table.name, row)
            objects = {one for one in row["object"].split("|") if not one.startswith("new:")}
            assert not kind or objects <= known[kind], (table.name, row)


ROW = {
    "relation": "treats",
    "agent": "x",
    "object": "ill|iller",
    "polarity": "affirmed",
    "approval": "approved",
    "frequency": "",
    "severity": "",
    "optional": "no",
}


def claim(relation="treats", agent="x", thing="ill", **more):
    return Candidate("indication", agent, relation, thing, "condition", 0, 1, "r", **more)


def test_one_claim_for_an_alternative_is_right():
    result = score([ROW], [claim(thing="iller", approval="approved")])
    assert result.tallies[CONDITION] == Tally(right=1)
    assert [(name, wanted, found) for name, _, wanted, found in result.attributes] == [
        ("approval", "approved", "approved")
    ]


@pytest.mark.parametrize(
    "found",
    [
        claim("under_study"),
        claim(polarity="negated"),
        claim(agent="y"),
        claim(thing="other"),
    ],
    ids=["study", "denied", "other agent", "other object"],
)
def test_another_class_agent_or_object_is_missed_and_wrong(found):
    assert score([ROW], [found]).tallies[CONDITION] == Tally(missed=1, wrong=1)


@pytest.mark.parametrize("found", [claim(outcome="set_aside"), claim(certainty="hypothetical")])
def test_what_is_not_printed_does_not_count(found):
    assert score([ROW], [found]).tallies[CONDITION] == Tally(missed=1)


def test_an_optional_row_is_neither_missed_nor_wrong():
    optional = ROW | {"optional": "yes"}
    assert score([optional], []).tallies == score([optional], [claim()]).tallies
    assert score([optional], [claim()]).tallies[CONDITION] == Tally()


def test_macro_leaves_out_what_holds_nothing():
    pages = scored()
    assert 0 < macro(pages) <= 1
    assert not any(page.result.tallies[EVENT].missed for page in pages if page.form == "near_miss")


def published(page):
    return [piece for piece in page.evidence if piece.candidate.outcome == "published"]


def test_claims_alone_are_the_claims():
    """What is not looked for when only claims are asked for would not have been published."""
    for table in tables(TUNED):
        path = page_of(table)
        alone = extract_page(path.read_bytes(), path.name, kit(), claims_only=True)
        assert published(alone) == published(read(table)), path.name
    for data in [path.read_bytes() for path in sorted((ROOT / "raw/pages").iterdir())]:
        everything, alone = (extract_page(data, "p", kit(), claims_only=only) for only in (False, True))
        assert published(alone) == published(everything) != []
    harms = b"Side effects include fever.\n\nRash was common.\n"
    everything, alone = (extract_page(harms, "p", kit(), claims_only=only) for only in (False, True))
    assert everything.evidence and not published(everything) and not alone.evidence
