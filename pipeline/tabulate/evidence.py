"""The places that state claims."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from pipeline.records import Evidence
from pipeline.tabulate.claims import Statement
from pipeline.tabulate.ids import Minter, Occurrences
from pipeline.tabulate.repairs import Keys, keys_of

STANCES = {"affirmed": "supports", "negated": "refutes"}
LEADING = re.compile(r"^[^\w(\[{\"'“‘«]+")  # a heading must not begin a cell with a sign of a formula either


def first_of_each_place(stated: Iterable[Statement]) -> tuple[list[Statement], list[Evidence]]:
    """Statements with one piece of evidence per place, and the others, to be counted as ignored.

    Two rules may read the same claim from the same words: that is one witness, not two.
    """
    kept, doubles = [], []
    for one in stated:
        first: dict[tuple, Evidence] = {}
        for evidence in one.evidence:
            place = (evidence.source_id, evidence.candidate.start, evidence.candidate.end)
            if first.setdefault(place, evidence) is not evidence:
                candidate = replace(evidence.candidate, outcome="ignored", reason="same_place_twice")
                doubles.append(replace(evidence, candidate=candidate))
        kept.append(replace(one, evidence=tuple(first.values())))
    return kept, doubles


def evidence_rows(
    stated: Iterable[Statement], keys: Keys, marked: Collection[tuple[str, Evidence]], minter: Minter
) -> list[dict[str, object]]:
    """One row per statement and place."""
    rows = []
    for one in stated:
        nth = Occurrences()
        for evidence in one.evidence:
            row = _row(one, evidence, keys)
            row["occurrence"] = nth(evidence.source_id, evidence.quote)
            row["is_suspected_source_error"] = (one.claim_id, evidence) in marked
            row["evidence_id"] = minter.mint("evidence_id", row, "evidence")
            rows.append(row)
    return rows


def _row(one: Statement, evidence: Evidence, keys: Keys) -> dict[str, object]:
    candidate = evidence.candidate
    spans = sorted(set(candidate.contexts))
    return {
        "claim_id": one.claim_id,
        "source_id": evidence.source_id,
        "start": candidate.start,
        "end": candidate.end,
        "quote": evidence.quote,
        "repaired_quote": evidence.repaired_quote or evidence.quote,
        "context_spans": "|".join(f"{start}-{end}" for start, end in spans),
        "heading_path": LEADING.sub("", " > ".join(evidence.heading)),
        "repair_ids": keys_of(evidence, keys),
        "rule_id": candidate.rule,
        "stance": STANCES[candidate.polarity],
        "agent_from": candidate.agent_from,
    }
