"""The released zip as strangers use it: every block of its README is run as it stands, by the tool that it is for."""

import csv
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest
import yaml
from jsonschema import Draft202012Validator

from pipeline import compile, declare, package, release, store
from pipeline.check.folder import read_tables

ROOT = Path(__file__).parents[2]
SHOWN = {"FALSE": "false", "TRUE": "true"}  # how a spreadsheet shows a boolean


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """What lies in the folder of whoever unpacked a release of the published tables."""
    folder = tmp_path_factory.mktemp("release")
    declared = declare.load(ROOT)
    schemas = compile.expand(declared.schemas, declared.enumerations)
    files = store.read_tree(ROOT / "data_out", skip=("releases", "site"))
    frames = read_tables(files, schemas)
    made = package.write(frames, schemas, declared.package, extra={"scores.json": files["scores.json"]})
    (folder / "release.zip").write_bytes(release.pack(made))
    zipfile.ZipFile(folder / "release.zip").extractall(folder / "unpacked")
    return folder / "unpacked"


def blocks():
    """Tool -> (language, code), from the README that is published."""
    text = package.readme.LOAD.format(database=package.readme.DATABASE)
    found = re.findall(r"```(python|r)\n(# ([\w ]+?)[;:\n].*?)```", text, re.DOTALL)
    return {tool: (language, code) for language, code, tool in found}


def rows(path):
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def command(tool, language, code):
    if language == "r":
        if not shutil.which("Rscript"):
            pytest.skip("R is not installed: its lines of README.md were not run (apt-get install r-base-core)")
        return ["Rscript", "--vanilla", "-e", code]
    if tool not in ("loader", "sqlite") and find_spec(tool) is None:
        pytest.skip(f"{tool} is not installed: its lines of README.md were not run")
    return [sys.executable, "-c", code]


def test_there_is_a_block_for_each_tool():
    assert list(blocks()) == ["loader", "pandas", "polars", "duckdb", "sqlite", "base R", "frictionless"]


@pytest.mark.parametrize("tool", blocks())
def test_the_lines_of_the_readme_load_the_table(unpacked, tool):
    assert f"```{blocks()[tool][0]}\n{blocks()[tool][1]}" in (unpacked / "README.md").read_text(encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT / "loader")}
    done = subprocess.run(command(tool, *blocks()[tool]), cwd=unpacked, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) == len(rows(unpacked / "tables/claims_flat.csv"))


def test_r_reads_every_cell_of_every_table(unpacked):
    """Base R knows neither the dialect nor the types: what it writes back must be what it was given."""
    if not shutil.which("Rscript"):
        pytest.skip("R is not installed: the tables were not read with it (apt-get install r-base-core)")
    code = """
    for (path in list.files("tables", pattern = "[.]csv$", full.names = TRUE)) {
      table <- read.csv(path, na.strings = "", colClasses = "character", encoding = "UTF-8", check.names = FALSE)
      write.csv(table, file.path("r", basename(path)), na = "", row.names = FALSE, fileEncoding = "UTF-8")
    }"""
    (unpacked / "r").mkdir()
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["Rscript", "--vanilla", "-e", code], cwd=unpacked, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for path in sorted((unpacked / "tables").glob("*.csv")):
        assert rows(unpacked / "r" / path.name) == rows(path), path.name


def calc(folder, *paths):
    """These CSV files opened in a spreadsheet, dates and numbers recognised, formulas evaluated, and saved again."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: the tables were not opened in it "
                    "(apt-get install libreoffice-calc-nogui)")  # fmt: skip
    as_seen = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    as_opened = "--infilter=CSV:44,34,76,1,,0,false,true,false,true"
    convert = [office, profile, "--headless", as_opened, "--convert-to", as_seen, "--outdir", folder / "seen", *paths]
    done = subprocess.run(convert, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [folder / "seen" / f"{path.stem}-{path.stem}.csv" for path in paths]


def differing(path, seen):
    """The cells that a spreadsheet shows as something else; a number may be shown in another way."""
    before, after = ([list(row.values()) for row in rows(file)] for file in (path, seen))
    assert len(before) == len(after)
    cells = ((a, SHOWN.get(b, b)) for one, other in zip(before, after, strict=True)
             for a, b in zip(one, other, strict=True))  # fmt: skip
    return [(a, b) for a, b in cells if a != b and not is_number(a, b)]


def is_number(one, other):
    try:
        return float(one) == float(other)
    except ValueError:
        return False


def test_a_spreadsheet_shows_every_cell_as_it_is(unpacked, tmp_path):
    paths = sorted((unpacked / "tables").glob("*.csv"))
    for path, seen in zip(paths, calc(tmp_path, *paths), strict=True):
        assert differing(path, seen) == [], path.name


def test_the_comparison_with_the_spreadsheet_finds_a_formula(tmp_path):
    path = tmp_path / "planted.csv"
    path.write_text("quote\n=1+1\n+44 to the left\n", encoding="utf-8")
    (seen,) = calc(tmp_path, path)
    assert ("=1+1", "2") in differing(path, seen)


# ---------------------------------------------------------------------------------------------------- the descriptors


def test_every_row_fits_its_json_schema(unpacked):
    """Rows as JSON: gaps are null, types are those of JSON."""
    for path in sorted((unpacked / "tables").glob("*.parquet")):
        schema = store.read_yaml(unpacked / "json_schema" / f"{path.stem}.json")  # JSON is YAML
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        frame = pd.read_parquet(path)
        for row in frame.head(300).astype(object).where(frame.head(300).notna(), None).to_dict("records"):
            assert [e.message for e in validator.iter_errors(row)] == [], path.stem
            broken = {**row, schema["x-primaryKey"][0]: None}
            assert not validator.is_valid(broken)


def test_mappings_name_every_identifier_and_declare_every_prefix(unpacked):
    text = (unpacked / "mappings.sssom.tsv").read_text(encoding="utf-8")
    head = yaml.safe_load("".join(line[1:] + "\n" for line in text.splitlines() if line.startswith("#")))
    mappings = list(csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter="\t"))
    told = {(row["subject_id"].partition(":")[2], row["object_id"]) for row in mappings}
    assert told == {(row["entry_id"], row["identifier"]) for row in rows(unpacked / "tables/identifiers.csv")}
    used = {row[column].partition(":")[0] for row in mappings for column in row if column.endswith(("_id", "cation"))}
    assert used <= set(head["curie_map"]) and head["mapping_set_version"]


def test_croissant_and_schema_org_name_every_table_with_its_hash(unpacked):
    told = {name: store.read_yaml(unpacked / name) for name in ("croissant.json", "dataset.jsonld")}
    for descriptor in told.values():
        listed = {file["contentUrl"]: file["sha256"] for file in descriptor["distribution"]}
        there = {f"tables/{path.name}" for path in (unpacked / "tables").iterdir()}
        assert listed.keys() == there | {"cytokine_therapy.sqlite"}
        assert all(hashlib.sha256((unpacked / name).read_bytes()).hexdigest() == sum for name, sum in listed.items())
    for record_set in told["croissant.json"]["recordSet"]:
        with (unpacked / f"tables/{record_set['name']}.csv").open(encoding="utf-8", newline="") as handle:
            assert [field["name"] for field in record_set["field"]] == next(csv.reader(handle))
