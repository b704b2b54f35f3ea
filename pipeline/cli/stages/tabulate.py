"""Stage tabulate: pages and decisions on claims -> the rows of every table, held to the schemas."""

from __future__ import annotations

from pathlib import Path

from pipeline import compile, declare
from pipeline.cli.stages.build import Origin, lineage, pages, store_tables
from pipeline.curate import Curated, curate
from pipeline.records import Faults, Page
from pipeline.tabulate import Inputs, tabulate


def run(root: Path) -> None:
    """Make all tables; raises Faults for decisions that no longer fit and for rows that break a schema."""
    declared, read = declare.load(root), pages(root)
    schemas = compile.expand(declared.schemas, declared.enumerations)
    made = tabulate(_inputs(declared, schemas, read, _curated(read, declared), lineage(root)))
    compile.frames(made, schemas)
    store_tables(root, made)


def _curated(read: list[Page], declared: declare.Declarations) -> Curated:
    evidence = [piece for page in read for piece in page.evidence]
    curated = curate(evidence, declared.decisions, {page.document.name for page in read})
    if curated.faults:
        raise Faults(curated.faults)
    return curated


def _inputs(
    declared: declare.Declarations, schemas: dict[str, dict], read: list[Page], curated: Curated, origins: list[Origin]
) -> Inputs:
    return Inputs(
        schemas=schemas,
        enumerations=declared.enumerations,
        vocabulary=declared.vocabulary,
        sources=declared.sources,
        pages=read,
        kept=curated.kept,
        aside=curated.aside,
        decisions=declared.decisions,
        lineage=origins,
        identifiers=declared.identifiers,
        prefixes=declared.prefixes,
        label_facts=declared.label_facts,
        precision=declared.precision,
    )
