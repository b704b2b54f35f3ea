"""Stage tabulate: pages and decisions on claims -> the rows of every table, held to the schemas."""

from __future__ import annotations

from pathlib import Path

from pipeline import compile, declare
from pipeline.cli.made import expanded, tables_of
from pipeline.cli.stages.build import lineage, pages, store_tables


def run(root: Path) -> None:
    """Make all tables; raises Faults for decisions that no longer fit and for rows that break a schema."""
    declared = declare.load(root)
    schemas = expanded(declared)
    made = tables_of(declared, schemas, pages(root), lineage(root))
    compile.frames(made, schemas)
    store_tables(root, made)
