"""Causes: verbs of causing, clause by clause, and the agents that are their subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.records import Mention

from ..agents.inheritance import inherited
from ..agents.subjects import clause_subject
from ..agents.who import NOBODY, Who, subject_group
from ..text.clauses import clauses
from ..text.sections import OF_HARMS
from ..text.units import Span, Text, Unit
from ..text.words import PEOPLE

VERBAL = re.compile(r"\b(?:may|can|might|could|will)\s+(?:\w+ly\s+|also\s+|sometimes\s+)?\Z")
PARTICIPLE = re.compile(r"(?:associated|accompanied)\b", re.I)
RISK = ("risk", "chance")  # a noun, before which an article says nothing
PREDICATE = re.compile(r"(?:,|\b(?:is|are|was|were|been|be|being))\s+(?:\w+\s+){0,2}\Z", re.I)
EXEMPLIFIES = re.compile(r"\W*(?:include|includes|including|are|such as|are, for example,)\s*:?\s*", re.I)


WITH = re.compile(
    r"\s+(?:with|during|after|from|while\s+on|when\s+using|in\s+\w+\s+(?:on|given|receiving|taking|treated\s+with))\s+"
    r"(?:[\w-]+\s+)?",
    re.I,
)


# "Warnings: there is an increased risk of E", "May cause E": the drug that the part is about goes without saying
BARE = re.compile(
    r"(?:[\W_]*[\w /&-]{1,40}:)?[\W_]*"
    r"(?:(?:there\s+(?:is|are|may\s+be|can\s+be)\s+)?(?:(?:an?|the)\s+)?"
    r"(?:(?:increased|higher|elevated|potential|possible|serious|small|rare|known|significant)\s+)*"
    r"|(?:may|can|could|might)\s+(?:also\s+)?)",
    re.I,
)


def is_bare(text: Text, unit: Unit, cue: Mention) -> bool:
    """Whether a verb of causing, or "risk of", opens its sentence in a part on warnings or harms."""
    return unit.section in (OF_HARMS, "warnings") and BARE.fullmatch(text.text, unit.start, cue.start) is not None


def _is_of_disease(unit: Unit, low: int, cue: Mention) -> bool:
    """Whether a disease stands between the agent, if one is named, and the participle: it is what leads to harms."""
    agents = [m.end for m in unit.of("agent") if low <= m.start and m.end <= cue.start]
    return any(m.start > (agents[-1] if agents else unit.start - 1) and m.end < cue.start for m in unit.of("condition"))


WHICH = re.compile(r"\b(?:which|that)\s+(?:(?:can|may|could|might|also|often)\s+)*\Z", re.I)


def _is_of_last(unit: Unit, cue: Mention) -> bool:
    """ "X is given when chemotherapy lowers the counts, increasing the risk of E": another treatment stands nearer."""
    before = [m for m in unit.of("agent", "partner", "other_drug") if m.end <= cue.start]
    return bool(before) and before[-1].type != "agent"


BEGINS = re.compile(r"\b(?:when|if|where|whose|because|since|whenever|although)\s+(?:the\s+)?\Z", re.I)


def _is_of_other(text: Text, unit: Unit, cue: Mention) -> bool:
    """Whether another treatment begins the clause and is the subject of its verb of causing."""
    others = [m for m in unit.of("partner", "other_drug") if 0 < cue.start - m.end <= len(" may ")]
    return bool(others) and BEGINS.search(text.text, unit.start, others[-1].start) is not None


AT_RISK = re.compile(  # whom a drug is for; "puts patients at risk of E" says what it does
    rf"(?<!puts )(?<!put )(?<!places )(?<!place )\b{PEOPLE}\s+"
    r"(?:(?:who\s+are\s+)?(?:(?:judged|considered|thought|felt)\s+(?:to\s+be\s+)?)?at|with|having|who\s+(?:have|had|carry))\s+(?:an?\s+|the\s+)?(?:\w+\s+){0,2}\Z",
    re.I,
)
NOT_RAISED = re.compile(
    r"\b(?:was|were|is|are|did)\s+not\s+(?:\w+\s+)?(?:increased?|raised|rise|higher|greater|different|differ)\b", re.I
)


def _follows_a_modal(text: Text, low: int, event: Mention) -> bool:
    return bool(VERBAL.search(text.text, max(low, event.start - 60), event.start))


def caused(text: Text, unit: Unit, focus: Who) -> Iterator[tuple[Span, Who, Mention]]:
    """Where harms stand, whose they are and the cue: a verb of causing whose subject is an agent, clause by clause.

    Or a verb that is a harm itself ("may upset one").
    """
    spans = clauses(text, unit)
    for number, (low, high) in enumerate(spans):
        for event in (e for e in unit.starting(low, high, "event") if _follows_a_modal(text, low, e)):
            who = clause_subject(text, unit, spans, number, event.start, focus)
            if who and not _is_body(text, unit, who):
                yield (event.start, event.end), who, event
                break
        for cue in (c for c in unit.starting(low, high, "cue_cause") if not _is_lessened(unit, c)):
            if unit.has_around(cue, "condition", "event", "agent") or not unit.starting(cue.end, high, "event"):
                continue
            if PARTICIPLE.match(cue.words) and not PREDICATE.search(text.text, low, cue.start):
                continue  # "the damage associated with A"
            named = unit.has_before(cue.start, 1, "determiner")
            if (
                named
                and not (cue.words.lower().startswith(RISK) and _behind(text, unit, cue.end, high))
                or text.text.startswith(" by ", cue.end)
            ):
                continue  # "any cause other than", "E caused by A"
            if text.text.startswith("-", cue.start - 1):
                continue  # "treatment-induced E"
            if AT_RISK.search(text.text, max(low, cue.start - 60), cue.start):
                continue  # "recommended for patients at high risk of A"
            if cue.words.lower().startswith(RISK) and NOT_RAISED.search(text.text, cue.end, high):
                continue  # "The risk of E with X was not increased"
            if _is_of_other(text, unit, cue):
                continue  # "X is used when chemotherapy causes E"
            first = next(e.start for e in unit.of("event") if e.start >= cue.end)
            if unit.has_between(cue.end, first, "cue_manages"):
                continue  # "makes you less likely to get E"
            goes_on = cue.words.split()[0].endswith("ing") or WHICH.search(text.text, low, cue.start)
            if goes_on and (_is_of_disease(unit, low, cue) or _is_of_last(unit, cue)):
                continue  # "X treats A, a disease of the marrow leading to E"
            who = clause_subject(text, unit, spans, number, cue.start, focus) or _behind(text, unit, cue.end, high)
            if not who and is_bare(text, unit, cue):
                who = inherited(text, unit, focus)
            if who and not _is_body(text, unit, who):
                yield (cue.end, high), who, cue
            break


def _is_lessened(unit: Unit, cue: Mention) -> bool:
    """ "lowers the risk of E": the words for a cause are part of words for its opposite."""
    return unit.has_across(cue, "cue_manages")


def _behind(text: Text, unit: Unit, low: int, high: int) -> Who:
    """ "Medicines that can cause E include A and B", "There is a risk of E with X"."""
    group = subject_group(text, unit, low, high)
    before = [e for e in unit.of("event") if group and low <= e.start and e.end <= group[0].start]
    gap = (before[-1].end, group[0].start) if before else (low, low)
    tied = before and (EXEMPLIFIES.fullmatch(text.text, *gap) or WITH.fullmatch(text.text, *gap))
    return Who.of(group) if tied else NOBODY


def _is_body(text: Text, unit: Unit, who: Who) -> bool:
    """The root class, plainly named outside a section on harms ("X cause E"): the body's own."""
    roots = [text.ground.entries.get(("agent", id)) for id in who.ids]
    plain = not any(" " in m.words.strip() for m in who.mentions)  # "X therapy" is given
    return unit.section != OF_HARMS and plain and all(e is not None and not e.parent for e in roots)
