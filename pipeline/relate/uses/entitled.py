"""Entries that a disease entitles: "A: fewer infections" under "Uses", "A: 5 million units" under "Dosage"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.records import Candidate

from ..agents.who import Who
from ..text.sections import is_of_uses
from ..text.units import Text, Unit
from ..text.words import words_in
from .clause import use_of
from .lists import LEAD_IN, PLAIN_USE, heads_of, of_head

ENTITLED = ("uses", "administration")  # "Kidney cancer: 5 million units" under "Dosage" is a use too


def entitled(text: Text, unit: Unit, focus: Who) -> Iterator[Candidate]:
    """ "Chronic granulomatous disease: fewer infections" under "Uses": the entry's title is a use of its own."""
    own = [m for m in unit.of("condition") if unit.section in ENTITLED and unit.first]
    if unit.section == "administration" and not unit.has("dose_unit"):
        return
    if not own or unit.kind == "heading" or unit.has("cue_negation"):
        return
    subjects = {m.id for m in text.subject}
    if any(m.id not in subjects for m in unit.of("agent")):
        return
    title = text.text[unit.start : own[0].end].lstrip("*_ ")
    if any(text.is_below("condition", m.id, own[0].id) for m in own):
        return  # "Viral hepatitis: used in hepatitis B": a title over what follows
    if len(words_in(title)) > LEAD_IN + len(words_in(own[0].words)) or not text.text.startswith(":", own[0].end):
        return
    dosed = unit.section == "administration"
    for source in [*heads_of(unit), *unit.headings[:1]]:
        plain = PLAIN_USE if dosed or is_of_uses(source) else None
        use = use_of(text, source, source.span, [])[0] or plain
        if use is not None:
            yield from of_head(text, unit, source, use, own[:1], focus)
            return
