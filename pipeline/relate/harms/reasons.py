"""Harms: why a unit's events are adverse events, and of which agents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records import Mention

from ..agents.inheritance import inherited
from ..agents.who import NOBODY, Who
from ..text.assertion import is_advice, is_question
from ..text.sections import OF_HARMS, names_harm
from ..text.units import Span, Text, Unit
from .causes import caused, is_bare
from .lists import QUIET, listing, warned_of
from .occurrences import ACTIVE
from .whose import of_cue, of_list, spoken

OF_CAUSE = re.compile(r"\s+(?:of|from)\s+(?:[\w-]+\s+)?", re.I)


@dataclass(frozen=True, slots=True)
class Harm:
    """The rule that makes events harms, where they stand, the cue or unit that says so, and whose they are."""

    rule: str
    span: Span
    who: Who = NOBODY
    cue: Mention | None = None
    source: Unit | None = None  # the head or heading that says so


def harms_of(text: Text, unit: Unit, focus: Who) -> list[Harm]:
    """The reasons to read a unit's events as harms, most explicit first; none when there are none."""
    if unit.kind == "heading" and not is_question(text, unit):
        told = unit.section == OF_HARMS and unit.label == "body" and names_harm(unit)
        return [Harm("AE-HEADING", unit.span, inherited(text, unit, focus))] if told else []
    if _is_of_disease(text, unit):
        return []
    source = listing(text, unit)
    other = unit.has("cue_cause") and not unit.has("agent") and unit.has("other_drug", "partner")
    if _is_entry_of_other(text, unit) or other and not any(True for _ in caused(text, unit, focus)):
        return []
    if source is None and (named := warned_of(text, unit)):
        return [Harm("AE-WARNED", named, of_list(text, unit, unit.headings[0], focus), None, unit.headings[0])]
    if source is not None and not (unit.has("agent") and unit.has("cue_side_effect")):
        return [Harm("AE-LIST", unit.span, of_list(text, unit, source, focus), None, source)]
    return _in_sentence(text, unit, focus)


ENTRY = re.compile(r"[®™*_\s]*(?:\([^()]*\)\s*)?[*_]*(?::|\s[–—-]\s)")


def _is_entry_of_other(text: Text, unit: Unit) -> bool:
    """ "D: E, F", D a drug that is no agent of ours: its entry in a list of drugs."""
    named = next(iter(unit.of("other_drug")), None)
    opens = named is not None and not re.search(r"\w", text.text[unit.start : named.start])
    return opens and not unit.has("agent") and ENTRY.match(text.text, named.end, unit.end) is not None


def _in_sentence(text: Text, unit: Unit, focus: Who) -> list[Harm]:
    """The harms that a sentence states itself, or goes on about."""
    made = [Harm("AE-CAUSE", *told) for told in caused(text, unit, focus)]
    if unit.section == "warnings" and not unit.has("agent"):
        outright = [h for h in made if unit.has("cue_pronoun") or is_bare(text, unit, h.cue)]  # "This drug can cause E"
        told = [*_stated(text, unit, focus), *outright]
        told = told or [*_reported(text, unit, focus)] or [*_signalled(text, unit, focus)]
        return [] if is_advice(text, unit) else told
    found = [*_stated(text, unit, focus), *made]
    if unit.section == "mechanism":
        found = [harm for harm in found if not _is_effect(harm)]
    elsewhere = not found and any(not _events_before(unit, c) for c in unit.of("cue_cause"))
    if unit.section not in QUIET and _continues(text, unit) and not elsewhere:
        told = unit.section == OF_HARMS and ";" in text.text[unit.start : unit.end]  # a list of entries, no sentence
        had = (c for c in unit.of("cue_experience") if not PASSIVE.search(text.text, c.start - 5, c.end + 5))
        cue = next((c for c in had if _events_after(unit, c) and not told), None)
        span = (cue.end, unit.end) if cue else unit.span
        found.append(Harm("AE-PROSE", span, spoken(text, unit, focus), cue))
    return found


PASSIVE = re.compile(r"\b(?:has|have|had|been)\s+(?:been|reported)\b")  # "E has been reported in patients with A"


def _is_effect(harm: Harm) -> bool:
    """ "leading to A" under "How it works": what the drug is for; "can cause A" is a harm there too."""
    return harm.rule == "AE-CAUSE" and harm.cue is not None and harm.cue.words.split()[0].endswith("ing")


def _is_of_disease(text: Text, unit: Unit) -> bool:
    """ "E can occur as a side effect of kidney disease": of no agent."""
    behind = unit.of("event", "condition")
    named = (c for c in unit.of("cue_side_effect") if not unit.has_before(c.start, 1, "cue_cause"))
    return any(OF_CAUSE.fullmatch(text.text, c.end, m.start) for c in named for m in behind)


def _stated(text: Text, unit: Unit, focus: Who) -> Iterator[Harm]:
    """The sentence says "side effects", and not of how to manage them."""
    for cue in unit.of("cue_side_effect"):
        if _managed(unit, cue) and not _exemplified_by(text, unit, cue) or unit.has_around(cue, "condition"):
            continue
        if _tells(text, unit, cue):
            yield Harm("AE-STATED", (cue.end, unit.end), of_cue(text, unit, cue, focus), cue)
            return
        if any(c.end <= cue.start for c in unit.of("cue_is")) and unit.has("event") or _is_apposed(text, unit, cue):
            yield Harm("AE-STATED", unit.span, of_cue(text, unit, cue, focus), cue)
            return


NAMES = re.compile(
    r"\b(?:includ\w*|such\s+as|like|are|is|was|were|be|e\.g|example|of|namely|from|especially|particularly)\b|[:(–—-]"
)
FAR = 80  # characters to the first event, where no word says that events are named


def _tells(text: Text, unit: Unit, cue: Mention) -> bool:
    """Events behind "side effects", near it or named as such; not "they may have side effects, and ... for A"."""
    first = next((e for e in unit.of("event") if e.start >= cue.end), None)
    near = first is not None and first.start - cue.end <= FAR
    return near or first is not None and NAMES.search(text.text, cue.end, first.start) is not None


APPOSED = re.compile(r",\s+(?:an?|the)\s+(?:[\w-]+\s+){0,4}", re.I)


def _is_apposed(text: Text, unit: Unit, cue: Mention) -> bool:
    """ "E, the commonest side effect of X, ..."."""
    return any(APPOSED.fullmatch(text.text, e.end, cue.start) for e in unit.of("event"))


def _reported(text: Text, unit: Unit, focus: Who) -> Iterator[Harm]:
    """ "E and F have been observed": even a section of warnings says so outright."""
    if _is_report(unit):
        yield Harm("AE-PROSE", unit.span, spoken(text, unit, focus))


# "These could be symptoms of a condition called E", "this can be a sign of E": what the drug may do
SIGNALS = re.compile(
    r"\b(?:can|could|may|might)\s+(?:also\s+)?be\s+(?:an?\s+|early\s+|the\s+)*(?:signs?|symptoms?)\s+of\s+", re.I
)


def _signalled(text: Text, unit: Unit, focus: Who) -> Iterator[Harm]:
    """ "Tell your doctor at once if you get A. This may be a sign of E": what to look out for while treated."""
    said = SIGNALS.search(text.text, *unit.span)
    told = [*unit.paragraph, *([unit.head] if unit.head is not None else [])]
    felt = unit.paragraph and EXPERIENCED.match(text.text, *unit.paragraph[0].span)
    if said is not None and (felt or any(_is_alarming(text, u) for u in told)):
        yield Harm("AE-PROSE", (said.end(), unit.end), spoken(text, unit, focus))


WHILE_TREATED = re.compile(
    r"\b(?:during\s+(?:your\s+|the\s+)?treatment|after\s+(?:starting|receiving)|(?:while|whilst)\s+(?:you\s+are\s+)?"
    r"(?:using|taking|receiving|being\s+treated|on))\b",
    re.I,
)


EXPERIENCED = re.compile(r"\W*(?:if\s+you\s+)?(?:experience|notice|develop|get|feel)\b", re.I)  # now, not in the past


def _is_alarming(text: Text, unit: Unit) -> bool:
    """ "Tell your doctor at once if", "Talk to your doctor during treatment if": no question about the past."""
    urgent = unit.has("cue_alarm") or WHILE_TREATED.search(text.text, *unit.span) is not None
    return urgent and is_advice(text, unit)


def _continues(text: Text, unit: Unit) -> bool:
    """Prose that goes on about harms: the section is about them, or the sentence before was, and someone has them."""
    if unit.section == OF_HARMS:
        return True
    if text.subject and MAY_OCCUR.search(text.text, *unit.span) and _opens_with_events(text, unit):
        return True
    if _answers(text, unit):
        return True
    earlier = unit.paragraph[:3]
    if unit.has("cue_experience", "cue_example") and any(u.has("cue_side_effect") for u in earlier):
        return True
    if GOES_ON.match(text.text, *unit.span) and any(u.has("cue_side_effect") for u in earlier[:2]):
        return not unit.has("agent", "other_drug", "partner")
    earlier = unit.paragraph[:1] or ([before] if (before := text.before(unit)) is not None and unit.first else [])
    about_agent = unit.head is not None and unit.head.has("agent")
    return _is_report(unit) and (about_agent or any(u.has("cue_side_effect", "cue_cause") for u in earlier))


ANSWER = re.compile(
    r"[\W_]*(?:A(?:nswer)?\s*[:.])?[\W_]*(?:(?:they|these|some|common\s+ones)\s+(?:are|include)\s+)?", re.I
)


def _answers(text: Text, unit: Unit) -> bool:
    """ "What are the side effects of X? Fever, chills and E.": the answer, in the same paragraph, names them."""
    asked = unit.paragraph[0] if unit.paragraph else None
    if asked is None or not is_question(text, asked) or not asked.has("cue_side_effect"):
        return False
    alone = not unit.has("agent", "other_drug", "partner", "cue_contra")
    return alone and any(ANSWER.fullmatch(text.text, unit.start, e.start) for e in unit.of("event")[:1])


# "X may cause side effects. The most common are E and F": which of them, in the next sentence
GOES_ON = re.compile(
    r"\W*(?:these|they|others?|some|(?:the\s+|by\s+far\s+the\s+)?(?:(?:most|more|less|least)\s+\w+(?:\s+and\s+\w+)?"
    r"|commonest|usual|main|worst|rarer|milder|serious))(?:\s+(?:ones?|of\s+(?:these|them)))?\s+"
    r"(?:are|is|were|include[sd]?|(?:can|may|might)\s+(?:be|include))\b",
    re.I,
)
MAY_OCCUR = re.compile(
    r"\b(?:may|can)\s+(?:also\s+|sometimes\s+|rarely\s+)?(?:occur|happen)\b|\b(?:has|have)\s+been\s+reported\b"
    r"|\b(?:is|are)\s+(?:very\s+|quite\s+)?common\b",
    re.I,
)
AMONG = re.compile(
    r"\W*(?:(?:in|among|for)\s+\w+,\s+|(?:rarely|less commonly|also|other effects such as)[,\s]+)?", re.I
)


def _opens_with_events(text: Text, unit: Unit) -> bool:
    """ "Headache, joint pain or dizziness may occur." on a page about a drug."""
    if unit.has("agent", "other_drug", "partner", "condition", "cue_contra"):
        return False
    return any(AMONG.fullmatch(text.text, unit.start, e.start) for e in unit.of("event"))


def _is_report(unit: Unit) -> bool:
    """ "Rash was reported", "nausea is common", with no arm of its own."""
    if unit.has("agent", "other_drug", "partner", "cue_comparator"):
        return False
    verbs = [c for c in unit.of("cue_occur") if not ACTIVE.search(c.words)]
    grades = [f for f in unit.of("frequency") if unit.has_before(f.start, 8, "cue_is")]
    return any(e.end <= said.start for e in unit.of("event") for said in [*verbs, *grades])


def _managed(unit: Unit, cue: Mention) -> bool:
    """ "to prevent or manage side effects": nothing is said to be caused."""
    return unit.has_before(cue.start, 14, "cue_manage_event")


def _exemplified_by(text: Text, unit: Unit, cue: Mention) -> bool:
    """ "to treat side effects, such as E": what they are is said all the same."""
    return any(re.fullmatch(r",?\s*", text.text[cue.end : c.start]) for c in unit.of("cue_example"))


def _events_after(unit: Unit, cue: Mention) -> bool:
    return any(e.start >= cue.end for e in unit.of("event"))


def _events_before(unit: Unit, cue: Mention) -> bool:
    """ "Fluid retention leads to edema": one harm causes another."""
    return any(e.end <= cue.start for e in unit.of("event"))
