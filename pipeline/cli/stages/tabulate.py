"""Stage tabulate: pages and decisions on claims -> the rows of every table, held to the schemas."""

from __future__ import annotations

from pathlib import Path

from pipeline import compile, declare, store
from pipeline.cli.stages import BUILD
from pipeline.cli.stages.extract import pages
from pipeline.curate import Curated, curate
from pipeline.records import Faults, Page
from pipeline.tabulate import Inputs, tabulate

TABLES = BUILD / "tables"


def run(root: Path) -> None:
    """Make all tables; raises Faults for decisions that no longer fit and for rows that break a schema."""
    declared, read = declare.load(root), pages(root)
    schemas = compile.expand(declared.schemas, declared.enumerations)
    made = tabulate(_inputs(declared, schemas, read, _curated(read, declared)))
    compile.frames(made, schemas)
    for name, rows in made.items():
        store.write_jsonl(root / TABLES / f"{name}.jsonl", rows)


def _curated(read: list[Page], declared: declare.Declarations) -> Curated:
    evidence = [piece for page in read for piece in page.evidence]
    curated = curate(evidence, declared.decisions, {page.document.name for page in read})
    if curated.faults:
        raise Faults(curated.faults)
    return curated


def _inputs(declared: declare.Declarations, schemas: dict[str, dict], read: list[Page], curated: Curated) -> Inputs:
    return Inputs(
        schemas=schemas,
        enumerations=declared.enumerations,
        vocabulary=declared.vocabulary,
        sources=declared.sources,
        pages=read,
        kept=curated.kept,
        aside=curated.aside,
        identifiers=declared.identifiers,
        prefixes=declared.prefixes,
        label_facts=declared.label_facts,
    )


def tables(root: Path, schemas: dict[str, dict]) -> dict:
    """What this stage stored, as typed DataFrames."""
    return compile.frames({name: store.read_jsonl(root / TABLES / f"{name}.jsonl") for name in schemas}, schemas)
