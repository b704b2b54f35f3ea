"""Reading everything that people declare, whole: one bad file does not hide the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pipeline import store
from pipeline.records import Fault, Faults

from .files import RULES, SCHEMAS, TABLES

T = TypeVar("T")


@dataclass(frozen=True)
class Raw:
    """What the files hold, unparsed. ``faults`` are the files that could not be read as what they should be.

    ``tables``: name of a curated table -> its rows (each knows its line); ``rules``: step -> its rules as written;
    ``lines``: (step, rule id) -> line; ``schemas``: table -> its declaration; ``decided`` and ``unread`` names of
    tables that were not read, so that nothing is called dangling because another file is broken.
    """

    root: Path
    tables: Mapping[str, list[store.Row]]
    rules: Mapping[str, list[dict]]
    rule_text: Mapping[str, str]
    schemas: Mapping[str, dict]
    package: Mapping[str, Any]
    enumerations: Mapping[str, Mapping[str, str]]
    unread: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def where(self, table: str, row: store.Row) -> str:
        return f"{TABLES[table].path}:{row.line}"


@dataclass
class _Reader:
    """Collects faults and makes their place relative to the project's root."""

    root: Path
    faults: list[Fault] = field(default_factory=list)

    def get(self, read: Callable[[Path], T], path: str, default: T) -> tuple[T, bool]:
        try:
            return read(self.root / path), True
        except Fault as fault:
            self.note(fault)
        except Faults as faults:
            for fault in faults.faults:
                self.note(fault)
        return default, False

    def note(self, fault: Fault) -> None:
        self.faults.append(relative(fault, self.root))


def relative(fault: Fault, root: Path) -> Fault:
    """The same fault with its place and remedy written from the project's root."""
    where, remedy = (text.replace(f"{root}/", "") for text in (fault.where, fault.remedy))
    return Fault(fault.code, where, fault.problem, remedy)


def read_all(root: Path | str) -> Raw:
    """Everything declared below ``root``; what cannot be read is in ``faults``."""
    reader = _Reader(Path(root))
    tables: dict[str, list[store.Row]] = {}
    headers: dict[str, tuple[str, ...]] = {}
    unread = set()
    for name, table in TABLES.items():
        tables[name], good = reader.get(store.read_csv_rows, table.path, [])
        if good:
            headers[name] = _header(reader.root / table.path)
        else:
            unread.add(name)
    texts = {path.stem: store.read_text(path) for path in _listed(reader, RULES)}
    rules = {stem: _rules(reader, stem) for stem in texts}
    schemas = {
        path.stem: _mapping(reader, f"{SCHEMAS}/tables/{path.name}") for path in _listed(reader, f"{SCHEMAS}/tables")
    }
    return Raw(
        reader.root, tables, rules, texts, schemas,
        _mapping(reader, f"{SCHEMAS}/package.yaml"), _mapping(reader, f"{SCHEMAS}/enumerations.yaml"),
        frozenset(unread), tuple(reader.faults), headers,
    )  # fmt: skip


def _header(path: Path) -> tuple[str, ...]:
    first = store.read_text(path).partition("\n")[0]
    return tuple(cell.strip('"') for cell in first.rstrip("\r").split(","))


def _listed(reader: _Reader, folder: str) -> list[Path]:
    return reader.get(lambda path: store.list_files(path, "*.yaml"), folder, [])[0]


def _mapping(reader: _Reader, path: str) -> dict:
    content, good = reader.get(store.read_yaml, path, {})
    if good and not isinstance(content, dict):
        reader.note(Fault("yaml_shape", path, "the file does not hold names and values", "write it as name: value"))
        return {}
    return content


def _rules(reader: _Reader, stem: str) -> list[dict]:
    path = f"{RULES}/{stem}.yaml"
    content, good = reader.get(store.read_yaml, path, [])
    content = content or []
    if good and not (isinstance(content, list) and all(isinstance(rule, dict) for rule in content)):
        reader.note(Fault("yaml_shape", path, "the file does not hold a list of rules", "begin each rule with - id:"))
        return []
    return content
