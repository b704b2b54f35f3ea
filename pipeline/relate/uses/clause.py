"""Uses: what a clause says about using something, by the cue nearest before its object."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.records import Mention

from ..text.assertion import hedged, negation_before
from ..text.cues import cues
from ..text.units import Span, Text, Unit
from .approval import regulator, standing
from .governing import governs, prepositional
from .objects import in_use_compound, of_use
from .studied import TRIAL, studied_by

GOVERNING = ("cue_treats", "cue_manages", "cue_approval", "cue_study", "cue_not_used")
STATING = (*GOVERNING, "cue_is", "cue_options", "cue_treated", "cue_used")  # without one of them no use is stated


@dataclass(frozen=True, slots=True)
class Use:
    """Relation, approval and assertion of a use, the cue that states it, and where its agents stand."""

    relation: str  # treats | manages | under_study | not_used
    approval: str = "not_stated"
    regulator: str = ""
    polarity: str = "affirmed"
    certainty: str = "stated"
    rule: str = ""
    cue: Mention | None = None
    agents_after: bool = False


Stated = tuple[Use | None, Sequence[Mention]]  # a use and what it is of


def use_of(text: Text, unit: Unit, span: Span, objects: Sequence[Mention]) -> Stated:
    """The use a clause states and the objects it states it of; (None, ()) when it states none.

    Without objects the use is one whose object stands elsewhere ("It can be used alone").
    """
    if not objects:
        return pointing_use(text, unit, span), ()
    for rule in (_verb_before, _copula_before, _verb_behind, _study_behind, _treated_behind, _used_behind, _goal_named):
        use, of = rule(text, unit, span, objects)
        if use is not None:
            use = replace(use, certainty="hypothetical") if _is_unproven(unit, span, of) else use
            return (use, of) if not _is_raised(text, unit, span, use, of) else (None, ())
    return None, ()


def _is_unproven(unit: Unit, span: Span, objects: Sequence[Mention]) -> bool:
    """ "Its benefit in A has not been shown", "No trial has compared X and Y in A": neither said nor denied."""
    found = cues(unit, ("cue_unproven",), span) if objects else []
    return any(c.start >= objects[-1].end or c.id == "untried" for c in found)


def _is_raised(text: Text, unit: Unit, span: Span, use: Use, objects: Sequence[Mention]) -> bool:
    """ "X used with D increases the risk of A": a verb of causing stands right before the object."""
    causes = cues(unit, ("cue_cause",), (span[0], objects[0].start)) if objects else ()
    near = [c for c in causes if objects[0].start - c.end <= RISK_REACH or _is_risked(text, c, objects[0])]
    if use.agents_after and use.cue is not None and WHICH_IS.fullmatch(text.text, objects[-1].end, use.cue.start):
        return False  # "D causes A, which is treated with X"
    return bool(near) and (use.cue is None or use.cue.end <= near[-1].start or use.cue.start >= objects[0].end)


WHICH_IS = re.compile(r"\s*,?\s+(?:which|that)\s+(?:(?:is|are|was|were|may|can|could|be)\s+)*", re.I)


RISKED = re.compile(r"\s*(?:of\s+)?(?:developing|getting|having)\s[^.;,]*", re.I)


def _is_risked(text: Text, cause: Mention, condition: Mention) -> bool:
    """ "an increased risk of developing a cancer called A"."""
    return RISKED.fullmatch(text.text, cause.end, condition.start) is not None


RISK_REACH = 25  # characters from a verb of causing to what it causes


def pointing_use(text: Text, unit: Unit, span: Span) -> Use | None:
    """A use whose object stands elsewhere: "It can be used alone or combined with X"."""
    found = cues(unit, ("cue_options", "cue_used", *GOVERNING), span)
    return _governed(text, unit, span, found, found[-1].end) if found else None


def _verb_before(text: Text, unit: Unit, span: Span, objects: Sequence[Mention]) -> Stated:
    """ "X treats A", "X is used alone for A"."""
    for at, first in enumerate(objects):
        before = [c for c in cues(unit, GOVERNING, span) if c.end <= first.start and governs(text, unit, c, first)]
        before += prepositional(text, unit, span, first)
        if before:
            before.sort(key=lambda c: c.start)
            return _governed(text, unit, span, before, first.start), of_use(text, unit, objects[at:])
    return None, ()


def _copula_before(text: Text, unit: Unit, span: Span, objects: Sequence[Mention]) -> Stated:
    """ "X is a cancer treatment", "used as a cancer treatment"."""
    for at, first in enumerate(objects):
        if in_use_compound(unit, first) and (copula := cues(unit, ("cue_is", "cue_used"), (span[0], first.start))):
            return _governed(text, unit, span, copula[-1:], first.start), objects[at:]
    return None, ()


FRONTED = re.compile(r"(?:[^\w]*(?:for|in|as|against|among|with)\s)(?:[\w'-]+\s){0,4}$", re.I)


def _verb_behind(text: Text, unit: Unit, span: Span, objects: Sequence[Mention]) -> Stated:
    """ "In A, X is used"."""
    after = cues(unit, ("cue_used", *GOVERNING), (objects[-1].end, span[1]))
    if after and FRONTED.match(text.text[span[0] : objects[0].start]):
        return _governed(text, unit, span, after, after[-1].end), objects
    return None, ()


def _study_behind(text: Text, unit: Unit, span: Span, objects: Sequence[Mention]) -> Stated:
    """ "whether X slows A is being studied"."""
    studied = cues(unit, ("cue_study",), (objects[-1].end, span[1]))
    if studied and unit.has_between(span[0], objects[0].start, "agent"):
        return _governed(text, unit, span, studied, studied[0].start), objects
    return None, ()


TREATING = re.compile(r"treat(?:ment|ing)\b", re.I)


def _treated_behind(text: Text, unit: Unit, span: Span, objects: Sequence[Mention]) -> Stated:
    """ "people with A were treated with X"; "with X or placebo" is a trial of X."""
    treated = _nearest(unit, cues(unit, ("cue_treated",), (objects[0].end, span[1])))
    ahead = [o for o in objects if treated and o.end <= treated[0].start]
    if any(c.end <= ahead[0].start and TREATING.match(c.words) for c in cues(unit, ("cue_treats",), span) if ahead):
        return None, ()  # "Treatment of A in people treated with X"
    if ahead and any(words.search(text.text, unit.start, ahead[0].start) for words in (ARISES, WHEN)):
        return None, ()
    if not ahead or _is_setting(text, unit, treated[0]) or _is_fate(text, unit, ahead[-1], treated[0]):
        return None, ()
    if _is_item_beside(text, span, ahead, treated[0]):
        return None, ()
    if any(c.id == "placebo" for c in unit.of("cue_comparator")) or TRIAL.search(text.text, *unit.span):
        return Use("under_study", "under_study", rule="IND-STUDY", cue=treated[0], agents_after=True), ahead
    return Use("treats", rule="IND-TREATED-WITH", cue=treated[0], agents_after=True), ahead


ITEM = re.compile(r"[\s)]*[,;]\s*(?:(?:and|or)\s+)?")


def _is_item_beside(text: Text, span: Span, objects: Sequence[Mention], cue: Mention) -> bool:
    """ "risk factors: A, treatment with X" lists both; "In A, treatment with X" states a use."""
    opens = FRONTED.match(text.text[span[0] : objects[0].start]) is not None
    return not opens and ITEM.fullmatch(text.text, objects[-1].end, cue.start) is not None


def _nearest(unit: Unit, treated: list[Mention]) -> list[Mention]:
    """From the cue on that stands right before an agent: "who have not responded to steroids may be given X"."""
    agents = [a.start for a in unit.of("agent") if treated and a.start >= treated[0].end]
    passed = sum(c.end <= agents[0] for c in treated) if agents else 1
    return treated[max(passed, 1) - 1 :]


OCCURS = re.compile(
    r"\s+(?:(?:may|can|might|could|will|often|sometimes|has|have)\s+)*(?:occur|happen|develop|aris|appear)\w*\b", re.I
)


def _used_behind(text: Text, unit: Unit, span: Span, objects: Sequence[Mention]) -> Stated:
    """ "people with A may get X, used alone or with Y"."""
    used = cues(unit, ("cue_used",), (objects[-1].end, span[1]))
    if used and OCCURS.match(text.text, objects[-1].end):
        return None, ()  # "A may occur when X is given with D"
    if used and cues(unit, ("cue_alone", "cue_with"), (used[0].start, span[1])):
        return _governed(text, unit, span, used[:1], used[0].end), objects
    return None, ()


def _goal_named(text: Text, unit: Unit, span: Span, objects: Sequence[Mention]) -> Stated:
    """ "X mobilizes stem cells", "X to mobilize stem cells": the name of the goal is itself what X does."""
    for at, goal in enumerate(objects):
        verb = any(c.start == goal.start for c in unit.of("cue_goal"))
        if verb and unit.has_between(span[0], goal.start, "agent"):
            polarity = "negated" if negation_before(text, unit, span[0], goal.start) else "affirmed"
            use = Use("treats", polarity=polarity, certainty=hedged(unit, span[0], goal.start), rule="IND-CUE")
            return use, objects[at:]
    return None, ()


SETTING = re.compile(r"\b(?:during|after|before|prior\s+to|from|despite|on|of)\s+(?:\w+\s+)?$", re.I)


def _is_setting(text: Text, unit: Unit, cue: Mention) -> bool:
    """ "infection during treatment with X", "thrombosis was seen in patients with A receiving X": no use is stated."""
    reported = unit.has("event") and unit.has("cue_occur") and unit.of("event")[0].start < cue.start
    return reported or bool(SETTING.search(text.text, unit.start, cue.start))


# "After A, X is given"
WHEN = re.compile(r"\b(?:after|following|before|prior to|during)\s+(?:(?:the|an?|their)\s+)?\Z", re.I)
ARISES = re.compile(  # "development of A among those treated with X"
    r"\b(?:development|incidence|occurrence|risk|rates?|progression|evolution|transformation)\s+(?:of|to|into)\s+"
    r"(?:[\w/-]+\s+){0,2}\Z",
    re.I,
)
FATE = re.compile(r"\b(?:died|developed|experienced|relapsed|worsened|(?:was|were) more likely)\b")


def _is_fate(text: Text, unit: Unit, object: Mention, cue: Mention) -> bool:
    """ "A led to fewer doses in those who received X", "people with A who received X died": no use is stated."""
    causes = [c for c in unit.of("cue_cause") if object.end <= c.start and c.end <= cue.start]
    leads = any(not text.text.startswith(" by ", c.end) for c in causes)  # "A caused by B is treated with X"
    return leads or bool(FATE.search(text.text, cue.end, unit.end))


def _governed(text: Text, unit: Unit, span: Span, found: Sequence[Mention], object_at: int) -> Use:
    low = span[0]
    last, by_type = found[-1], {c.type: c for c in found}
    unused, studied, approval = (by_type.get(k) for k in ("cue_not_used", "cue_study", "cue_approval"))
    certainty = hedged(unit, low, last.end)
    if unused is not None:
        return Use("not_used", polarity="negated", certainty=certainty, rule="IND-NOT-USED", cue=unused)
    studied = studied or studied_by(text, unit, span, last)
    if studied is not None and not cues(unit, ("cue_shown",), span):
        if negation_before(text, unit, max(low, studied.start - UNSTUDIED), studied.start):
            certainty = "hypothetical"  # "X has not been studied in A": neither said nor denied
        return Use("under_study", "under_study", certainty=certainty, rule="IND-STUDY", cue=studied)
    status = standing(unit, span)
    denied = status == "not_approved" or negation_before(text, unit, low, object_at)
    status = "not_approved" if status == "off_label" else status
    return Use(
        "manages" if last.type == "cue_manages" else "treats", status,
        regulator(unit, span) if status == "approved" else "",
        "negated" if denied else "affirmed", certainty,
        "IND-APPROVED" if approval is not None else "IND-CUE", by_type.get("cue_approval", last) if approval else last,
    )  # fmt: skip


UNSTUDIED = 16  # characters from where a denial begins to the verb that it denies: "not yet been"
