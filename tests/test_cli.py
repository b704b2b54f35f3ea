"""The command line as people and programs meet it: what it prints, what it refuses, what it leaves alone."""

import csv
import hashlib
import io
import json

import pytest

PRINTED = (
    "file relation agent agent_names object object_names object_type polarity certainty approval regulator frequency"
    " severity qualifiers partners start end quote repaired_quote repairs rule"
).split()
PAGE = """Aldesleukin

Aldesleukin is approved to treat melanoma. Side effects of aldesleukin include fever and chills.
"""


def rows(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def page(folder, name="page.txt", data=PAGE.encode()):
    (folder / name).write_bytes(data)
    return folder / name


# ----------------------------------------------------------------------------------------------------------- extract


def test_extract_prints_one_object_per_piece_of_evidence(cli, tmp_path):
    result = cli("extract", page(tmp_path))
    assert result.exit_code == 0 and result.stderr == ""
    found = {(row["agent"], row["relation"], row["object"]): row for row in rows(result)}
    use = found["aldesleukin", "treats", "melanoma"]
    assert set(PRINTED) <= use.keys()
    assert use["approval"] == "approved" and "Proleukin" in use["agent_names"]
    assert {("aldesleukin", "adverse_event", event) for event in ("fever", "chills")} <= found.keys()


def test_what_is_quoted_stands_on_the_page(cli, root):
    pages = sorted((root / "raw/pages").iterdir())
    texts = {str(path): path.read_bytes().decode("utf-8") for path in pages}
    found = rows(cli("extract", *pages, "--all", "--explain"))
    assert len(found) > 100
    assert [row for row in found if texts[row["file"]][row["start"] : row["end"]] != row["quote"]] == []


def test_hypothetical_claims_are_printed_on_demand_only(cli, tmp_path):
    text = "If interleukin-2 were to cure melanoma, that would be news.\nAldesleukin might perhaps treat melanoma.\n"
    path = page(tmp_path, data=(PAGE + "\n" + text).encode())
    plain, everything = rows(cli("extract", path)), rows(cli("extract", path, "--all"))
    assert [row for row in plain if row["certainty"] == "hypothetical"] == []
    assert all(row in everything for row in plain)


def test_explain_tells_what_was_refused_and_why(cli, tmp_path):
    path = page(tmp_path, data=PAGE.encode() + b"\nCan aldesleukin treat kidney cancer?\n")
    told = rows(cli("extract", path, "--explain"))
    refused = [row for row in told if row["outcome"] != "published"]
    assert refused and all(row["reason"] for row in refused)
    assert all(row["rule"] for row in told)


def test_extract_as_csv_and_as_table(cli, tmp_path):
    path = page(tmp_path)
    table = list(csv.DictReader(io.StringIO(cli("extract", path, "--format", "csv").stdout)))
    assert [row["object"] for row in table] == [row["object"] for row in rows(cli("extract", path))]
    assert "melanoma" in cli("extract", path, "--format", "table").stdout


def test_a_bad_page_is_quarantined_and_the_others_are_printed(cli, tmp_path):
    bad = {"empty.txt": (b" \n", "page_empty"), "binary.txt": (b"\x00\x01\x02" * 99, "page_binary")}
    paths = [page(tmp_path, name, data) for name, (data, _) in bad.items()] + [tmp_path / "gone.txt", page(tmp_path)]
    result = cli("extract", *paths)
    assert result.exit_code == 3
    assert {row["file"] for row in rows(result)} == {str(paths[-1])}
    lines = result.stderr.splitlines()
    for name, (_, code) in bad.items():
        assert any(name in line and code in line and "remedy" in line for line in lines)
    assert any("gone.txt" in line and "file_missing" in line for line in lines)
    assert len(lines) == 4  # one line each, and how many


def test_folders_are_read_in_order(cli, tmp_path):
    page(tmp_path, "b.txt"), page(tmp_path, "a.txt")
    assert list(dict.fromkeys(row["file"] for row in rows(cli("extract", tmp_path)))) == [
        str(tmp_path / name) for name in ("a.txt", "b.txt")
    ]


# ------------------------------------------------------------------------------------------------------------ repair


def test_repair_prints_what_it_found_and_the_repaired_text(cli, tmp_path):
    path = page(tmp_path, data="They go where they¡¯re needed. It¡¯s so. That¡¯s it.\n".encode())
    found = rows(cli("repair", path, "--format", "jsonl"))
    assert {"start", "end", "before", "after", "kind", "rule", "basis", "confidence", "status"} <= found[0].keys()
    assert {row["kind"] for row in found} == {"mojibake"}
    assert cli("repair", path, "--text").stdout == "They go where they’re needed. It’s so. That’s it.\n"
    assert "mojibake" in cli("repair", path).stdout


# ---------------------------------------------------------------------------------------------- lint, evaluate, review


def test_lint_is_content_with_what_is_committed(cli, root, monkeypatch):
    monkeypatch.chdir(root)
    assert cli("lint").exit_code == 0


def test_lint_fix_puts_rows_into_their_order(cli, project):
    path = project / "curation/vocab/events.csv"
    before = path.read_bytes()
    header, *lines = before.splitlines(keepends=True)
    path.write_bytes(b"".join([header, *reversed(lines)]))
    assert cli("lint").exit_code == 1
    assert "events.csv" in cli("lint", "--fix").stdout
    assert path.read_bytes() == before


def test_evaluate_gives_both_scores(cli, root, monkeypatch):
    monkeypatch.chdir(root)
    told = json.loads(cli("evaluate", "--pages", "raw/pages", "--gold", "tests/gold", "--format", "json").stdout)
    assert set(told["runs"]) == {"machine alone", "with decisions"}
    assert told["runs"]["machine alone"]["tables"]["indications"]["f1"] > 0.8


def test_summary_and_review_speak_of_what_is_published(cli, project):
    told = cli("summary").stdout
    for words in ("Rows per table", "claims_flat", "Claims per page", "await review", "F1"):
        assert words in told
    assert cli("review").exit_code == 0


# ------------------------------------------------------------------------------------------------ faults of a release


def replant(project, file, data):
    """Change a page of raw/ and its hash in the manifest."""
    path, manifest = project / file, project / "raw/sources.csv"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_bytes(data)
    rows = manifest.read_text(encoding="utf-8").replace(digest, hashlib.sha256(data).hexdigest())
    manifest.write_text(rows, encoding="utf-8")


def tree(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def columns_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def broken(project):
    """A project with one fault of each kind; returns it with (code, file) of each."""
    pages = {row["source_id"]: row["file"] for row in columns_of(project / "raw/sources.csv")}
    settled = columns_of(project / "curation/decisions.csv")
    decided = next(row for row in settled if row["action"] == "repair" and row["within"] == "")
    others = [file for source, file in pages.items() if source != decided["source_id"]]
    missing, changed, undecodable, empty = others
    (project / missing).unlink()
    (project / changed).write_bytes((project / changed).read_bytes() + b"more\n")
    replant(project, undecodable, b"Interleukin-2 \xff\xfe\x9d treats \x81 melanoma." * 9)
    replant(project, empty, b"\n \n")
    edit(project / "curation/decisions.csv", f",{decided['expected']},", ",words that nobody wrote,")
    vocab = project / "curation/vocab"
    lines = (vocab / "conditions.csv").read_text(encoding="utf-8").splitlines()
    wider = "".join(f"{line},{cell}\n" for line, cell in zip(lines, ["colour"] + ["red"] * len(lines), strict=False))
    (vocab / "conditions.csv").write_text(wider, encoding="utf-8", newline="\n")
    first = (vocab / "events.csv").read_text(encoding="utf-8").splitlines()[1]
    edit(vocab / "events.csv", first, f"{first}\n{first}")
    edit(vocab / "terms.csv", "\n", "\n,,,,\n")
    agent = columns_of(vocab / "agents.csv")[-1]
    edit(vocab / "identifiers.csv", "\nagent,", "\nagent,no-such-agent-")
    edit(project / "curation/rules/relate.yaml", f"claims: [{chr(34)}", f"claims: [{chr(34)}{agent['agent_id']} ")
    return project, {
        ("file_missing", "raw/sources.csv"),
        ("hash_mismatch", "raw/sources.csv"),
        ("page_", undecodable),
        ("page_empty", empty),
        ("decision_void", "curation/decisions.csv:"),
        ("unknown_column", "curation/vocab/conditions.csv:1"),
        ("duplicate", "curation/vocab/events.csv:3"),
        ("empty_cell", "curation/vocab/terms.csv:2"),
        ("dangling", "curation/vocab/identifiers.csv:"),
        ("rule_example", "curation/rules/relate.yaml:"),
    }


@pytest.mark.parametrize("command", [("run", "read"), ("lint",)])
def test_everything_wrong_is_told_at_once_and_nothing_is_written(cli, broken, command):
    project, wanted = broken
    before = tree(project)
    result = cli(*command)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    for code, file in wanted:
        assert any(f"[{code}" in line and file in line and "remedy: " in line for line in lines), (code, file, lines)
    assert len(lines) == len(set(lines))
    assert tree(project) == before


def test_a_stage_that_fails_leaves_the_package_whole(cli, project, monkeypatch):
    """The suites of great-expectations are left out: ten seconds, and tests/publish/test_gate.py holds them."""
    monkeypatch.setattr("pipeline.check.run", lambda frames, schemas, verdicts: ([], []))
    for stage in ("read", "repair", "extract", "tabulate"):
        assert cli("run", stage).exit_code == 0
    edit(project / "schemas/package.yaml", "max_share: 0.", "max_share: 0.01")
    before = tree(project / "data_out")
    result = cli("run", "publish")
    assert result.exit_code == 1 and "quotation_share" in result.stderr
    assert tree(project / "data_out") == before


def test_a_decision_on_an_absent_page_sleeps(cli, project):
    decision = "zz-sleeps,repair,no-such-page,words,,spun_phrase,other words,,nobody,2026-01-01,to see\n"
    path = project / "curation/decisions.csv"
    path.write_text(path.read_text(encoding="utf-8") + decision, encoding="utf-8", newline="\n")
    result = cli("lint")
    assert result.exit_code == 0 and "zz-sleeps" in result.stderr
