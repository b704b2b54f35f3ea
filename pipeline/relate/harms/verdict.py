"""Verdict: whether an event told as a harm is denied, doubted, advised about, or no harm after all."""

from __future__ import annotations

import re

from pipeline.records import Mention

from ..text.assertion import hedged, is_advice, is_alarm, is_hypothetical, negation_before
from ..text.clauses import clause_at, clauses
from ..text.sections import OF_HARMS
from ..text.units import Text, Unit
from ..text.words import PEOPLE
from .reasons import SIGNALS, Harm
from .series import Element

TELLING = (OF_HARMS, "warnings")  # sections in which what harms look like is told
REACH = 400  # characters before an event in which words still bear on it: a sentence that long is a list
REPORTED = ("AE-OCCURRED", "AE-CAUSED-BY")  # rules that tie an event to an arm whatever is done about it


def is_denied(text: Text, unit: Unit, harm: Harm, element: Element) -> bool:
    """A negation in the event's own clause that governs the verb of harm, or the event where none stands between."""
    mention = element.event
    if element.opens >= 0 or harm.rule == "AE-LIST" and _is_put_in_brackets(text, unit, mention):
        return False  # "the lungs do not work as they should (respiratory failure)" describes what there is
    low, _ = clause_at(clauses(text, unit), mention.start)
    cue = harm.cue
    if cue is not None and (_not_shown(text, low, cue.start) or _is_none(text, unit, mention, cue)):
        return True
    if cue is not None and low <= cue.start < mention.start:
        near = max(low, _words_back(text, cue.start))
        if any(near <= n.end <= cue.start for n in unit.of("cue_not_used")):  # "has not been shown to cause"
            return True
        return negation_before(text, unit, near, cue.end) or negation_before(text, unit, cue.end, mention.start)
    return negation_before(text, unit, low, mention.start) or _unseen(unit, mention)


def _is_put_in_brackets(text: Text, unit: Unit, mention: Mention) -> bool:
    """Whether a bracket holds the event that puts better, in a list, what stands before it in other words."""
    low = text.text.rfind("(", unit.start, mention.start)
    inside = low >= 0 and ")" not in text.text[low : mention.start]
    return (
        inside
        and not unit.has_between(unit.start, low, "event")
        and not unit.has_between(low, mention.start, "cue_negation")
    )


def _unseen(unit: Unit, mention: Mention) -> bool:
    """ "E was not observed": the negation stands behind the event, right before the verb of the report."""
    negations = [n for n in unit.of("cue_negation") if 0 <= n.start - mention.end <= 12]
    return any(0 <= c.start - n.end <= 2 for n in negations for c in unit.of("cue_occur"))


NOT_SHOWN = re.compile(
    r"\b(?:not|no|never)\b[^.;]{0,25}\b(?:show|shown|shows|suggest|suggests|prove|proven|evidence|indicate)\s+that\b"
)


def _not_shown(text: Text, low: int, high: int) -> bool:
    """ "Data do not show that X causes E"."""
    return bool(NOT_SHOWN.search(text.text, low, high))


def _is_none(text: Text, unit: Unit, mention: Mention, cue: Mention) -> bool:
    """ "E is not a usual side effect": a negation right behind the verb that makes E one."""
    if cue.type != "cue_side_effect" or cue.start < mention.end:
        return False
    copula = next(iter(unit.starting(mention.end, cue.start, "cue_is")), None)
    return copula is not None and negation_before(text, unit, copula.start, cue.start)


NEAR_WORDS = 3  # words from a negation to the verb it denies: "does not usually cause"


def _words_back(text: Text, position: int) -> int:
    """Where the last few words before a position begin."""
    found = list(re.finditer(r"\S+", text.text[max(position - 60, 0) : position]))[-NEAR_WORDS:]
    return max(position - 60, 0) + found[0].start() if found else position


def certainty(text: Text, unit: Unit, harm: Harm, mention: Mention) -> str:
    listed = harm.rule == "AE-LIST" and any(h.id == "sign" for h in unit.of("cue_history"))
    in_alarm = unit.section == OF_HARMS and is_alarm(text, unit)
    if listed or in_alarm or unit.section in TELLING and _is_signalled(text, unit, mention):
        return "possible"  # "could be a sign of E"; "if you get a rash": the condition of the advice, not of the harm
    if is_hypothetical(unit, _behind_treatment(text, unit, mention), mention.start):
        return "hypothetical"
    return hedged(unit, unit.start, mention.start)


# "If you are treated with X, you may get E": who is treated is who the harms are told to
IF_TREATED = re.compile(
    r"\W*(?:if|when)\s+(?:you|patients|people)\s+(?:\w+\s+){0,2}"
    r"(?:take|use|receive|given|treated|on)\b[^,;.]*,(?=\s+(?:you|they|there|it)\b)",
    re.I,
)


# "If you are a patient with A, X may increase your risk of E": whom the harm is told to
IF_PATIENT = re.compile(r"\b(?:if|when)\s+you\s+(?:are|have|had)\b[^,;.]*,(?=\s)", re.I)


def _behind_treatment(text: Text, unit: Unit, mention: Mention) -> int:
    """Where a unit goes on after a condition on who is treated, and with what; else where it begins."""
    treated = IF_TREATED.match(text.text, unit.start, unit.end)
    if treated and not unit.starting(unit.start, treated.end(), "event"):
        return treated.end()
    told = [m.end() for m in IF_PATIENT.finditer(text.text, max(unit.start, mention.start - REACH), mention.start)]
    return told[-1] if told and unit.has_between(told[-1], mention.start, "cue_cause") else unit.start


NEXT_WORDS = re.compile(r"(?:(?:[\w-]+|\([^()]*\))\s+){0,7}")


def _is_signalled(text: Text, unit: Unit, mention: Mention) -> bool:
    said = SIGNALS.search(text.text, max(unit.start, mention.start - REACH), mention.start)
    return said is not None and NEXT_WORDS.fullmatch(text.text, said.end(), mention.start) is not None


def fate(text: Text, unit: Unit, harm: Harm, element: Element, agents: tuple[str, ...]) -> tuple[str, str]:
    """published, or why not: no agent, advice, a managed event, a sign of something else, a name known in part."""
    if not agents:
        return "set_aside", "no_agent"
    mention = element.event
    if _advises(text, unit, harm):
        return "ignored", "advice"
    if _is_managed(text, unit, harm, mention) and harm.rule not in REPORTED or _is_treated_too(text, unit, mention):
        return "ignored", "managed_event"
    if _is_aside(text, unit, harm, mention):
        return "ignored", "history_or_sign"
    if element.opens < 0 and _is_consequence(text, unit, mention):
        return "ignored", "consequence"
    if APPEARS.search(text.text, max(unit.start, mention.start - REACH), mention.start):
        return "ignored", "gloss"
    if _heads_a_category(text, unit, mention):
        return "ignored", "category_heading"
    called = CALLED.match(text.text, mention.end)
    if called and any(e.start == called.end() for e in unit.of("event")):
        return "ignored", "gloss"  # "a blood cancer called E": E is meant
    if element.is_gloss:
        return "ignored", "gloss"
    if element.extra:
        return "set_aside", "event_partly_known"
    return "published", ""


MANAGED_REACH = 18  # characters from "to treat" to what is treated
SYMPTOMS = re.compile(  # behind "control": "cancer symptoms, such as E"
    r"\s+(?:[\w-]+\s+){0,3}symptoms?,?\s+(?:such\s+as|like|including)\s+[^.;]{0,200}", re.I
)


def _is_managed(text: Text, unit: Unit, harm: Harm, mention: Mention) -> bool:
    """ "to treat E", "to control symptoms, such as E"."""
    verbs = [m for m in unit.of("cue_manage_event") if harm.span[0] <= m.start < mention.start]
    near = any(0 <= mention.start - m.end <= MANAGED_REACH for m in verbs)
    return near or any(SYMPTOMS.fullmatch(text.text, m.end, mention.start) for m in verbs)


TREATED_TOO = re.compile(r"[^.;]{0,60}\b(?:and|but)\s+(?:is|are|can\s+be)\s+(?:\w+\s+){0,2}treated\s+with\b", re.I)


def _is_treated_too(text: Text, unit: Unit, mention: Mention) -> bool:
    """ "E is common and is often treated with X": what X is given for."""
    return TREATED_TOO.match(text.text, mention.end, unit.end) is not None


# "(which raises the danger of E)", "low potassium, which may cause E": what a harm may lead to in its turn
CONSEQUENCE = re.compile(
    r"\(\s*which\b[^()]*\Z|,\s+which\s+(?:can|may|might|could)\s+(?:cause|lead\s+to|result\s+in)\b[^,;.]*\Z"
)


GIVEN = re.compile(r"[)®™*_]*(?:\s(?:injections?|infusions?|shots?|therapy|treatment))?", re.I)


def _is_consequence(text: Text, unit: Unit, mention: Mention) -> bool:
    """ "low potassium, which may cause E"; not "are given X, which may cause E"."""
    said = CONSEQUENCE.search(text.text, max(unit.start, mention.start - REACH), mention.start)
    return said is not None and not any(GIVEN.fullmatch(text.text, a.end, said.start()) for a in unit.of("agent"))


# "These can appear as red spots with E": how the harm before looks
APPEARS = re.compile(r"\b(?:can|may)\s+(?:\w+\s+)?(?:appear|present|show)\s+as\b[^.;]*\Z", re.I)


def _is_aside(text: Text, unit: Unit, harm: Harm, mention: Mention) -> bool:
    """ "a history of E", "patients with E", "similar to E": not got. In a list of harms "signs of E" stand for E."""
    for cue in unit.of("cue_history"):
        near = 0 <= mention.start - cue.end <= 12 and "(" not in text.text[cue.end : mention.start]
        if (near or cue.start == mention.start) and not _is_got(unit, harm, cue):
            return unit.section not in TELLING or not _is_signalled(text, unit, mention)
    if POPULATION_AFTER.match(text.text, mention.end) or text.text.startswith("-like", mention.end):
        return True
    return bool(POPULATION.search(text.text, max(unit.start, mention.start - REACH), mention.start))


def _is_got(unit: Unit, harm: Harm, cue: Mention) -> bool:
    """ "signs of E" in a list of harms or behind the verb that causes them; "patients on X have had E"."""
    if cue.id == "had":
        return harm.rule in REPORTED
    caused = harm.rule == "AE-CAUSE" and unit.has_before(cue.start, 2, "cue_cause")
    return cue.id == "sign" and (harm.rule == "AE-LIST" or caused)


POPULATION_AFTER = re.compile(r"\s+(?:population|sufferers|patients)\b")
POPULATION = re.compile(
    rf"\b{PEOPLE}\s+(?:with|experiencing)\s+(?:[\w-]+\s+)?\Z"
    r"|\b(?:who\s+(?:have|has)|because\s+(?:you|they|patients)\s+have)\s+(?:[\w-]+\s+)?\Z"
    r"|\b(?:diseases|disorders|conditions|indications)\s+(?:such\s+as|like|including)\b[^.;:]*\Z",
    re.I,
)


def _advises(text: Text, unit: Unit, harm: Harm) -> bool:
    """Advice states no harm, but for the one that says, under a heading on harms, which of them to report at once."""
    if harm.rule not in (*REPORTED, "AE-PROSE") or unit.section == OF_HARMS and is_alarm(text, unit):
        return False
    return is_advice(text, unit) or harm.rule == "AE-PROSE" and unit.has("cue_obligation")


CALLED = re.compile(r"\s+(?:called|known\s+as|named|termed)\s+(?:an?\s+|the\s+)?", re.I)
CATEGORY_SIZE = 60  # characters of a line that only names a class of organs


def _heads_a_category(text: Text, unit: Unit, mention: Mention) -> bool:
    """ "Nervous system disorders": a name that ends in, or goes on with, a word for a kind; then a colon or the end."""
    near = [c for c in unit.of("category_word") if c.end == mention.end or 0 <= c.start - mention.end <= 1]
    last = unit.of("category_word")[-1:]
    alone = unit.kind != "item" and unit.end - unit.start <= CATEGORY_SIZE and not unit.has("agent", "cue_side_effect")
    if last and alone and not re.search(r"\w", text.text[last[0].end : unit.end]):
        return True  # a line of its own: "Infections and infestations"
    return any(text.text[max(c.end, mention.end) :][:2].lstrip().startswith(":") for c in near)
