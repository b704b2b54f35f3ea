"""Commands on releases: what differs, which version that asks for, the release itself."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Annotated

import typer

from pipeline.cli.terminal import faults_as_lines

from . import ROOT


class DiffFormat(str, Enum):
    """How differences are printed."""

    table = "table"
    csv = "csv"


class Part(str, Enum):
    """The parts of a version."""

    patch = "patch"
    minor = "minor"
    major = "major"


def diff(
    old: Annotated[str, typer.Argument(help="A folder, the zip of a release, or a git revision.")],
    new: Annotated[str, typer.Argument(help="The same; data_out for the last build.")] = "data_out",
    format: Annotated[DiffFormat, typer.Option(help="Counts to read, or every difference as CSV.")] = DiffFormat.table,
) -> None:
    """Compare two packages.

    Columns, keys, rows and cells: what was added, retired or changed, by which input, and the version it asks for.
    """
    from pipeline.cli import diff as command

    with faults_as_lines():
        command.show(old, new, ROOT, format.value)


def bump(
    part: Annotated[Part | None, typer.Argument(help="Raise this part, if the data asks for no higher one.")] = None,
) -> None:
    """Write the next version, as the data asks for it.

    Compares data_out/ with the last release. `make release` calls this; then build again: the package carries it.
    """
    from pipeline.cli import release as command

    with faults_as_lines():
        print(command.bump(ROOT, part.value if part else "none", date.today()))


def release(
    accept_drift: Annotated[str, typer.Option(help="Why it is right that more changed than the limits allow.")] = "",
) -> None:
    """Pack data_out/ as a release.

    Zip, latest.json, change list, tombstones and change log. Refused if the version is too small for what changed.
    """
    from pipeline.cli import release as command

    with faults_as_lines():
        print(command.make(ROOT, accept_drift, date.today()))
