"""The explorer made from the published tables, and a real browser that reads it as a person would."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest

from pipeline import compile, package, store
from pipeline.cli.quality import error_rate, stored
from tests.site.browser import absent, chromium

ROOT = Path(__file__).parents[2]
REPORT = {
    "suites": [{"table": "claims", "rows": 2, "expectations": 3, "met": 3, "failed": []}],
    "rules": [{"table": "claims", "rule": "n_evidence is the number of its rows", "checked": 2, "broken": 0}],
    "candidates": [{"source": "any", "found": 2, "published": 2}],
    "quotations": [{"source": "any", "characters": 100, "quoted": 20, "share": 0.2, "rows": 2}],
}

CHANGES = [
    {"level": "minor", "table": "claims", "difference": "row_added", "cause": "source", "n_differences": "7"},
    {"level": "patch", "table": "claims", "difference": "cell_changed", "cause": "curation", "n_differences": "2"},
]


@pytest.fixture(scope="session")
def published():
    """(frames, schemas, package) of data_out/."""
    about = store.read_yaml(ROOT / "schemas" / "package.yaml")
    declared = {name: store.read_yaml(ROOT / "schemas" / "tables" / f"{name}.yaml") for name in about["tables"]}
    schemas = compile.expand(declared, store.read_yaml(ROOT / "schemas" / "enumerations.yaml"))
    tables = ROOT / "data_out" / "tables"
    frames = {name: compile.parse_csv(store.read_bytes(tables / f"{name}.csv"), schemas[name]) for name in schemas}
    return frames, schemas, about


@pytest.fixture(scope="session")
def parts():
    return store.read_tree(ROOT / "site")


@pytest.fixture(scope="session")
def made(parts):
    """made(frames, schemas, package): the page, with the published scores and an invented report."""
    scores = stored(ROOT / "data_out" / "scores.json")
    told = {"scores": scores, "report": REPORT, "error_rate": error_rate(scores), "quote_limit": 0.4}
    told["changes"] = CHANGES
    return lambda frames, schemas, about: package.site_bytes(parts, frames, schemas, about, told)


@pytest.fixture(scope="session")
def rows(published):
    """rows("claims"): a published table as dicts of text."""
    frames, schemas, _ = published

    def read(name):
        return list(csv.DictReader(io.StringIO(compile.csv_bytes(frames[name], schemas[name]).decode("utf-8"))))

    return read


@pytest.fixture(scope="session")
def page(published, made, tmp_path_factory):
    """The explorer of the published tables, on the disk."""
    path = tmp_path_factory.mktemp("site") / "index.html"
    path.write_bytes(made(*published))
    return path


@pytest.fixture(scope="session")
def driver():
    """A browser. Where there is none the tests are skipped, unless EXPLORER_TESTS is ``required``."""
    if missing := absent():
        without(f"no {' and no '.join(missing)}: apt-get install chromium chromium-driver")
    started = chromium()
    yield started
    started.quit()


@pytest.fixture(scope="session")
def checker(root):
    """The script of the accessibility checker."""
    script = root / "tests/site/node_modules/axe-core/axe.min.js"
    if not script.is_file():
        without("no accessibility checker: make tools")
    return script.read_text(encoding="utf-8")


def without(what):
    """Skip, or fail where the browser tests must run."""
    (pytest.fail if os.environ.get("EXPLORER_TESTS") == "required" else pytest.skip)(what)
