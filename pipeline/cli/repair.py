"""``repair``: what is broken on one page, as a table, as records or as the repaired text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.text import Text

from pipeline import declare, store
from pipeline.cli.machine import Machine
from pipeline.cli.terminal import console_for
from pipeline.read import read
from pipeline.records import APPLIED, Repair, View
from pipeline.repair import Sibling

AROUND = 30  # characters shown on both sides of a repair
STYLE = {"auto": "green", "approved": "green", "review": "yellow", "gap": "magenta", "flag": "cyan"}


def repaired(page: Path, siblings: Sequence[Path], root: Path) -> tuple[View, tuple[Repair, ...]]:
    """The repaired view of a page and everything found on it, waiting repairs, gaps and flags included.

    Siblings that are named replace the pages of ``raw/``. Raises Fault or Faults for a page that cannot be read.
    """
    machine = Machine.of(declare.load(root, pages=False), root, siblings=_given(siblings))
    found = machine.page(page, decided=True)
    return View.of(found.document.text, found.repairs), found.repairs


def _given(paths: Sequence[Path]) -> tuple[Sibling, ...]:
    return tuple(Sibling(path.name, read(store.read_bytes(path), path.name).text, role="ephemeral") for path in paths)


def rows(repairs: Sequence[Repair]) -> Iterator[dict[str, object]]:
    """One object per repair, in text order."""
    return (asdict(repair) for repair in repairs)


def show(view: View, repairs: Sequence[Repair]) -> None:
    """Before and after, one repair a paragraph, in the words around it; then how many of each status."""
    console = console_for()
    for repair in repairs:
        _show_one(console, view.stored, repair)
    counts = {status: sum(r.status == status for r in repairs) for status in STYLE}
    console.print(Text(", ".join(f"{count} {status}" for status, count in counts.items() if count) or "nothing found"))


def _show_one(console: Console, text: str, repair: Repair) -> None:
    style = STYLE.get(repair.status, "")
    head = Text(f"{repair.start}-{repair.end}  {repair.status}  {repair.kind}  ({repair.rule})", style=f"bold {style}")
    before, after = text[max(repair.start - AROUND, 0) : repair.start], text[repair.end : repair.end + AROUND]
    line = Text(_flat(before)) + Text(f"[-{_flat(repair.before)}-]", style="red")
    if repair.status in (*APPLIED, "review"):
        line += Text(f"{{+{_flat(repair.after)}+}}", style=style)
    console.print(head)
    console.print(Text("  ") + line + Text(_flat(after)))
    if repair.basis:
        console.print(Text(f"  {_flat(repair.basis)}", style="dim"))


def _flat(words: str) -> str:
    """What cannot be seen made visible: a repair stays on its line, and a page cannot steer the terminal.

    >>> print(_flat("a\\nb\\u00a0c\\x1b[31m"))
    a⏎b\\xa0c\\x1b[31m
    """
    return "".join(c if c.isprintable() else "⏎" if c == "\n" else c.encode("unicode_escape").decode() for c in words)
