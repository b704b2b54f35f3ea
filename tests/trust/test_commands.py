"""review, add-page and withdraw as a maintainer meets them, in a copy of the project."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import declare, store
from pipeline.__main__ import app
from pipeline.cli.ask import Item, around, items, passage
from pipeline.cli.live import live

from .conftest import CONTRADICTION, ROOT

SPUN = "zenonco-side-effects"
PAGES = (SPUN, "acs-cytokines-2025-mirror")


def run(*arguments, answers=""):
    result = CliRunner().invoke(app, list(map(str, arguments)), input=answers)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def decisions(project):
    return {row["decision_id"]: row for row in store.read_csv_rows(project / "curation/decisions.csv")}


def manifest(project):
    return {row["source_id"]: row for row in store.read_csv_rows(project / "raw/sources.csv")}


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "Two medicines.txt"
    path.write_text(CONTRADICTION, encoding="utf-8")
    return path


@pytest.fixture
def small(thin_project):
    """Two pages of common origin are enough, and quicker."""
    keep = [dict(row) for row in manifest(thin_project).values() if row["source_id"] in PAGES]
    for row in manifest(thin_project).values():
        if row["source_id"] not in PAGES:
            (thin_project / row["file"]).unlink()
    declare.set_rows(thin_project, "sources", keep)
    rest = [row for row in decisions(thin_project).values() if row["source_id"] in PAGES]
    declare.set_rows(thin_project, "decisions", rest)
    return thin_project


# ------------------------------------------------------------------------------------------------------------- review


def test_the_queue_is_ordered_by_harm_and_each_item_can_be_answered(small):
    found = items(small)
    assert found and [item.harm for item in found] == sorted((item.harm for item in found), reverse=True)
    assert all(isinstance(item, Item) and item.choices and "[[" in item.words for item in found)


def test_answers_are_written_down_and_obeyed(small):
    first, second, *rest = items(small)
    told = run("review", "--settle", "--curator", "tester", answers="y\nso says the original\nn\nit is right\nq\n")
    assert "2 decision(s) written" in told.stdout
    new = [row for row in decisions(small).values() if row["curator"] == "tester"]
    assert {row["reason"] for row in new} == {"so says the original", "it is right"}
    assert declare.lint(small) == []
    assert [item.question for item in items(small)] == [item.question for item in rest]
    (page,) = (page for page in live(declare.load(small), small).pages if page.document.name == SPUN)
    applied = {repair.start: repair.status for repair in page.repairs}
    assert applied[first.at] == "approved" and second.at not in applied


def test_without_settle_nothing_is_written(small):
    before = (small / "curation/decisions.csv").read_bytes()
    told = run("review", "--most", "2").stdout
    assert "1. " in told and "2. " in told and "3. " not in told and "[y]" in told
    assert (small / "curation/decisions.csv").read_bytes() == before


def test_a_contradiction_is_asked_and_its_answer_obeyed(small, page):
    run("add-page", page, "--source-id", "seventh", "--write")
    complete(small, "seventh")
    asked = next(item for item in items(small) if "not_used" in item.question)
    assert asked.harm == 3 and [choice.key for choice in asked.choices] == ["1", "2", "b"]
    decision = asked.choices[2].decision
    declare.add_row(small, "decisions", {
        **{name: getattr(decision, name) for name in declare.TABLES["decisions"].columns},
        "curator": "tester", "decided_on": "2026-11-22", "reason": "another stage",
    })  # fmt: skip
    found = live(declare.load(small), small).tables["conflicts"]
    assert {row["resolution"] for row in found if row["kind"] == "relation"} == {"another stage"}


def test_a_passage_names_its_place_once_or_there_is_none():
    text = "it is like this.\nIt is like that, like it or not.\n"
    start = text.index("like that")
    assert passage(text, start, start + 4) == "It is like"
    assert passage("so so", 0, 2) is None and passage("a\nb", 0, 3) is None
    assert around(text, 6, 10).startswith("it is [[like]] this.")


# ----------------------------------------------------------------------------------------------------------- add-page


def complete(project, source_id):
    """Fill in what only a person can say."""
    rows = [dict(row) for row in manifest(project).values()]
    for row in rows:
        if row["source_id"] == source_id:
            row |= {"publisher_basis": "none named", "kind": "blog_article", "rights": "theirs"}
    declare.set_rows(project, "sources", rows)
    assert declare.lint(project) == []


def test_a_new_page_is_shown_before_anything_is_written(small, page):
    before = store.read_tree(small / "raw")
    told = run("add-page", page).stdout
    for words in ("two-medicines", "text/plain, utf-8", "shares its wording with no known page", "opens a conflict",
                  "aldesleukin not_used melanoma", "nothing is written"):  # fmt: skip
        assert words in told
    assert store.read_tree(small / "raw") == before


def test_a_new_page_is_written_with_what_it_tells_of_itself(small, page):
    run("add-page", page, "--write")
    row = manifest(small)["two-medicines"]
    assert (row["title"], row["language"], row["role"]) == ("On two medicines", "en", "claims")
    assert {fault.code for fault in declare.lint(small)} == {"empty_cell"}
    complete(small, "two-medicines")


def test_a_copy_is_told_and_the_same_bytes_are_refused(small, tmp_path):
    old = next(iter(manifest(small).values()))
    data = (small / old["file"]).read_bytes()
    copy = tmp_path / "copy.txt"
    copy.write_bytes(data)
    assert "page_known" in run("add-page", copy).stderr
    copy.write_bytes(data.decode("utf-8").encode("utf-16"))
    assert f"shares its origin with {old['source_id']} (verbatim, 100%)" in run("add-page", copy).stdout


def test_a_newer_edition_supersedes_the_old_one_which_stays(small, page, tmp_path):
    run("add-page", page, "--source-id", "old", "--write")
    complete(small, "old")
    newer = tmp_path / "newer.txt"
    newer.write_text("Aldesleukin may cause chills.\n", encoding="utf-8")
    run("add-page", newer, "--source-id", "new", "--supersedes", "old", "--write")
    complete(small, "new")
    tables = live(declare.load(small), small).tables
    standing = {row["source_id"]: row["standing"] for row in tables["sources"]}
    assert (standing["old"], standing["new"]) == ("superseded", "current")
    groups = {row["source_id"]: row["independence_group"] for row in tables["sources"]}
    assert groups["old"] == groups["new"]
    only_old = [c for c in tables["claims"] if c["relation"] == "not_used"]
    assert only_old and all("superseded_only" in claim["tier_reasons"] for claim in only_old)
    other = tmp_path / "other.txt"
    other.write_text("Aldesleukin may cause fever.\n", encoding="utf-8")
    assert "dangling" in run("add-page", other, "--supersedes", "nobody").stderr


# ----------------------------------------------------------------------------------------------------------- withdraw


def test_a_withdrawn_page_leaves_its_row_and_no_words(small):
    row = manifest(small)[SPUN]
    data = (small / row["file"]).read_bytes()
    told = run("withdraw", SPUN, "--reason", "its publisher asked").stdout
    assert "curation/decisions.csv: " in told and "tests/gold/adverse_events.csv: " in told
    assert not (small / row["file"]).exists() and declare.lint(small) == []
    assert SPUN not in {one["source_id"] for one in decisions(small).values()}
    for path in store.list_files(small / "tests/gold", "*.csv"):
        before = store.read_csv_rows(ROOT / "tests/gold" / path.name)
        assert store.read_csv_rows(path) == [one for one in before if Path(row["file"]).name not in one.values()]
    tables = live(declare.load(small), small).tables
    left = [name for name, rows in tables.items() for one in rows if one.get("source_id") == SPUN]
    assert left == ["sources"]
    (standing,) = (one for one in tables["sources"] if one["source_id"] == SPUN)
    assert standing["standing"] == "withdrawn" and standing["note"] == "Withdrawn: its publisher asked"
    (small / "again.txt").write_bytes(data)
    assert "page_withdrawn" in run("add-page", small / "again.txt").stderr
    assert "dangling" in run("withdraw", SPUN, "--reason", "twice").stderr


def test_a_withdrawn_page_whose_file_is_still_there_is_a_fault(small):
    rows = [dict(row) for row in manifest(small).values()]
    rows[0]["withdrawn_on"] = "2026-01-02"
    declare.set_rows(small, "sources", rows)
    assert {fault.code for fault in declare.lint(small)} == {"page_withdrawn"}


def test_editions_in_a_circle_are_a_fault(small):
    rows = [dict(row) for row in manifest(small).values()]
    rows[0]["superseded_by"], rows[1]["superseded_by"] = rows[1]["source_id"], rows[0]["source_id"]
    declare.set_rows(small, "sources", rows)
    assert {fault.code for fault in declare.lint(small)} == {"edition_circle"}
