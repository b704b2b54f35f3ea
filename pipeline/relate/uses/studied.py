"""Studied: what says that a use is being tried and not made, where no verb of study governs it."""

from __future__ import annotations

import re

from pipeline.records import Mention

from ..text.cues import cues
from ..text.units import Span, Text, Unit
from ..text.words import FINITE, PEOPLE

TRIAL = re.compile(
    r"\b(?:phase\s+(?:[1-4]|I{1,3}V?)\b|randomi[sz]e|randomly|pilot (?:study|trial)|placebo"
    r"|participants|this (?:\w+ ){0,3}(?:study|trial)\b|will (?:be )?(?:enrolled|receive|treated|given|assigned)\b)",
    re.I,
)


def studied_by(text: Text, unit: Unit, span: Span, cue: Mention) -> Mention | None:
    """What makes a use a study: a question, a search, a title, "this is a study"; None if nothing does."""
    asked = _asked_in_study(text, unit, cue) or _explored(unit, span, cue)
    return asked or _titled(text, unit, span, cue) or _of_this_study(text, unit, cue)


def _explored(unit: Unit, span: Span, cue: Mention) -> Mention | None:
    """ "exploring its role in treating X": a search counts as study where it governs a treatment."""
    before = [c for c in cues(unit, ("cue_explore",), span) if c.start < cue.start]
    return before[-1] if before and cue.type == "cue_treats" else None


THIS_IS = re.compile(
    r"\W*(?:this|the\s+(?:[\w-]+\s+){1,2}(?:study|trial))\s+is\s+an?\s+"
    r"(?:(?!(?:drug|medicine|treatment)\b)[\w/-]+,?\s+){0,8}(?:study|trial)\b"
    r"|\bhypothes(?:is|es|i[sz]ed?)\b[^.;]{0,60}\bthat\b",
    re.I,
)


def _of_this_study(text: Text, unit: Unit, cue: Mention) -> Mention | None:
    """ "This is a single-centre study of X for the treatment of A", "The hypothesis is that X treats A"."""
    said = THIS_IS.search(text.text, unit.start, cue.start)
    return cue if said is not None else None


def _asked_in_study(text: Text, unit: Unit, cue: Mention) -> Mention | None:
    """ "This study will evaluate whether X is safe to use in A", "Whether X slows A was studied"."""
    asked = [h for h in unit.of("cue_hypothetical") if h.end <= cue.start and h.words.lower() == "whether"]
    studied = bool(asked) and (unit.has("cue_study") or TRIAL.search(text.text, unit.start, asked[0].start) is not None)
    return asked[0] if studied else None


TITLE = re.compile(rf"(?:in|for)\s+(?:the\s+)?(?:treating|treatment\s+of)\s+(?:\w+\s+)?{PEOPLE}\b", re.I)


def _titled(text: Text, unit: Unit, span: Span, cue: Mention) -> Mention | None:
    """ "X and Y in Treating Patients With A", without a verb: the title of a study, not a sentence about a use."""
    start = text.text.rfind(" ", span[0], max(cue.start - 1, span[0])) + 1
    named = TITLE.match(text.text, cue.start) or TITLE.match(text.text, start)
    return cue if named and not FINITE.search(text.text, unit.start, cue.end) else None
