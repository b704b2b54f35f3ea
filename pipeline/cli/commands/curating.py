"""Commands of curators: what awaits an answer, a page that comes, a page that goes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.terminal import faults_as_lines

from . import ROOT


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
