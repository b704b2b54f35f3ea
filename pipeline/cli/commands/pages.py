"""Commands on pages: what they claim, what is broken on them, how well that is read."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.terminal import faults_as_lines, lines, quarantined, warn

from . import ROOT


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


Pages = Annotated[list[str], typer.Argument(help="Files, or folders with files: .txt, .html, .xml.")]


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
    quarantined(faults)


def _in_bulk(paths: list[str], out: str, workers: int, scheduler: str, everything: bool) -> None:
    from pipeline.cli import bulk

    with faults_as_lines():
        summary = bulk.run(paths, out, ROOT, workers, scheduler, everything)
    warn(str(summary))
    quarantined(summary.faults)


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
    quarantined(faults)
