"""What was found and not published, with the reason. Nothing is lost without a trace."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pipeline.records import Evidence
from pipeline.tabulate.ids import Minter, Occurrences
from pipeline.tabulate.repairs import Keys, keys_of


def aside_rows(
    aside: Iterable[Evidence], keys: Keys, minter: Minter, schemas: Mapping[str, Mapping]
) -> list[dict[str, object]]:
    """One row per candidate that is not published; ignored ones keep their place and give no quotation."""
    limits = next(field["constraints"] for field in schemas["set_aside"]["fields"] if field["name"] == "quote")
    rows = []
    nth = Occurrences()
    for one in sorted(aside, key=_place):
        candidate = one.candidate
        row: dict[str, object] = {
            "source_id": one.source_id,
            "outcome": candidate.outcome,
            "reason": candidate.reason,
            "claim_type": candidate.claim_type,
            "agent_id": candidate.agent,
            "relation": candidate.relation,
            "object_type": candidate.object_type,
            "object": candidate.object,
            "polarity": candidate.polarity,
            "certainty": candidate.certainty,
        }
        row["occurrence"] = nth(*row.values())
        row["set_aside_id"] = minter.mint("set_aside_id", row, "set_aside")
        row |= {"start": candidate.start, "end": candidate.end, "quote": _quote(one, limits), "rule_id": candidate.rule}
        rows.append({**row, "repair_ids": keys_of(one, keys)})
    return rows


def _quote(one: Evidence, limits: Mapping) -> str | None:
    """The words, where a quotation may be shown: see the column's own limits."""
    fits = len(one.quote) <= limits["maxLength"] and re.fullmatch(limits["pattern"], one.quote)
    return one.quote if fits and one.candidate.outcome != "ignored" else None


def _place(one: Evidence) -> tuple:
    c = one.candidate
    said = (c.claim_type, c.agent, c.relation, c.object, c.polarity, c.certainty, c.outcome, c.reason, c.rule)
    return (one.source_id, c.start, c.end, *said, repr(c))
