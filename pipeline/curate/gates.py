"""What keeps a candidate back whatever it says: an unsettled repair under it, a quotation that may not be published."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.records import MAX_QUOTE, Evidence

OPENING = re.compile(r"[^\W_]|[(\[{\"'“”‘’„‚«‹]")  # else a spreadsheet may take the cell for a formula


def review_gate(one: Evidence) -> Evidence:
    """Set aside what rests on words that a repair awaiting review touches, unless it asks about a mere wording."""
    waits = any(repair.status == "review" and repair.harm > 1 for repair in one.repairs)
    return _aside(one, "repair_awaits_review") if waits and one.candidate.outcome == "published" else one


def quote_gate(one: Evidence) -> Evidence:
    """Set aside what cannot be quoted within the limits; no decision overrides them."""
    if one.candidate.outcome != "published":
        return one
    if len(one.quote) > MAX_QUOTE:
        return _aside(one, "quote_too_long")
    if not OPENING.match(one.quote) or not OPENING.match(one.repaired_quote or one.quote):
        return _aside(one, "quote_opening")
    return one


def _aside(one: Evidence, reason: str) -> Evidence:
    return replace(one, candidate=replace(one.candidate, outcome="set_aside", reason=reason))
