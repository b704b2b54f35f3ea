"""Earlier: agents that patients had before, which are not what a sentence says is given now."""

from __future__ import annotations

import re

from pipeline.records import Mention

from ..text.units import Text, Unit

STUDY = r"reports?|stud(?:y|ies)|trials?|research|experience|evidence|data|work|results?|reviews?"
# "after failure of systemic X", "at least one prior systemic therapy, such as X", "treatment with D or X"
PAST = re.compile(
    rf"\s(?:(?!(?:to|that|for|in|and|but|is|was|are|were|{STUDY})\b)[\w-]+\s){{0,3}}?"
    r"(?:(?:therap(?:y|ies)|treatments?|drugs?|medicines?),?\s+(?:such\s+as|like|including|with)\s)?"
    r"(?:[\w-]+(?:,\s|,?\s(?:or|and)\s)){0,2}",
    re.I,
)


def is_past(text: Text, unit: Unit, mention: Mention) -> bool:
    """ "patients who had received X", "after failure of systemic X": what was given before is not what is spoken of."""
    near = (p for p in unit.of("prior_therapy") if p.end < mention.start <= p.end + REACH)
    past = any(PAST.fullmatch(text.text, p.end, mention.start) for p in near)
    return past or FAILED.search(text.text, max(unit.start, mention.start - LONG_REACH), mention.start) is not None


LONG_REACH = 260  # characters from "whose disease has" to the last of the treatments that did not help
FAILING = (
    r"(?:not|never|come\s+back|returned|progressed|relapsed|recurred|spread|worsened|got(?:ten)?|grown|failed|become)"
)
VERB = r"(?:is|are|was|were|may|can|might|should|will)\b"
FAILED = re.compile(  # "whose disease has come back during or after treatment with two other therapies, such as D or X"
    rf"\b(?:whose\s+[\w-]+|that|who)\s+(?:has|have|had|did)\s+(?:also\s+|already\s+)?{FAILING}\b(?:(?!\b{VERB})[^.;:]){{0,140}}?"
    rf"\b(?:after|during|to|with|following)\s+(?:(?!{VERB})[\w-]+\s+){{0,4}}?"
    r"(?:treatments?|therap(?:y|ies)|drugs?|medicines?|regimens?),?\s+(?:with|such\s+as|including|like)\s+"
    r"(?:(?:[\w-]+\s+){0,2}[\w-]+(?:,\s+(?:(?:and|or)\s+)?|\s+(?:and|or)\s+)){0,6}(?:[\w-]+\s+)?\Z",
    re.I,
)


REACH = 80  # characters from "previously treated with" to what it was
