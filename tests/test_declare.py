"""Declare: every kind of bad input is found, told with file, row and remedy, and all of them at once."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from pipeline.declare import fix, lint, load, notices
from pipeline.declare.files import TABLES
from pipeline.declare.literal import literal_words
from pipeline.records import Faults
from tests.thinned import Sheet

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def small(thinned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thinner still: two schemas and a few terms are enough where no page is read."""
    root = shutil.copytree(thinned, tmp_path_factory.mktemp("small") / "project")
    for path in sorted((root / "schemas/tables").glob("*.yaml"))[2:]:
        path.unlink()
    sheet = Sheet(root, "terms")
    sheet.rows = sheet.rows[::20]
    sheet.save()
    return root


@pytest.fixture()
def copy(small: Path, tmp_path: Path) -> Path:
    """Declarations that are free to be spoiled."""
    shutil.copytree(small, tmp_path, dirs_exist_ok=True)
    return tmp_path


def set_cell(root: Path, table: str, row: int, column: str, value: str) -> str:
    """Overwrite a cell of the row with that number; returns where a fault should point."""
    sheet = Sheet(root, table)
    sheet.rows[row - 2][sheet.column(column)] = value
    sheet.save()
    return f"{TABLES[table].path}:{row}"


def told(root: Path, code: str, where: str, remedy: str) -> str:
    """The one fault of that code at that place; its message must say how to mend it."""
    found = [fault for fault in lint(root) if fault.code == code and fault.where == where]
    assert len(found) == 1, (code, where, [str(f) for f in lint(root)])
    message = str(found[0])
    assert message.startswith(where) and re.search(remedy, found[0].remedy), message
    return message


def test_the_projects_own_declarations_hold():
    assert [str(fault) for fault in lint(ROOT)] == []


def test_load_gives_every_row(copy):
    declared = load(copy)
    for table, part in (
        ("names", declared.vocabulary.names),
        ("sources", declared.sources),
        ("terms", declared.vocabulary.terms),
    ):
        assert len(part) == len(Sheet(copy, table).rows) > 0
    entries = sum(len(Sheet(copy, table).rows) for table in ("agents", "conditions", "events"))
    assert len(declared.vocabulary.entries) == entries
    assert set(declared.rules) == {path.stem for path in (copy / "curation/rules").glob("*.yaml")}
    assert set(declared.schemas) == {path.stem for path in (copy / "schemas/tables").glob("*.yaml")}


# ------------------------------------------------------------------ pages


def test_missing_page(copy):
    file = Sheet(copy, "sources").rows[1][2]
    (copy / file).unlink()
    assert file in told(copy, "file_missing", "raw/sources.csv:3", "git checkout|delete the row")


def test_hash_that_does_not_match(copy):
    file = copy / Sheet(copy, "sources").rows[0][2]
    file.write_bytes(file.read_bytes() + b" ")
    told(copy, "hash_mismatch", "raw/sources.csv:2", "git checkout -- raw/pages/")


@pytest.mark.parametrize("path", ["raw/pages/../sources.csv", "/etc/hostname", "raw/sources.csv"])
def test_path_that_leaves_the_pages(copy, path):
    where = set_cell(copy, "sources", 2, "file", path)
    told(copy, "path_escapes", where, "raw/pages")


def test_page_without_a_row(copy):
    (copy / "raw/pages/stray.txt").write_text("A page.", encoding="utf-8")
    told(copy, "page_unlisted", "raw/pages/stray.txt", "raw/sources.csv")


def test_duplicate_source(copy):
    sheet = Sheet(copy, "sources")
    sheet.rows.insert(1, list(sheet.rows[0]))
    sheet.save()
    told(copy, "duplicate", "raw/sources.csv:3", "delete row 3")
    told(copy, "page_twice", "raw/sources.csv:3", "delete row 3")


# ------------------------------------------------------------- single files


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"decisions"}))
def test_unknown_column(copy, table):
    sheet = Sheet(copy, table)
    sheet.header.append("colour")
    sheet.rows = [[*row, "red"] for row in sheet.rows]
    sheet.save()
    told(copy, "unknown_column", f"{TABLES[table].path}:1", "take the column out")


@pytest.mark.parametrize("table", sorted(TABLES))
def test_missing_column(copy, table):
    sheet = Sheet(copy, table)
    sheet.header.pop()
    sheet.rows = [row[:-1] for row in sheet.rows]
    sheet.save()
    told(copy, "missing_column", f"{TABLES[table].path}:1", "add .* to the header")


@pytest.mark.parametrize("table", sorted(TABLES))
def test_missing_file(copy, table):
    (copy / TABLES[table].path).unlink()
    told(copy, "file_missing", TABLES[table].path, "restore")


@pytest.mark.parametrize("table", ["agents", "conditions", "events", "terms", "identifiers", "label_facts", "names"])
def test_duplicate_row(copy, table):
    sheet = Sheet(copy, table)
    sheet.rows.insert(5, list(sheet.rows[4]))
    sheet.save()
    told(copy, "duplicate", f"{TABLES[table].path}:7", "delete row 7")


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"decisions"}))
def test_order_is_told_and_mended(copy, table):
    before = (copy / TABLES[table].path).read_bytes()
    sheet = Sheet(copy, table)
    sheet.rows.reverse()
    sheet.rows[0] = [
        f" {cell} " if cell and sheet.header[i] != "pattern" else cell for i, cell in enumerate(sheet.rows[0])
    ]
    sheet.save()
    told(copy, "unsorted", f"{TABLES[table].path}:2", "lint --fix")
    assert fix(copy) == [TABLES[table].path]
    assert (copy / TABLES[table].path).read_bytes() == before
    assert fix(copy) == []


def test_cells_out_of_order_are_mended(copy):
    sheet = Sheet(copy, "label_facts")
    at = sheet.column("qualifiers")
    row = next(i for i, cells in enumerate(sheet.rows) if "|" in cells[at])
    where = set_cell(copy, "label_facts", row + 2, "qualifiers", "|".join(reversed(sheet.rows[row][at].split("|"))))
    told(copy, "untidy", where, "lint --fix")
    fix(copy)
    assert lint(copy) == []


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("agents", "level"), ("names", "kind"), ("names", "match"), ("names", "entry_type"), ("terms", "match"),
        ("identifiers", "predicate"), ("sources", "role"), ("sources", "kind"), ("label_facts", "status"),
        ("label_facts", "completeness"), ("label_facts", "citation_kind"),
    ],
)  # fmt: skip
def test_value_outside_its_list(copy, table, column):
    where = set_cell(copy, table, 3, column, "kangaroo")
    told(copy, "unknown_value", where, "use one of")


def test_empty_cell_bad_id_bad_date(copy):
    told(copy, "empty_cell", set_cell(copy, "events", 4, "body_system", ""), "fill in body_system")
    told(copy, "bad_id", set_cell(copy, "agents", 2, "agent_id", "Interferon Alfa"), "lower-case")
    told(copy, "bad_date", set_cell(copy, "sources", 2, "reviewed_on", "July 7, 2025"), "2024-10-24")


def test_file_that_is_not_text(copy):
    path = copy / TABLES["events"].path
    first, second, rest = path.read_bytes().split(b"\n", 2)
    path.write_bytes(b"\n".join([first, second.replace(b"a", b"\xe9"), rest]))
    told(copy, "not_utf8", f"{TABLES['events'].path}:2", "UTF-8")


# -------------------------------------------------------------- between files


@pytest.mark.parametrize(
    ("table", "column", "home"),
    [
        ("names", "entry_id", "curation/vocab/agents.csv"),
        ("identifiers", "entry_id", "curation/vocab/agents.csv"),
        ("agents", "parent_agent_id", "curation/vocab/agents.csv"),
        ("conditions", "parent_condition_id", "curation/vocab/conditions.csv"),
        ("events", "parent_event_id", "curation/vocab/events.csv"),
        ("label_facts", "agent_id", "curation/vocab/agents.csv"),
        ("label_facts", "condition_id", "curation/vocab/conditions.csv"),
    ],
)
def test_dangling_id(copy, table, column, home):
    where = set_cell(copy, table, 2, column, "nothing-of-the-kind")
    told(copy, "dangling", where, re.escape(home))


def test_entry_that_is_its_own_ancestor(copy):
    sheet = Sheet(copy, "agents")
    id, parent = sheet.column("agent_id"), sheet.column("parent_agent_id")
    row = next(i for i, cells in enumerate(sheet.rows) if cells[parent])
    up = next(i for i, cells in enumerate(sheet.rows) if cells[id] == sheet.rows[row][parent])
    where = set_cell(copy, "agents", up + 2, "parent_agent_id", sheet.rows[row][id])
    told(copy, "parent_cycle", where, "correct parent_agent_id")


@pytest.mark.parametrize("spell", [str.upper, lambda n: f"{n}s", lambda n: n.replace(" ", "-"), lambda n: f"{n}®"])
def test_name_of_two_entries_after_folding(copy, spell):
    sheet = Sheet(copy, "names")
    id, name, type = (sheet.column(c) for c in ("entry_id", "name", "entry_type"))
    one = next(
        cells for cells in sheet.rows if cells[type] == "event" and " " in cells[name] and cells[name].endswith("n")
    )
    other = next(i for i, cells in enumerate(sheet.rows) if cells[type] == "event" and cells[id] > one[id])
    set_cell(copy, "names", other + 2, "name", spell(one[name]))
    assert one[id] in told(copy, "name_twice", f"{TABLES['names'].path}:{other + 2}", "delete row")


def test_name_twice_in_one_entry(copy):
    sheet = Sheet(copy, "names")
    name = sheet.column("name")
    at = next(i for i, cells in enumerate(sheet.rows) if re.search("[a-z]{4}[nt]$", cells[name]))
    row = list(sheet.rows[at])
    row[name] += "s"
    sheet.rows.insert(at + 1, row)
    sheet.save()
    told(copy, "name_twice", f"{TABLES['names'].path}:{at + 3}", "delete row")


def test_preferred_name_that_is_no_name(copy):
    told(copy, "name_missing", set_cell(copy, "events", 5, "preferred_name", "an unlisted name"), "names.csv")


def test_context_without_need(copy):
    told(copy, "context", set_cell(copy, "names", 2, "context", "word"), "needs_context")


def test_identifiers_out_of_form(copy):
    told(copy, "prefix", set_cell(copy, "identifiers", 2, "identifier", "MEDDRA:10000001"), "prefixes.csv")
    told(copy, "identifier", set_cell(copy, "identifiers", 3, "identifier", "MONDO:12"), "correct the number")


def test_identifier_that_means_two_entries(copy):
    sheet = Sheet(copy, "identifiers")
    predicate, entry, identifier = (sheet.column(c) for c in ("predicate", "entry_id", "identifier"))
    exact = [i for i, cells in enumerate(sheet.rows) if cells[predicate] == "exact"]
    one = exact[0]
    other = next(i for i in exact if sheet.rows[i][entry] != sheet.rows[one][entry])
    where = set_cell(copy, "identifiers", other + 2, "identifier", sheet.rows[one][identifier])
    told(copy, "identifier_twice", where, "broad or close")


def test_label_of_an_unknown_product(copy):
    told(copy, "product_unknown", set_cell(copy, "label_facts", 2, "product", "Nonesuch"), "names.csv")


# ------------------------------------------------------- rules and decisions


def add_rule(copy: Path, text: str) -> int:
    path = copy / "curation/rules/repair.yaml"
    before = path.read_text(encoding="utf-8")
    path.write_text(before + text, encoding="utf-8")
    return before.count("\n") + 1


RULE = """- id: trial-rule
  why: made for a test
  kind: spun_phrase
  pattern: '{pattern}'
  status: review
  examples:
    - {{before: a, after: b, source: own}}
    - {{before: c, after: d, source: own}}
  leaves_alone: [e]
"""


def page_words(copy: Path, count: int) -> list[str]:
    """Words that stand in a row on a page of the project, read from the page itself."""
    text = (copy / Sheet(copy, "sources").rows[0][2]).read_text(encoding="utf-8")
    found = re.search(r"(?:[a-z]{3,} ){%d}" % count, text)
    return found[0].split()


@pytest.mark.parametrize(
    "join", [" ".join, r"\s+".join, lambda w: f"(?:{w[0]}|other) {w[1]} (?P<spot>{w[2]}) {w[3]}s?"]
)
def test_rule_that_repeats_a_page(copy, join):
    line = add_rule(copy, RULE.format(pattern=join(page_words(copy, 4))))
    told(copy, "copies_page", f"curation/rules/repair.yaml:{line}", "more generally")


def test_three_words_of_a_page_are_no_copy(copy):
    words = page_words(copy, 4)
    add_rule(copy, RULE.format(pattern=rf"\b{' '.join(words[:3])} \w+"))
    assert lint(copy) == []


def test_rule_that_names_a_page(copy):
    line = add_rule(copy, RULE.format(pattern=Sheet(copy, "sources").rows[0][0]))
    told(copy, "names_page", f"curation/rules/repair.yaml:{line}", "decisions.csv")


def test_term_that_repeats_a_page(copy):
    sheet = Sheet(copy, "terms")
    kind = sheet.column("kind")
    row = next(i for i, cells in enumerate(sheet.rows) if cells[kind].startswith("cue_"))
    where = set_cell(copy, "terms", row + 2, "term", " ".join(page_words(copy, 4)))
    told(copy, "copies_page", where, "shorten")


def test_misshapen_rules(copy):
    line = add_rule(copy, "- id: bare\n  pattern: x\n- why: nameless\n")
    where = f"curation/rules/repair.yaml:{line}"
    remedies = [fault.remedy for fault in lint(copy) if fault.where == where]
    assert [re.search("why|examples|leave alone", remedy)[0] for remedy in remedies] == [
        "why",
        "examples",
        "leave alone",
    ]
    told(copy, "rule_shape", "curation/rules/repair.yaml", "- id:")


def test_rule_whose_example_fails(copy):
    line = add_rule(copy, RULE.format(pattern="xyz"))

    def trial(rules):
        return [(rule["id"], "example 1 gives c, not b") for rule in rules if rule["id"] == "trial-rule"]

    (fault,) = lint(copy, {"repair": trial})
    assert (fault.code, fault.where) == ("rule_example", f"curation/rules/repair.yaml:{line}")
    assert "example 1" in fault.problem and "mend the rule" in fault.remedy


def decide(copy: Path, **cells: str) -> str:
    sheet = Sheet(copy, "decisions")
    row = (
        dict.fromkeys(sheet.header, "")
        | {"decision_id": "zz-test", "expected": "x", "curator": "a", "decided_on": "2026-01-01", "reason": "r"}
        | cells
    )
    sheet.rows.append([row[column] for column in sheet.header])
    sheet.save()
    return f"curation/decisions.csv:{len(sheet.rows) + 1}"


def test_decision_that_could_never_act(copy):
    page = Sheet(copy, "sources").rows[0][0]
    told(copy, "unknown_value", decide(copy, action="maybe", source_id=page), "use one of accept")
    told(
        copy,
        "empty_cell",
        decide(copy, decision_id="zz-test-2", action="reject", source_id=page),
        "agent relation object",
    )


def test_decision_on_an_absent_page_sleeps(copy):
    where = decide(copy, action="repair", source_id="a-page-we-lost")
    assert lint(copy) == []
    (notice,) = notices(copy)
    assert notice.startswith(where) and load(copy).notices == (notice,)


# ------------------------------------------------------------------ together


def test_all_faults_are_listed_at_once(copy):
    places = {
        set_cell(copy, "agents", 3, "level", "kangaroo"),
        set_cell(copy, "events", 4, "parent_event_id", "nowhere"),
        set_cell(copy, "sources", 2, "sha256", "0" * 64),
        set_cell(copy, "identifiers", 5, "identifier", "SNOMED:1"),
    }
    (copy / TABLES["conditions"].path).write_text("one,two\n1\n", encoding="utf-8")
    places |= {f"{TABLES['conditions'].path}:2"}
    with pytest.raises(Faults) as caught:
        load(copy)
    assert {fault.where for fault in caught.value.faults} == places
    assert all(fault.remedy for fault in caught.value.faults)


def test_an_unreadable_file_makes_nothing_dangle(copy):
    (copy / TABLES["events"].path).unlink()
    assert [fault.code for fault in lint(copy)] == ["file_missing"]


def test_other_pages_can_be_read_without_ours(copy):
    shutil.rmtree(copy / "raw/pages")
    (copy / "raw/pages").mkdir()
    assert load(copy, pages=False).sources
    with pytest.raises(Faults):
        load(copy)


def test_what_a_pattern_spells():
    assert ("must", "be", "done", "in") in literal_words(r"must be (?:done|given)\s+in\b")
    assert literal_words(r"\w+ing\b.*") == (("ing",),)
    assert ("so", "in", "the", "ward") in literal_words("[Ss]o[- ]in (?:the )?ward")
    assert all(len(words) < 3 for words in literal_words(r"given \w+ in"))
