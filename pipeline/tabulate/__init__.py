"""Tabulate: records become the rows of every published table, with ids made from content and counts that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from pipeline.records import Faults, Page
from pipeline.tabulate.aside import aside_rows
from pipeline.tabulate.claims import Statement, statements, type_rows
from pipeline.tabulate.conflicts import conflict_rows
from pipeline.tabulate.evidence import evidence_rows, first_of_each_place
from pipeline.tabulate.flat import flat_rows
from pipeline.tabulate.ids import Minter
from pipeline.tabulate.inputs import Inputs
from pipeline.tabulate.labels import Labels
from pipeline.tabulate.origins import lineage_rows, origins, with_editions
from pipeline.tabulate.repairs import repair_keys, repair_rows
from pipeline.tabulate.rollup import Standing, claim_rows
from pipeline.tabulate.settled import settled
from pipeline.tabulate.sources import source_rows, standing
from pipeline.tabulate.suspicion import Marked, suspected
from pipeline.tabulate.tiers import Measured
from pipeline.tabulate.trees import Trees
from pipeline.tabulate.vocabulary import vocabulary_rows

__all__ = ["Inputs", "counts", "tabulate"]
Rows = dict[str, list[dict[str, object]]]


def tabulate(inputs: Inputs) -> Rows:
    """Table name -> its rows (plain dicts), whatever the order of the inputs.

    `pipeline.compile.frames` gives the rows their types and order and holds them to the schemas. Raises Faults for
    what no column can hold, for names of columns that are unknown, and for two things with one id.
    """
    minter = Minter(inputs.schemas)
    repairs = repair_rows(inputs.pages, minter)
    keys = repair_keys(repairs)
    stated, faults = statements(inputs.kept, inputs.schemas, minter)
    if faults:
        raise Faults(faults)
    lineage = with_editions(inputs.lineage, inputs.sources)
    groups = origins([row["source_id"] for row in inputs.sources], lineage)
    stated, doubles = first_of_each_place(stated)
    marked = suspected(inputs.pages, stated, inputs.decisions)
    tables: Rows = vocabulary_rows(inputs, minter)
    tables["sources"] = source_rows(inputs.sources, inputs.pages, groups)
    tables["source_lineage"] = lineage_rows(lineage, inputs.sources, minter)
    tables["repairs"] = [row for row, _ in repairs]
    tables["conflicts"] = _conflicts(inputs, stated, groups, marked, minter)
    labels = Labels.of(inputs.vocabulary, inputs.label_facts)
    tables |= type_rows(stated, inputs.schemas, labels, marked)
    tables["claims"] = claim_rows(stated, _standing(inputs, groups, tables, marked))
    tables["evidence"] = evidence_rows(stated, keys, marked, minter)
    tables["set_aside"] = aside_rows([*inputs.aside, *doubles], keys, minter, inputs.schemas)
    tables["claims_flat"] = flat_rows(tables, inputs.schemas)
    if minter.faults:
        raise Faults(minter.faults)
    return tables


def _conflicts(
    inputs: Inputs, stated: list[Statement], groups: Mapping[str, str], marked: Marked, minter: Minter
) -> list[dict[str, object]]:
    said, faults = settled(stated, inputs.decisions, marked, {page.document.name for page in inputs.pages})
    if faults:
        raise Faults(faults)
    return conflict_rows(stated, groups, Trees.of(inputs.vocabulary), said, minter)


def _standing(inputs: Inputs, groups: Mapping[str, str], tables: Rows, marked: Marked) -> Standing:
    return Standing(
        groups=groups,
        superseded={row["source_id"] for row in inputs.sources if standing(row) == "superseded"},
        conflicts=tables["conflicts"],
        checks={str(row["claim_id"]): str(row["label_check"]) for row in tables["indications"]},
        marked=marked,
        measured=Measured.of(inputs.precision),
    )


def counts(pages: Iterable[Page], tables: Mapping[str, Iterable[Mapping]]) -> dict[str, int]:
    """Where the candidates of all pages went: candidates = published + rejected + set_aside + ignored.

    ``tables`` may hold rows as dicts (as :func:`tabulate` gives them) or a DataFrame's ``to_dict("records")``.
    """
    outcomes = Counter(row["outcome"] for row in tables["set_aside"])
    return {
        "candidates": sum(len(page.evidence) for page in pages),
        "published": sum(1 for _ in tables["evidence"]),
        **{outcome: outcomes[outcome] for outcome in ("rejected", "set_aside", "ignored")},
    }
