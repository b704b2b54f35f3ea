"""The command line: picks what to do, hands it loaded data, shows or stores what comes back."""

from __future__ import annotations

import os
import sys
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.terminal import complain, faults_as_lines, lines, warn

# Nothing here speaks to anybody. Set before any library looks at it.
os.environ["GX_ANALYTICS_ENABLED"] = "false"
os.environ["DVC_NO_ANALYTICS"] = "1"

app = typer.Typer(
    help="Builds the open cytokine-therapy dataset, and reads any page the way the dataset does.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
ROOT = Path(".")
QUARANTINED = 3  # exit code: some pages could not be read, the others are printed


class Stage(str, Enum):
    """The stages of dvc.yaml, in order."""

    read = "read"
    repair = "repair"
    extract = "extract"
    tabulate = "tabulate"
    publish = "publish"


class Format(str, Enum):
    """How claims are printed."""

    jsonl = "jsonl"
    csv = "csv"
    table = "table"


class ScoreFormat(str, Enum):
    """How scores are printed."""

    table = "table"
    json = "json"


class RepairFormat(str, Enum):
    """How repairs are printed."""

    table = "table"
    jsonl = "jsonl"


class DiffFormat(str, Enum):
    """How differences are printed."""

    table = "table"
    csv = "csv"


class Part(str, Enum):
    """The parts of a version."""

    patch = "patch"
    minor = "minor"
    major = "major"


Pages = Annotated[list[str], typer.Argument(help="Files, or folders with files: .txt, .html, .xml.")]


@app.command()
def run(stage: Annotated[Stage, typer.Argument(help="Which stage of dvc.yaml.")]) -> None:
    """Run one stage of the build; dvc repro calls this.

    If anything is wrong, all that is wrong with any file or page is listed at once, and nothing is published.
    """
    from pipeline.cli import stages

    with faults_as_lines():
        stages.run(stage.value, ROOT)


@app.command()
def extract(
    paths: Pages,
    format: Annotated[Format, typer.Option(help="One JSON object a line, CSV, or a table to read.")] = Format.jsonl,
    all: Annotated[bool, typer.Option("--all", help="Print hypothetical claims too.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say which rule made or refused what, and why.")] = False,
    out: Annotated[str, typer.Option(help="Write Parquet shards to this folder or address, and print nothing.")] = "",
    workers: Annotated[
        int, typer.Option(min=0, help="Processes that share the work, with --out; 0: only this one.")
    ] = 1,
    scheduler: Annotated[str, typer.Option(help="Address of a dask scheduler to share the work, with --out.")] = "",
) -> None:
    """Print what pages claim.

    One line per piece of evidence, as the machine alone reads it: decisions of curators are not applied. A page that
    cannot be read is named on stderr with a code; the others are printed, and the exit code is 3.

    With --out, pages and shards may lie at any address that fsspec knows (s3://...). What an earlier run found of pages
    that did not change is kept, so a run that was stopped goes on where it was.
    """
    if out:
        _in_bulk(paths, out, workers, scheduler, all)
        return
    from pipeline.cli import extract as command

    with faults_as_lines():
        rows, faults = command.rows([Path(path) for path in paths], ROOT, all, explain)
        lines(rows, format.value, command.COLUMNS + (command.WHY if explain else ()))
    _quarantined(faults)


@app.command()
def repair(
    page: Annotated[Path, typer.Argument(help="The page to repair.")],
    sibling: Annotated[list[Path], typer.Option(help="A page of common origin; never stored.")] = [],
    format: Annotated[RepairFormat, typer.Option(help="A table, or one JSON object a line.")] = RepairFormat.table,
    text: Annotated[bool, typer.Option("--text", help="Print the repaired text instead.")] = False,
) -> None:
    """Print what is broken on a page.

    Before and after, kind, status, and what each repair rests on.
    """
    from pipeline.cli import repair as command

    with faults_as_lines():
        view, repairs = command.repaired(page, sibling, ROOT)
        if text:
            sys.stdout.write(view.text)
        elif format is RepairFormat.jsonl:
            lines(command.rows(repairs), "jsonl")
        else:
            command.show(view, repairs)


@app.command()
def evaluate(
    pages: Annotated[Path, typer.Option(help="Folder with the annotated pages.")],
    gold: Annotated[Path, typer.Option(help="Folder with the gold tables and slug_map.csv.")],
    format: Annotated[ScoreFormat, typer.Option(help="Tables to read, or one JSON object.")] = ScoreFormat.table,
) -> None:
    """Score extraction against annotated pages.

    The machine's own score, and beside it the one with what curators decided; misses and false alarms are listed.
    """
    from pipeline.cli import evaluate as command

    with faults_as_lines():
        faults = command.show(pages, gold, ROOT, format.value)
    _quarantined(faults)


@app.command()
def lint(fix: Annotated[bool, typer.Option("--fix", help="Put rows into their order first.")] = False) -> None:
    """Check the files that people write.

    Shape, order, doubles and references of raw/, curation/ and schemas/, and whether rules do what their examples say.
    """
    from pipeline.cli import declared

    with faults_as_lines():
        declared.lint(ROOT, fix)


@app.command()
def summary() -> None:
    """Print what data_out/ holds.

    Rows per table, claims per page, what was not published and why, how much awaits review, and the scores.
    """
    from pipeline.cli import summary as command

    with faults_as_lines():
        command.show(ROOT)


@app.command()
def docs() -> None:
    """Build the validators' own pages.

    great-expectations' Data Docs of the last build, in build/data_docs, cleaned of remote calls.
    """
    from pipeline.cli.stages import publish

    with faults_as_lines():
        print(publish.write_docs(ROOT))


@app.command()
def readme() -> None:
    """Renew what README.md shows of the data."""
    from pipeline.cli import readme as command

    with faults_as_lines():
        print("README.md", "written" if command.refresh(ROOT) else "is up to date")


@app.command()
def review(
    settle: Annotated[bool, typer.Option("--settle", help="Ask for an answer to each and write it down.")] = False,
    curator: Annotated[str, typer.Option(help="Who answers, as decisions.csv will say.")] = "maintainers",
    most: Annotated[int, typer.Option(help="How many to show; 0 for all.")] = 0,
) -> None:
    """Show what awaits a decision, the most harmful first.

    Repairs that were asked about, contradictions between claims, approvals that no label bears out: each with the words
    around it and the possible answers. With --settle, answers are appended to curation/decisions.csv.
    """
    from pipeline.cli import review as command

    with faults_as_lines():
        command.run(ROOT, settle, curator, most)


@app.command("add-page")
def add_page(
    page: Annotated[Path, typer.Argument(help="The page as it was received: .txt, .html or .xml.")],
    source_id: Annotated[str, typer.Option(help="Its source_id, if the proposed one will not do.")] = "",
    supersedes: Annotated[str, typer.Option(help="The source_id of which this is a newer edition.")] = "",
    write: Annotated[bool, typer.Option("--write", help="Copy it to raw/pages and add the row.")] = False,
) -> None:
    """Check a new page and show what it would contribute.

    Its encoding, title, language and kin among the known pages, the row for raw/sources.csv, and the claims that the
    machine reads from it. Nothing is written without --write.
    """
    from pipeline.cli import add_page as command

    with faults_as_lines():
        command.run(ROOT, page, source_id, supersedes, write)


@app.command()
def withdraw(
    source_id: Annotated[str, typer.Argument(help="The page to take out.")],
    reason: Annotated[str, typer.Option(help="Why, in words; it is published.", prompt="Why")],
) -> None:
    """Take a page out at its publisher's wish.

    Its file, the decisions on it and the annotated rows that quote it are deleted, and its row in raw/sources.csv says
    since when; after the next build no row and no quotation of it is published.
    """
    from pipeline.cli import withdraw as command

    with faults_as_lines():
        command.run(ROOT, source_id, reason)


def _in_bulk(paths: list[str], out: str, workers: int, scheduler: str, everything: bool) -> None:
    from pipeline.cli import bulk

    with faults_as_lines():
        summary = bulk.run(paths, out, ROOT, workers, scheduler, everything)
    warn(str(summary))
    _quarantined(summary.faults)


@app.command()
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


@app.command()
def bump(
    part: Annotated[Part | None, typer.Argument(help="Raise this part, if the data asks for no higher one.")] = None,
) -> None:
    """Write the next version, as the data asks for it.

    Compares data_out/ with the last release. `make release` calls this; then build again: the package carries it.
    """
    from pipeline.cli import release as command

    with faults_as_lines():
        print(command.bump(ROOT, part.value if part else "none", date.today()))


@app.command()
def release(
    accept_drift: Annotated[str, typer.Option(help="Why it is right that more changed than the limits allow.")] = "",
) -> None:
    """Pack data_out/ as a release.

    Zip, latest.json, change list, tombstones and change log. Refused if the version is too small for what changed.
    """
    from pipeline.cli import release as command

    with faults_as_lines():
        print(command.make(ROOT, accept_drift, date.today()))


def _quarantined(faults: list) -> None:
    for fault in faults:
        complain(fault)
    if faults:
        warn(f"{len(faults)} page(s) quarantined")
        raise typer.Exit(QUARANTINED)


if __name__ == "__main__":
    app()
