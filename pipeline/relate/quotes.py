"""Quotations: the words that say a claim, without the asides around them that say nothing of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.records import Candidate

from .text.clauses import FRONTED
from .text.units import Text, Unit

ASIDE = re.compile(r"(?:,\s|\s\()which\s[^()]*?\)?[.;]?\s*$", re.I)
# what a claim may take from its sentence; an aside that holds one of these stays
TAKEN = (
    "agent", "partner", "route", "setting", "frequency", "severity", "regulator", "number", "unit", "dose_unit",
    "cue_approval", "cue_negation", "cue_not_used", "cue_hypothetical", "cue_study", "qualifier_event",
    "qualifier_agent", "other_drug",
)  # fmt: skip
NAMED = ("condition", "event")


def shortened(page: Text, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, each with the shortest span that still says it."""
    units = {unit.span: unit for unit in page.units}
    return [_shortened(page, units.get((c.start, c.end)), c) for c in candidates]


def _shortened(page: Text, unit: Unit | None, candidate: Candidate) -> Candidate:
    if unit is None or candidate.claim_type == "agent_fact":
        return candidate
    start, end = candidate.start, candidate.end
    aside = ASIDE.search(page.text, start, end)
    if aside and aside.start() - start > 20 and not _says(unit, candidate, aside.start(), end):
        end = aside.start()
    fronted = FRONTED.match(page.text, start, end)
    if fronted and not _says(unit, candidate, start, fronted.end(), NAMED):
        start = fronted.end()
    return replace(candidate, start=start, end=end) if (start, end) != unit.span else candidate


def _says(unit: Unit, candidate: Candidate, low: int, high: int, kinds: Sequence[str] = ()) -> bool:
    """True if the stretch holds something that the claim may rest on."""
    inside = [m for m in unit.of(*TAKEN, *NAMED) if m.end > low and m.start < high]
    return any(m.type in TAKEN or m.type in kinds or m.id == candidate.object for m in inside)
