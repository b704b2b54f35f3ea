"""Commands on the build: a stage of it, the files it starts from, what it made."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from pipeline.cli.terminal import faults_as_lines

from . import ROOT


class Stage(str, Enum):
    """The stages of dvc.yaml, in order."""

    read = "read"
    repair = "repair"
    extract = "extract"
    tabulate = "tabulate"
    publish = "publish"


def run(stage: Annotated[Stage, typer.Argument(help="Which stage of dvc.yaml.")]) -> None:
    """Run one stage of the build; dvc repro calls this.

    If anything is wrong, all that is wrong with any file or page is listed at once, and nothing is published.
    """
    from pipeline.cli import stages

    with faults_as_lines():
        stages.run(stage.value, ROOT)


def lint(fix: Annotated[bool, typer.Option("--fix", help="Put rows into their order first.")] = False) -> None:
    """Check the files that people write.

    Shape, order, doubles and references of raw/, curation/ and schemas/, and whether rules do what their examples say.
    """
    from pipeline.cli import declared

    with faults_as_lines():
        declared.lint(ROOT, fix)


def summary() -> None:
    """Print what data_out/ holds.

    Rows per table, claims per page, what was not published and why, how much awaits review, and the scores.
    """
    from pipeline.cli import summary as command

    with faults_as_lines():
        command.show(ROOT)


def docs() -> None:
    """Build the validators' own pages.

    great-expectations' Data Docs of the last build, in build/data_docs, cleaned of remote calls.
    """
    from pipeline.cli.stages import publish

    with faults_as_lines():
        print(publish.write_docs(ROOT))


def readme() -> None:
    """Renew what README.md shows of the data."""
    from pipeline.cli import readme as command

    with faults_as_lines():
        print("README.md", "written" if command.refresh(ROOT) else "is up to date")
