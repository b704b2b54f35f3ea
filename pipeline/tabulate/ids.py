"""Ids made from content: what a row says makes its id, never its place, its rule or the order of the run."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Hashable, Mapping

from pipeline.records import Fault

FORM = re.compile(r"([a-z]+-)\[0-9a-f\]\{(\d+)\}")  # the pattern of an id column says its prefix and length


class Minter:
    """Makes the ids of one run from the columns that the schemas mark with x_identity, and watches for collisions."""

    def __init__(self, schemas: Mapping[str, Mapping]):
        self.faults: list[Fault] = []
        self._schemas = schemas
        self._seen: dict[str, str] = {}
        self._columns: dict[tuple[str, ...], tuple[list[str], str, int]] = {}

    def mint(self, id: str, row: Mapping[str, object], *tables: str) -> str:
        """The id of a row: ``tables`` are the one that declares the id, then others whose columns also make it.

        Empty cells do not count, so that a new column leaves the ids of rows without it as they were.
        """
        columns, prefix, length = self._plan(id, tables)
        content = {column: row[column] for column in columns if row.get(column) not in (None, "")}
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        made = prefix + hashlib.sha256(text.encode("utf-8")).hexdigest()[:length]
        if self._seen.setdefault(made, text) != text:
            problem = f"two rows get the id {made}: {self._seen[made]} and {text}"
            self.faults.append(Fault("id_collision", tables[0], problem, f"lengthen the pattern of {id}"))
        return made

    def _plan(self, id: str, tables: tuple[str, ...]) -> tuple[list[str], str, int]:
        if (id, *tables) not in self._columns:
            home = next(field for field in self._schemas[tables[0]]["fields"] if field["name"] == id)
            prefix, length = FORM.fullmatch(home["constraints"]["pattern"]).groups()
            self._columns[id, *tables] = (identity(self._schemas, id, *tables), prefix, int(length))
        return self._columns[id, *tables]


def identity(schemas: Mapping[str, Mapping], id: str, *tables: str) -> list[str]:
    """The columns of these tables that make the id."""
    fields = (field for table in tables for field in schemas[table]["fields"])
    return [field["name"] for field in fields if id in field.get("x_identity", ())]


class Occurrences:
    """Numbers equal things from 1 in the order in which they come.

    >>> nth = Occurrences()
    >>> nth("a"), nth("b"), nth("a")
    (1, 1, 2)
    """

    def __init__(self) -> None:
        self._seen: Counter[Hashable] = Counter()

    def __call__(self, *what: Hashable) -> int:
        self._seen[what] += 1
        return self._seen[what]
