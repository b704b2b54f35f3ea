"""Governing: whether a verb of use reaches an object, or something else comes between."""

from __future__ import annotations

import re

from pipeline.records import Mention

from ..text.cues import cues
from ..text.units import Span, Text, Unit
from ..text.words import IN_PEOPLE, WHO_HAVE
from .populations import CANCER

PREPOSITION = re.compile(
    rf"\b(?:for|against|across|in|to\s(?:[\w-]+\s){{1,2}}{WHO_HAVE}|because\s(?:you|they|patients)\shave)\s(?:[\w-]+\s){{0,3}}$",
    re.I,
)


def prepositional(text: Text, unit: Unit, span: Span, object: Mention) -> list[Mention]:
    """ "used alone for X", "given weekly in Y": the verb and its preposition stand apart."""
    verbs = [c for c in cues(unit, ("cue_used",), span) if c.end <= object.start and governs(text, unit, c, object)]
    return verbs[-1:] if verbs and PREPOSITION.search(text.text, verbs[-1].end, object.start) else []


ABILITY = re.compile(r"\b(?:ability|capacity|function|supply)\b")  # "reduces the ability of the blood to clot (E)"
# "to improve the body's ability to fight A"
FIGHTS = re.compile(r"\b(?:ability|capacity)\s+(?:of\s+[^.;,]{1,40}\s+)?to\b")
# "to stimulate the production of platelets in people with A": A is what they are missing for
MAKES = re.compile(rf"\b(?:stimulate|boost|increase|raise|promote|enhance)\s[^.;]{{1,80}}{IN_PEOPLE}", re.I)
IN_PATIENTS = re.compile(IN_PEOPLE)


def governs(text: Text, unit: Unit, cue: Mention, object: Mention) -> bool:
    """False when another subject, a mechanism or a diagnosis comes between: "used in therapy, X can fight cancer"."""
    if cue.type == "cue_study":
        return True
    makes = text.kind_of(object) != CANCER and MAKES.search(text.text, cue.end, object.start)
    if not makes and unit.has_between(cue.end, object.start, "cue_mechanism"):
        return False
    if unit.has_between(cue.end, object.start, "diagnostic", "cue_caution", "cue_side_effect"):
        return False
    if (FIGHTS if cue.type != "cue_manages" else ABILITY).search(text.text, cue.end, object.start):
        return False
    if cue.type == "cue_manages" and IN_PATIENTS.search(text.text, cue.end, object.start):
        return False  # "reduces the chance of D in patients with C", D unknown
    produces = unit.has_between(cue.end, object.start, "cue_produces")
    if produces and text.kind_of(object) == CANCER:
        return False  # "to promote the production of platelets in patients with C"
    between = [a for a in unit.of("agent") if cue.end <= a.start and a.end <= object.start]
    return not between or "," not in text.text[cue.end : between[0].start]
