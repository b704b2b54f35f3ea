"""The five stages of dvc.yaml, a module each: what it loads, which steps it calls, what it stores.

A stage's module is imported only when that stage runs, so that none pays for the libraries of another.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from pipeline.records import Fault, Faults

BUILD = Path("build")
DATA_OUT = Path("data_out")


def run(stage: str, root: Path) -> None:
    """Run one stage. If anything is wrong, raise Faults with all that is wrong anywhere, not only in this stage."""
    try:
        import_module(f"pipeline.cli.stages.{stage}").run(root)
    except (Fault, Faults) as raised:
        from pipeline.cli.faults import everything_wrong, located

        first = raised.faults if isinstance(raised, Faults) else (raised,)
        found = [located(fault, root) for fault in (*first, *everything_wrong(root))]
        raise Faults({str(fault): fault for fault in found}.values()) from None
