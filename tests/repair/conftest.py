"""What the tests of repair share: the project's rules, vocabulary and pages, and a door that takes plain text."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline import declare
from pipeline.read import read
from pipeline.records import Decision, Document, Repair, View, Vocabulary
from pipeline.repair import Rule, Sibling, compiled, repair
from pipeline.repair.measure import Defect

ROOT = Path(__file__).parents[2]
TEXTS = Path(__file__).parent / "texts"


class Workshop:
    """repair with the project's rules and vocabulary; no dataclass, or a failing example prints all of them."""

    def __init__(self, rules: tuple[Rule, ...], vocabulary: Vocabulary):
        self.rules, self.vocabulary = rules, vocabulary

    def repair(self, text, *siblings, decisions=(), known=False, name="page"):
        document = text if isinstance(text, Document) else read(text.encode(), name)
        given = [s if isinstance(s, Sibling) else Sibling(f"sibling {k}", s) for k, s in enumerate(siblings)]
        return repair(document, given, self.rules, self.vocabulary, decisions, known)

    def view(self, text, *siblings, **other):
        return View.of(text, self.repair(text, *siblings, **other)).text


@dataclass(frozen=True)
class Inventory:
    """The five pages, what is known to be broken on them, and what people settled."""

    documents: dict[str, Document]
    siblings: dict[str, Sibling]
    defects: dict[str, list[Defect]]
    decisions: tuple[Decision, ...]

    def repair(self, workshop: Workshop, name: str, decided: bool) -> tuple[Repair, ...]:
        others = [s for s in self.siblings.values() if s.name != name]
        own = [d for d in self.decisions if decided and d.source_id == name]
        known = self.siblings[name].publisher_known
        return workshop.repair(self.documents[name], *others, decisions=own, known=known)


@pytest.fixture(scope="session")
def declared():
    return declare.load(ROOT)


@pytest.fixture(scope="session")
def workshop(declared):
    return Workshop(compiled(declared.rules["repair"]), declared.vocabulary)


@pytest.fixture(scope="session")
def inventory(declared):
    with (ROOT / "tests/gold/defects.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    annotated = {row["seed_file"] for row in rows}
    sources = {row["source_id"]: row for row in declared.sources if Path(row["file"]).name in annotated}
    documents = {name: read((ROOT / row["file"]).read_bytes(), name) for name, row in sources.items()}
    siblings = {
        name: Sibling(name, documents[name].text, bool(row["publisher"] and row["reviewed_on"]), row["role"])
        for name, row in sources.items()
    }
    by_file = {Path(row["file"]).name: name for name, row in sources.items()}
    defects = {name: [] for name in sources}
    for row in rows:
        defects[by_file[row["seed_file"]]].append(Defect.of(row, by_file[row["seed_file"]]))
    return Inventory(documents, siblings, defects, declared.decisions)


@pytest.fixture(scope="session")
def texts():
    """Our own page, and two pages on other things."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt"))}
