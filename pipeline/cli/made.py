"""The tables of a set of pages: what stage tabulate stores, and what `review` and `add-page` look at unbuilt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline import compile
from pipeline.curate import Curated, curate
from pipeline.declare import Declarations
from pipeline.records import Faults, Page
from pipeline.tabulate import Inputs, tabulate

Tables = dict[str, list[dict[str, object]]]


def tables_of(
    declared: Declarations, schemas: Mapping[str, dict], pages: Sequence[Page], origins: Iterable[object]
) -> Tables:
    """The rows of every table; ``schemas`` are expanded, ``origins`` the pairs of pages of common origin.

    Raises Faults for decisions that no longer fit.
    """
    curated = _curated(pages, declared)
    return tabulate(
        Inputs(
            schemas=schemas,
            enumerations=declared.enumerations,
            vocabulary=declared.vocabulary,
            sources=declared.sources,
            pages=pages,
            kept=curated.kept,
            aside=curated.aside,
            decisions=declared.decisions,
            lineage=list(origins),
            identifiers=declared.identifiers,
            prefixes=declared.prefixes,
            label_facts=declared.label_facts,
            precision=declared.precision,
        )
    )


def expanded(declared: Declarations) -> dict[str, dict]:
    """The declarations of all tables made whole."""
    return compile.expand(declared.schemas, declared.enumerations)


def _curated(pages: Iterable[Page], declared: Declarations) -> Curated:
    pages = list(pages)
    evidence = [piece for page in pages for piece in page.evidence]
    curated = curate(evidence, declared.decisions, {page.document.name for page in pages})
    if curated.faults:
        raise Faults(curated.faults)
    return curated
