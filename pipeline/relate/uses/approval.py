"""Approval: where a use stands with the authorities, and which of them said so."""

from __future__ import annotations

from ..text.units import Span, Unit

STANDINGS = ("withdrawn", "discontinued", "off_label", "not_approved", "approved", "label_indication")


def standing(unit: Unit, span: Span) -> str:
    """The approval a clause states; what ended outranks what was ("approved in 1998, withdrawn in 2008")."""
    stated = {c.id for c in unit.starting(*span, "cue_approval")}
    gone = {c.id for c in unit.of("cue_approval")} & set(STANDINGS[:2])
    return next((s for s in STANDINGS if s in stated | gone), "not_stated")


def regulator(unit: Unit, span: Span) -> str:
    return next((r.id for r in unit.starting(*span, "regulator")), "")
