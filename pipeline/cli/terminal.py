"""How results, faults and progress reach a person or a program."""

from __future__ import annotations

import csv
import io
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import TypeVar

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from pipeline.records import Fault, Faults

Item = TypeVar("Item")
QUARANTINED = 3  # exit code: some pages could not be read, the others are printed
PATIENCE = 1.0  # seconds before a progress bar appears: shorter work needs none


def complain(fault: Fault) -> None:
    """One line on stderr for one fault."""
    print(" ".join(str(fault).split()), file=sys.stderr)


def warn(line: str) -> None:
    """One line on stderr that stops nothing."""
    print(line, file=sys.stderr)


@contextmanager
def faults_as_lines() -> Iterator[None]:
    """Faults become one line each on stderr and exit code 1; anything else is our error and stays a traceback."""
    try:
        yield
    except Faults as raised:
        for fault in raised.faults:
            complain(fault)
        warn(f"{len(raised.faults)} fault(s) to mend; what was published before is as it was")
        raise SystemExit(1) from None
    except Fault as fault:
        complain(fault)
        raise SystemExit(1) from None


def quarantined(faults: list) -> None:
    """Name the pages that could not be read, and end with the code that says so; without any, do nothing."""
    for fault in faults:
        complain(fault)
    if faults:
        warn(f"{len(faults)} page(s) quarantined")
        raise SystemExit(QUARANTINED)


class Rate(ProgressColumn):
    """How much is done in a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.0f}/s" if task.speed else "")


def progress(total: int, results: Iterator[Item], label: str, weight: Callable[[Item], int] = lambda _: 1):
    """Pass results on, each of so much of the total; show a bar on stderr once that takes longer than ``PATIENCE``."""
    console = Console(stderr=True)
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    task, began, shown = bar.add_task(label, total=total), time.monotonic(), False
    try:
        for result in results:
            bar.advance(task, weight(result))
            if not shown and time.monotonic() - began > PATIENCE:
                bar.start()
                shown = True
            yield result
    finally:
        if shown:
            bar.stop()


def lines(rows: Iterable[Mapping[str, object]], format: str, columns: Sequence[str] = ()) -> None:
    """Print rows as ``jsonl`` or ``csv``, as they come, or as a ``table`` of ``columns``."""
    if format == "table":
        show_table(({**row, "file": PurePath(str(row["file"])).name} for row in rows), columns)
    else:
        for line in json_lines(rows) if format == "jsonl" else csv_lines(rows):
            sys.stdout.write(line + "\n")


def json_lines(rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Each row as one line of JSON, as it comes.

    >>> list(json_lines([{"quote": "5–20"}]))
    ['{"quote": "5–20"}']
    """
    for row in rows:
        yield json.dumps(row, ensure_ascii=False)


def csv_lines(rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """The rows as CSV with a header; lists are joined by ``|``, what is nested deeper stays JSON.

    >>> list(csv_lines([{"agent": "il-2", "partners": ["a", "b"]}]))
    ['agent,partners', 'il-2,a|b']
    """
    header: list[str] | None = None
    for row in rows:
        if header is None:
            header = list(row)
            yield _csv_line(header)
        yield _csv_line([_cell(row.get(column)) for column in header])


def _csv_line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, (list, tuple)) and all(isinstance(part, str) for part in value):
        return "|".join(value)
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


def show_table(rows: Iterable[Mapping[str, object]], columns: Sequence[str] = (), title: str = "") -> None:
    """The rows as a table for a person; only ``columns``, if any are named."""
    rows = list(rows)
    names = list(columns) or list(rows[0] if rows else [])
    table = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for name in names:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(row.get(name))) for name in names))  # Text: brackets of a quote are no markup
    console_for().print(table)


def console_for() -> Console:
    """Standard output for people. A pipe has no width: 160 columns keep a quote on a line or two."""
    console = Console(highlight=False)
    console.width = console.width if console.is_terminal else 160
    return console
