"""The dataset as the five pages make it, and as two more pages made for these tests make it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import declare
from pipeline.cli.live import live

ROOT = Path(__file__).parents[2]
BLANK = dict.fromkeys(declare.TABLES["sources"].columns, "")
CONTRADICTION = """On two medicines

Aldesleukin is not used to treat melanoma. Interferon alfa-2b is used to treat hairy cell leukemia.

Common and serious side effects of aldesleukin include kidney damage.
"""


def row(source_id, **more):
    return BLANK | {"source_id": source_id, "edition": "undated", "role": "claims", "language": "en"} | more


@pytest.fixture(scope="session")
def declared():
    return declare.load(ROOT)


@pytest.fixture(scope="session")
def five(declared):
    return live(declared, ROOT)


@pytest.fixture(scope="session")
def seven(declared):
    """A sixth page that copies one of the five in another encoding and with other line ends, and one that differs."""
    copied = next(one for one in declared.sources if one["source_id"].startswith("cityofhope"))
    text = (ROOT / copied["file"]).read_text(encoding="utf-8")
    data = {
        "sixth": text.replace("\n", "\r\n").encode("utf-16"),
        "seventh": CONTRADICTION.encode("utf-8"),
    }
    more = tuple(row(name) for name in data)
    return live(replace(declared, sources=(*declared.sources, *more)), ROOT, data)
