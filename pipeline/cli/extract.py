"""``extract``: the claims of any pages, as the machine alone reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline import declare
from pipeline.cli.claims import claim_row, known_names, printed
from pipeline.cli.machine import Machine, Outcome, each, files_of, gated
from pipeline.cli.terminal import progress
from pipeline.records import Fault

COLUMNS = ("file", "start", "agent", "relation", "object", "polarity", "certainty", "quote")  # of the table to read
WHY = ("outcome", "reason", "rule", "trace")


def rows(
    paths: Sequence[Path], root: Path, everything: bool, explain: bool
) -> tuple[Iterator[dict[str, object]], list[Fault]]:
    """The rows to print, made as they are asked for, and the list that fills with the faults of bad pages meanwhile."""
    files, faults = files_of(paths), []
    machine = Machine.of(declare.load(root, pages=False), root)
    outcomes = progress(len(files), each(machine, files, claims_only=not explain), "reading pages")
    return _rows(machine, outcomes, faults, everything, explain), faults


def _rows(
    machine: Machine, outcomes: Iterator[Outcome], faults: list[Fault], everything: bool, explain: bool
) -> Iterator[dict[str, object]]:
    names = known_names(machine.kit.vocabulary)
    for outcome in outcomes:
        faults += outcome.faults
        for piece in printed(gated(outcome.page) if outcome.page else (), everything, explain):
            yield {**claim_row(piece, names, explain), "file": str(outcome.path)}
