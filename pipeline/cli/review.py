"""``review``: the queue of questions on the screen, and the answers into curation/decisions.csv."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import typer
from rich.console import Console
from rich.text import Text

from pipeline.cli.ask import Choice, Item, items, record
from pipeline.cli.terminal import console_for

SKIP, QUIT = "s", "q"
HARM = ("a mere wording", "how often or how surely", "an agent, condition or event", "perhaps the meaning itself")


def run(root: Path, settle: bool, curator: str, most: int) -> None:
    """Show the queue, or with ``settle`` walk through it and write the answers down."""
    found = items(root)
    shown = found[: most or len(found)]
    console = console_for()
    n_written = _settled(console, root, shown, curator) if settle else _listed(console, shown)
    if not found:
        console.print("nothing awaits review")
    elif settle:
        console.print(f"{n_written} decision(s) written to curation/decisions.csv; now: make repro")
    else:
        console.print(f"{len(shown)} of {len(found)} item(s); to answer: python -m pipeline review --settle")


def _listed(console: Console, found: Sequence[Item]) -> int:
    for number, item in enumerate(found, 1):
        show(console, number, item)
    return 0


def _settled(console: Console, root: Path, found: Sequence[Item], curator: str) -> int:
    n_written = 0
    for number, item in enumerate(found, 1):
        show(console, number, item)
        keys = [choice.key for choice in item.choices]
        answer = typer.prompt(f"  {'/'.join([*keys, SKIP, QUIT])}", default=SKIP, show_default=False).strip()
        if answer == QUIT:
            break
        if choice := next((choice for choice in item.choices if choice.key == answer), None):
            record(root, _decided(choice, curator))
            n_written += 1
    return n_written


def _decided(choice: Choice, curator: str) -> object:
    """The decision with who, when and why; a reason is asked for until there is one."""
    reason = typer.prompt("  why, for a stranger to understand").strip()
    today = datetime.date.today().isoformat()
    return replace(choice.decision, curator=curator, decided_on=today, reason=reason)


def show(console: Console, number: int, item: Item) -> None:
    """One question with the words around it, what it rests on, and the possible answers."""
    touched = f", {item.n_claims} claim(s) rest on it" if item.n_claims else ""
    console.print(Text(f"{number}. {item.source_id} at {item.at}: {item.question}", style="bold"))
    console.print(Text(f"  at stake: {HARM[item.harm]}{touched}", style="yellow"))
    console.print(Text(f"  {item.words}"))
    console.print(Text(f"  {item.why}", style="dim"))
    for choice in item.choices:
        console.print(Text(f"  [{choice.key}] {choice.meaning}", style="green"))
    if not item.choices:
        console.print(Text("  no passage names this place: it cannot be settled by a decision", style="red"))
