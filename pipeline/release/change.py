"""What may differ between two packages, and which part of the version each difference must raise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from pipeline.records import Fault


class Level(IntEnum):
    """The part of a version that a difference raises."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


# Every kind of difference once. docs/versions.md shows this table; a test holds the two together.
LEVELS = {
    "table_removed": (Level.MAJOR, "a table is gone"),
    "column_removed": (Level.MAJOR, "a column is gone"),
    "column_retyped": (Level.MAJOR, "a column has another type, or has become a list or ceased to be one"),
    "column_optional": (Level.MAJOR, "a column that was always filled may be empty"),
    "key_changed": (Level.MAJOR, "a table has another primary key, or other columns make it"),
    "value_removed": (Level.MAJOR, "a value left a closed list; a renamed one is removed and added"),
    "view_removed": (Level.MAJOR, "a view of the database, or a column of it, is gone"),
    "table_added": (Level.MINOR, "there is a new table"),
    "column_added": (Level.MINOR, "there is a new column"),
    "column_moved": (Level.MINOR, "columns stand in another order: read them by name"),
    "limits_changed": (Level.MINOR, "the limits of a column's values changed"),
    "links_changed": (Level.MINOR, "other columns refer to other tables, or are unique"),
    "value_added": (Level.MINOR, "a closed list has a new value"),
    "view_added": (Level.MINOR, "there is a new view, or a new column of one"),
    "view_changed": (Level.MINOR, "a view selects its rows in another way"),
    "file_added": (Level.MINOR, "there is a new file"),
    "file_removed": (Level.MINOR, "a file that holds no table is gone"),
    "row_added": (Level.MINOR, "there is a new row"),
    "row_retired": (Level.MINOR, "a row is gone; its key has a tombstone"),
    "cell_changed": (Level.PATCH, "a value was corrected"),
    "described_anew": (Level.PATCH, "a title, description or example reads differently"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: what it is, where it is, what stood there before and after, and which inputs can explain it."""

    what: str
    table: str
    key: str = ""  # of the row; the parts of a composite key joined by |
    column: str = ""
    before: str = ""
    after: str = ""
    cause: str = ""

    @property
    def level(self) -> Level:
        return LEVELS[self.what][0]


def required(changes: list[Change]) -> Level:
    """The least part of the version that these changes must raise."""
    return max((change.level for change in changes), default=Level.NONE)


def parsed(version: str) -> tuple[int, int, int]:
    """The three numbers of a version.

    >>> parsed("1.10.0") > parsed("1.9.3")
    True
    """
    parts = version.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise Fault("bad_version", version or "(none)", "this is no version", "write it as MAJOR.MINOR.PATCH")
    return int(parts[0]), int(parts[1]), int(parts[2])


def raised(version: str, level: Level) -> str:
    """The next version when this part of it is raised.

    >>> raised("1.4.2", Level.MINOR), raised("1.4.2", Level.NONE)
    ('1.5.0', '1.4.2')
    """
    major, minor, patch = parsed(version)
    return {
        Level.MAJOR: f"{major + 1}.0.0",
        Level.MINOR: f"{major}.{minor + 1}.0",
        Level.PATCH: f"{major}.{minor}.{patch + 1}",
        Level.NONE: version,
    }[level]


def step(old: str, new: str) -> Level:
    """Which part of the version was raised between two versions; NONE when the second is not the later one.

    >>> step("1.4.2", "1.5.0").name, step("1.4.2", "1.4.1").name
    ('MINOR', 'NONE')
    """
    before, after = parsed(old), parsed(new)
    if after <= before:
        return Level.NONE
    first = next(at for at in range(3) if before[at] != after[at])
    return (Level.MAJOR, Level.MINOR, Level.PATCH)[first]
