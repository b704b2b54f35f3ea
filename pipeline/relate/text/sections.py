"""Sections: what a heading announces (uses, harms, advice, stories ...), handed down to what stands below it."""

from __future__ import annotations

import re

from .units import Text, Unit

# When a heading announces several things the first of these decides: "Managing side effects" is advice.
ORDER = (
    *("reference", "logistics", "narrative", "eligibility", "advice", "warnings"),
    *("events", "administration", "mechanism", "study", "uses"),
)
OF_HARMS = "events"
OF_PAGES = ("uses", "study")  # sections a whole page may be; "X and its side effects" labels nothing


def label_sections(text: Text) -> None:
    """Set ``section`` on every unit: by its own heading, else the nearest above; the page's title labels little."""
    _nest_harms(text)
    title = _words(text, text.title) if text.title is not None and not _is_part(text.title) else ""
    labels: dict[Unit, str] = {}  # what each heading hands down
    for unit in text.units:
        chain = [unit, *unit.headings] if unit.kind == "heading" else unit.headings
        for heading in chain:
            if heading not in labels:
                labels[heading] = _handed_down(text, heading, title)
        unit.section = next(filter(None, map(labels.__getitem__, chain)), "")
    _reopen(text)


# "(may affect up to 1 in 10 people)": what regulators have written over every list of harms
CLASS = re.compile(r"\b(?:1|one)\s+in\s+(?:every\s+)?\d|\bcannot\s+be\s+estimated\b", re.I)


def _reopen(text: Text) -> None:
    """Harms under a heading of another part, "Contents of the pack", whose own heading was lost or went astray.

    From "Like all medicines, X can cause side effects", or a class of frequency with its numbers, down to the next.
    """
    astray: set[Unit] = set()
    for unit in text.units:
        if unit.section not in ("", "logistics") or unit.kind == "heading" or not unit.headings:
            continue
        says = unit.section and unit.has("cue_side_effect") and unit.has("cue_cause")
        if says or unit.has("frequency") and CLASS.search(text.text, *unit.span):
            astray.add(unit.headings[0])
        if unit.headings[0] in astray:
            unit.section = OF_HARMS


def _handed_down(text: Text, heading: Unit, title: str) -> str:
    """The section that a heading gives what stands below it."""
    section = announced(heading)
    asked = title.rstrip("*_ ").endswith("?")  # an only question is the title of its answer
    return section if asked or section in OF_PAGES or not section or _words(text, heading) != title else ""


def _is_part(title: Unit) -> bool:
    """A bare "Adverse reactions" is a part of the page, though no heading stands above it."""
    named = title.has("agent", "other_drug", "partner", "condition")
    return announced(title) == OF_HARMS and not named


def _nest_harms(text: Text) -> None:
    """Put headings that name a harm, beside "Side effects" and not below it, below it: plain text has no levels."""
    open_: Unit | None = None
    below: dict[Unit, Unit] = {}
    for unit in text.units:
        if unit.kind != "heading":
            unit.headings = [h for own in unit.headings for h in ((own, below[own]) if own in below else (own,))]
        elif open_ is not None and unit.headings == open_.headings and names_harm(unit):
            below[unit] = open_
            unit.headings = [open_, *unit.headings]
        elif announced(unit) or open_ is not None and unit.headings != open_.headings:
            open_ = unit if announced(unit) == OF_HARMS and not unit.has("event") else None


def names_harm(heading: Unit) -> bool:
    """A heading that says nothing but which harm: "Low blood pressure", "Risk of infection"."""
    said = heading.has("agent", "other_drug", "partner", "cue_advice", "cue_question", "cue_side_effect")
    return heading.has("event") and not said and announced(heading) in ("", OF_HARMS)


def _words(text: Text, unit: Unit) -> str:
    return text.text[unit.start : unit.end].casefold()


def is_of_uses(heading: Unit) -> bool:
    """ "Uses", "Dosage and usage": a heading under which a disease alone is what the drug is for."""
    return announced(heading) in ("uses", "administration") and any(m.id == "uses" for m in heading.of("section"))


def announced(heading: Unit) -> str:
    """The section a heading announces, or nothing."""
    found = heading.of("section")
    named = {m.id for m in found}
    if {OF_HARMS, "warnings"} <= named and found[0].id == OF_HARMS:
        named.discard("warnings")  # "Adverse effects and precautions"
    return next((s for s in ORDER if s in named), "")


HARMFUL = re.compile(
    r"\b(?:avoid\w*|worse\w*|caus\w+|trigger\w*|induc\w+|interact\w*|caution\w*|contra\S*|not|risks?|precipitat\w*"
    r"|harm\w*|exacerbat\w*|stop\w*|discontinu\w*|fail\w*|withdr\w+|no|never|ineffective)\b",
    re.I,
)


def speaks_against(text: Text, *units: Unit) -> bool:
    """Whether one of these, a heading or a cell, speaks of harm, of stopping or of avoiding, and so of no use."""
    return any(HARMFUL.search(text.text, *unit.span) for unit in units)
