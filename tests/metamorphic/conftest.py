"""The five pages, their gold, the vocabulary, the machine and the draws."""

import csv
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.declare import load
from pipeline.evaluate import SlugMap
from pipeline.page import Kit
from tests.metamorphic.draw import Vocabulary, surfaces
from tests.metamorphic.names import Names

ROOT = Path(__file__).parents[2]
TABLES = ("indications", "adverse_events", "administration", "agent_facts", "mentions", "not_claims")


def rows(path):
    with open(ROOT / path, encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="session")
def world():
    """Gold, pages as text by document, slugs, vocabulary, names, and the words each page has for an entry."""
    gold = {table: rows(f"tests/gold/{table}.csv") for table in TABLES}
    slugs = SlugMap.of(rows("tests/gold/slug_map.csv"))
    documents = sorted({row["document"] for row in gold["mentions"]})
    vocabulary = Vocabulary({type: rows(f"curation/vocab/{type}s.csv") for type in ("agent", "condition", "event")})
    return SimpleNamespace(
        gold=gold,
        slugs=slugs,
        pages={name: (ROOT / "raw/pages" / name).read_bytes().decode("utf-8") for name in documents},
        vocabulary=vocabulary,
        names=Names(rows("curation/vocab/names.csv"), vocabulary.preferred),
        found=surfaces(gold["mentions"], slugs),
    )


@pytest.fixture(scope="session")
def kit():
    """The machine as it stands."""
    declared = load(ROOT, pages=False)
    return Kit.of(declared.vocabulary, declared.rules.get("repair", ()))


@pytest.fixture(scope="session")
def draw(world):
    """draw(seed) -> the draw, the moved pages by document, the gold that goes with them."""
    from tests.metamorphic.draw import Draw
    from tests.metamorphic.swap import swapped_gold, swapped_page

    marked = {name: [row for row in world.gold["mentions"] if row["document"] == name] for name in world.pages}

    @cache
    def make(seed):
        drawn = Draw(seed, world.found, world.vocabulary, world.names)
        moved = {name: swapped_page(text, marked[name], drawn, world.slugs) for name, text in world.pages.items()}
        return drawn, moved, swapped_gold(world.gold, moved, drawn, world.slugs)

    return make
