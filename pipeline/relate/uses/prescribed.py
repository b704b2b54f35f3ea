"""Uses that a page tells its reader: "If you have A, your doctor may give you X"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.records import Candidate

from ..agents.subjects import named
from ..agents.who import subject_group
from ..text.units import Text, Unit
from ..text.words import DESCRIBED, PEOPLE
from .clause import Use
from .objects import named_objects
from .populations import is_no_remedy
from .rows import rows

IF_ILL = re.compile(
    rf"\W*(?:if|when)\s+(?:you|they|he\s+or\s+she|your\s+child|someone|a\s+person|{PEOPLE})\s+"
    rf"(?:have|has|develops?|gets?|(?:is|are)\s+diagnosed\s+with)\s+(?:an?\s+)?{DESCRIBED}",
    re.I,
)
GIVES = re.compile(
    r"\b(?:may|might|can|will|could)\s+(?:also\s+)?"
    r"(?:give|offer|prescribe|recommend|suggest|need|get|receive|be\s+(?:given|offered|prescribed|treated\s+with))\b"
    r"(?:(?!\b(?:dose|less|lower|worse|better|instead|stop|without|before|no)\b)[^.;]){0,60}\Z",
    re.I,
)


def prescribed(text: Text, unit: Unit) -> Iterator[Candidate]:
    """The use of an agent that is given if the reader has a condition; of blood cells' growth, no cancer."""
    group = subject_group(text, unit, unit.start, unit.end)
    ill = [c for c in named_objects(text, unit, unit.span) if IF_ILL.fullmatch(text.text, unit.start, c.start)]
    if not group or not ill or group[0].start < ill[0].end or not GIVES.search(text.text, ill[0].end, group[0].start):
        return
    who = named(text, unit, group)
    if not is_no_remedy(text, who.ids, ill[0]):
        yield from rows(text, unit, unit.span, who, Use("treats", rule="IND-PRESCRIBED"), ill[:1], ())
