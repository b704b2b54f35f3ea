"""``lint``: the files that people write, and the pages, checked by those who know them."""

from __future__ import annotations

from pathlib import Path

from pipeline import declare
from pipeline.cli.faults import everything_wrong, told_once
from pipeline.cli.terminal import warn
from pipeline.records import Faults


def lint(root: Path, fix: bool) -> None:
    """Print what was put in order (with ``fix``), raise Faults for what is wrong, print what a person should know."""
    for path in declare.fix(root) if fix else ():
        print(f"{path}: put in order")
    if faults := told_once(everything_wrong(root), root):
        raise Faults(faults)
    for notice in declare.notices(root):
        warn(notice)
    print("raw/, curation/ and schemas/ are in order")
