"""The pages with their expected claims, and the machine as it stands."""

import csv
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.curate import curate
from pipeline.declare import load
from pipeline.page import Kit, extract_page
from tests.forms.score import score

ROOT = Path(__file__).parents[2]
PAGES = Path(__file__).parent / "pages"


def pages():
    """Every page as (form, split, path of the page, rows of its expected claims)."""
    for table in sorted(PAGES.glob("*/*.csv")):
        (page,) = (path for path in table.parent.glob(table.stem + ".*") if path != table)
        with open(table, encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        yield SimpleNamespace(form=table.parent.name, split=table.stem[0], path=page, rows=rows)


def kit_of(root):
    declared = load(root, pages=False)
    return Kit.of(declared.vocabulary, declared.rules.get("repair", ()))


@pytest.fixture(scope="session")
def results():
    """Every page with its result: ``one.form``, ``one.split``, ``one.path``, ``one.result``."""
    kit = kit_of(ROOT)
    found = []
    for page in pages():
        kept = curate(extract_page(page.path.read_bytes(), page.path.name, kit).evidence).kept
        page.result = score(page.rows, [piece.candidate for piece in kept])
        found.append(page)
    return found
