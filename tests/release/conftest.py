"""A checkout whose package can be built anew in a moment, and releases made from it."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline import compile, declare, package, store
from pipeline.check.folder import read_tables

ROOT = Path(__file__).parents[2]
FILES = ("CHANGELOG.md", "CITATION.cff", "LICENSE", "NOTICE", "pyproject.toml")
FOLDERS = ("raw", "curation", "schemas", "docs", "data_out")
VERSIONED = ("schemas/package.yaml", "CITATION.cff", "pyproject.toml")
VERSION = re.compile(r'(?m)^(version(?:: | = "))[\d.]+')
MEASURED = ("scores.json", "quality_report.md")  # made by stages that these tests do not run


def thin(frames):
    """One name per entry: the vocabulary is three quarters of all rows, and is written and read a dozen times."""
    frames["names"] = frames["names"].drop_duplicates(["entry_type", "entry_id"]).reset_index(drop=True)


@dataclass
class Checkout:
    """What people wrote and what was published, in a folder of its own."""

    root: Path
    schemas: dict

    def publish(self, change=lambda frames: None) -> None:
        """Build the package from the published tables, as they are or changed, under the declared version."""
        head, schemas = store.read_yaml(self.root / "schemas/package.yaml"), self.schemas
        files = store.read_tree(self.root / "data_out", skip=("releases",))
        frames = read_tables(files, schemas)
        change(frames)
        documents = {p: store.read_bytes(self.root / p) for p in head["x_documents"].values()}
        extra = {name: data for name, data in files.items() if name in MEASURED or name.startswith("site/")}
        made = package.write(frames, schemas, head, extra=extra, documents=documents)
        store.publish(made, self.root / "data_out", lambda folder: None)


@pytest.fixture(scope="session")
def schemas():
    declared = declare.load(ROOT)
    return compile.expand(declared.schemas, declared.enumerations)


@pytest.fixture
def checkout(tmp_path, monkeypatch, schemas):
    """A copy of the project as it was before its first release, and the current folder.

    Frictionless is left out of the gate: five seconds for each release, and tests/publish/test_gate.py holds it.
    """
    monkeypatch.setattr("pipeline.check.descriptor_faults", lambda path: [])
    for name in FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("releases"))
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    unrelease(tmp_path)
    made = Checkout(tmp_path, schemas)
    made.publish(thin)
    return made


def unrelease(root: Path) -> None:
    """Declare a version before the first, and a change log without releases."""
    for name in VERSIONED:
        file = root / name
        file.write_text(VERSION.sub(r"\g<1>0.1.0", file.read_text(), count=1))
    log = root / "CHANGELOG.md"
    log.write_text(log.read_text().partition("\n## ")[0] + "\n")
