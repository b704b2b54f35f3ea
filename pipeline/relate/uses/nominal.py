"""Uses stated without a verb: "X for A", "X (Y), a fusion protein for A", "X therapy in A", "A: X 5 mg"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.records import Candidate, Mention

from ..agents.coordination import groups, specific
from ..agents.subjects import named
from ..agents.who import is_drug, is_product, usable
from ..text.assertion import negation_before
from ..text.sections import speaks_against
from ..text.units import Text, Unit
from ..text.words import FINITE, words_in
from .clause import Use
from .objects import named_objects, of_use
from .populations import is_only_population
from .rows import rows
from .titles import FOR, SOME_WORDS, TREATING, WITH, is_report, is_spoken_of

AND_OTHER = r"(?:\s*(?:,|/|and|or)\s+[\w-]+(?:\s*\([^()]*\))?){0,2}"  # "X and D (by mouth) for A"
KIND = r"(?P<kind>\s*,\s*(?:an?|the)\s+(?:[\w-]+\s+){1,5}?)?"  # "X, a fusion protein for A"
TIE = re.compile(
    rf"[®™*_\]\s]*(?:\([^()]*\)\s*)?{AND_OTHER}{KIND}\s*(?:-based\s+)?(?:{FOR}|against\s+)(?:the\s+)?(?:[\w-]+\s+)?"
    rf"{TREATING}?{SOME_WORDS}(?:{WITH.pattern})?",
    re.I,
)
# "acts as a growth factor for tumours", "Monitor patients on X for A": what it does to A, what to look for
NO_USE = re.compile(
    r"\bact(?:s|ing)?\s+as\s+(?:an?|the)\s+(?:[\w-]+\s+){0,2}\Z"
    r"|\b(?:evaluat|monitor|assess|check|test|screen|observ|examin|watch)(?:e|ed|ing)?\b[^.;:]*\Z",
    re.I,
)
ENDS = re.compile(rf"[;:.]|{FINITE.pattern}")  # between two conditions: another entry, or another statement


def nominal(text: Text, unit: Unit, stated: Sequence[Candidate]) -> Iterator[Candidate]:
    """The uses of agents right before "for A", of pairs of which the sentence's verbs state nothing."""
    known = {(c.agent, c.object) for c in stated}
    for group, behind, described in _tied(text, unit):
        who = named(text, unit, group)
        use = _use(text, unit, behind[0], described)
        objects = [o for o in of_use(text, unit, behind) if not is_only_population(text, unit, who.ids, o)]
        for found in rows(text, unit, unit.span, who, use, objects, ()) if objects else ():
            if (found.agent, found.object) not in known:
                yield found


def _tied(text: Text, unit: Unit) -> Iterator[tuple[list[Mention], list[Mention], bool]]:
    """Each group of agents with the conditions that it is for, and whether "a D for A" describes it."""
    gathered = groups(text, [m for m in usable(text, unit) if m.id in text.given])
    for at, group in enumerate(gathered):
        high = gathered[at + 1][0].start if at + 1 < len(gathered) else unit.end
        low = specific(text, group)[-1].end
        behind = named_objects(text, unit, (low, high))
        if bracketed := _in_bracket(text, low, behind):
            yield specific(text, group), bracketed, True
            continue
        if labelled := _on_label(text, unit, group) or _of_label(text, unit, group):
            yield specific(text, group), labelled, True
            continue
        tied = TIE.fullmatch(text.text, low, behind[0].start) if behind else None
        watched = NO_USE.search(text.text, unit.start, group[0].start) is not None
        if tied is not None and not watched and not is_spoken_of(unit, group[0]):
            yield specific(text, group), _series(text, unit, behind), tied["kind"] is not None


SIGN = r"[*_]*\s*(?::|\s[–—-]|–|—|->|[→⇒=])[*_]*\s*"  # between a label and what stands under it
LABEL = re.compile(rf"(?:\s*\([^()]*\))?{SIGN}(?:(?:oral|high-dose|low-dose|adjuvant)\s+)?")
ENDS_LABEL = re.compile(rf"{SIGN}(?:[\w-]+\s+)?\Z")
DOSED = re.compile(r"[®™*_]*(?:\s*\([^()]*\))?[*_]*(?:,?\s+\d|\s*[,;]\s*[A-Z]?[\w-]+\s*(?:,|\Z)|[\s.]*\Z)")
LED = re.compile(
    r"[\W\d_]*(?:(?:for|in|adults?|children|patients|people|with|chronic|advanced|metastatic|severe)\s+){0,3}\Z", re.I
)
TOLD = ("cue_side_effect", "cue_cause", "cue_body", "cue_contra", "cue_caution", "cue_negation", "event_site")


def _on_label(text: Text, unit: Unit, group: Sequence[Mention]) -> list[Mention]:
    """ "A: X 5 mg weekly", "A – X, Y": the conditions of the label that a line of drugs begins with."""
    if not ENDS_LABEL.search(text.text, max(unit.start, group[0].start - BEFORE), group[0].start):
        return []
    if (
        unit.section not in ("", "uses", "administration")
        or unit.has(*TOLD)
        or not all(is_drug(text, m) for m in group)
    ):
        return []
    named = named_objects(text, unit, (unit.start, group[0].start))
    if not named or not LED.fullmatch(text.text, unit.start, named[0].start) or _is_against(text, unit):
        return []
    joined = all(GOES_ON.fullmatch(text.text, a.end, b.start) for a, b in pairwise(named))
    given = DOSED.match(text.text, group[-1].end, unit.end) is not None
    return named if joined and given and LABEL.fullmatch(text.text, named[-1].end, group[0].start) else []


BEFORE = 30  # characters before a drug in which its label ends


def _is_against(text: Text, unit: Unit) -> bool:
    """Whether a unit or what stands over it speaks of harm: "Drugs to avoid", "X worsened it"."""
    return speaks_against(text, unit, *unit.headings, *([unit.head] if unit.head is not None else []))


def _of_label(text: Text, unit: Unit, group: Sequence[Mention]) -> list[Mention]:
    """ "X: A, B", "X (its class) → A": the conditions that are all a line under the name of a drug holds.

    Under a heading of uses or treatments; of two at least, or one that is no event, elsewhere.
    """
    if words_in(text.text[unit.start : group[0].start]) or not OF_LABEL.match(text.text, group[-1].end, unit.end):
        return []
    if unit.section not in ("", "uses") or unit.has(*TOLD, "cue_study") or _is_against(text, unit):
        return []
    named = named_objects(text, unit, (group[-1].end, unit.end))
    over = unit.section == "uses" or any(h.has("cue_lab_made", "heading_treatments") for h in unit.headings)
    if not named or not (over or is_product(text, group[0]) and len(named) >= SEVERAL):
        return []
    events = {m[:2] for m in unit.of("event")}
    joined = all(GOES_ON.fullmatch(text.text, a.end, b.start) for a, b in pairwise(named))
    ends = REMARK.sub("", text.text[named[-1].end : unit.end]).strip(" .*_")
    told = joined and not ends and any(m[:2] not in events for m in named)
    return named if told and OF_LABEL.fullmatch(text.text, group[-1].end, named[0].start) else []


SEVERAL = 2  # diseases that a line names where no heading says what it is about; one may be a warning
OF_LABEL = re.compile(rf"[®™*_)]*(?:\s*\([^()]*\))?{SIGN}(?:[\w-]+\s+){{0,2}}")
REMARK = re.compile(r"\([^()]*\)")
OPENS = re.compile(r"[®™*_\]]*\s*\(\s*(?:[\w-]+\s+)?", re.I)
GOES_ON = re.compile(r"\s*(?:,|;|/|&|,?\s*(?:and|or)\s)\s*(?:(?!formerly|previously|once|not)[\w-]+\s+)?", re.I)


def _in_bracket(text: Text, low: int, conditions: Sequence[Mention]) -> list[Mention]:
    """ "X (A, B)": the conditions of a bracket right behind the agent that holds nothing else."""
    if not conditions or not OPENS.fullmatch(text.text, low, conditions[0].start):
        return []
    held = list(conditions[:1])
    for left, right in pairwise(conditions):
        if not GOES_ON.fullmatch(text.text, left.end, right.start):
            break
        held.append(right)
    return held if text.text[held[-1].end : held[-1].end + 1] == ")" else []


def _series(text: Text, unit: Unit, conditions: list[Mention]) -> list[Mention]:
    """The conditions up to where something else is said, or another drug is named."""
    for at, (left, right) in enumerate(pairwise(conditions), 1):
        if ENDS.search(text.text, left.end, right.start) or unit.has_between(left.end, right.start, "other_drug"):
            return conditions[:at]
    return conditions


def _use(text: Text, unit: Unit, condition: Mention, described: bool) -> Use:
    """Studied where the unit or the whole page is about a study; what X is described as it is at all times."""
    if not described and (unit.has("cue_study") or is_report(text)):
        return Use("under_study", "under_study", rule="IND-NOMINAL")
    denied = negation_before(text, unit, unit.start, condition.start)
    return Use("treats", polarity="negated" if denied else "affirmed", rule="IND-NOMINAL")
