"""The five stages of dvc.yaml, a module each: what it loads, which steps it calls, what it stores.

A stage's module is imported only when that stage runs, so that none pays for the libraries of another.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from pipeline.records import Fault, Faults


def run(stage: str, root: Path) -> None:
    """Run one stage. If anything is wrong, raise Faults with all that is wrong anywhere, not only in this stage."""
    try:
        import_module(f"pipeline.cli.stages.{stage}").run(root)
    except (Fault, Faults) as raised:
        from pipeline.cli.faults import everything_wrong, told_once

        first = raised.faults if isinstance(raised, Faults) else (raised,)
        raise Faults(told_once([*first, *everything_wrong(root)], root)) from None
