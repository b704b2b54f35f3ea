"""Harms: why a unit's events are adverse events, and of which agents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.records import Mention

from .agents import NOBODY, Who, inherited, row_agents, subject_group, usable
from .assertion import is_advice, is_alarm, is_question
from .clauses import clauses, words_between
from .occurrences import ACTIVE
from .sections import OF_HARMS, names_harm
from .subjects import clause_subject
from .units import Span, Text, Unit

OF_REACH = 24  # characters from "side effects" to the agent they are of: "side effects that may follow X"
OF_TREATMENT = re.compile(r"\s+(?:of|after|from|with|following|during)\s+(?:[\w-]+\s+)?", re.I)
OF_CAUSE = re.compile(r"\s+(?:of|from)\s+(?:[\w-]+\s+)?", re.I)
AND_OF = re.compile(r"\s*(?:and|or|with|plus|,|/)\s*", re.I)
QUIET = ("advice", "warnings")  # sections whose lists and prose warn or advise; only what is said outright counts


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
    if other and not any(True for _ in _caused(text, unit, focus)):
        return []
    if source is None and is_warned(text, unit):
        return [Harm("AE-WARNED", unit.span, _listed(text, unit, unit.headings[0], focus), None, unit.headings[0])]
    if source is not None and not (unit.has("agent") and unit.has("cue_side_effect")):
        return [Harm("AE-LIST", unit.span, _listed(text, unit, source, focus), None, source)]
    if unit.section == "warnings" and not unit.has("agent"):
        return [] if is_advice(text, unit) else list(_stated(text, unit, focus)) or list(_reported(text, unit, focus))
    found = [*_stated(text, unit, focus), *(Harm("AE-CAUSE", *told) for told in _caused(text, unit, focus))]
    elsewhere = not found and any(not _events_before(unit, c) for c in unit.of("cue_cause"))
    if unit.section not in QUIET and _continues(text, unit) and not elsewhere:
        told = unit.section == OF_HARMS and ";" in text.text[unit.start : unit.end]  # a list of entries, no sentence
        cue = next((c for c in unit.of("cue_experience") if _events_after(unit, c) and not told), None)
        span = (cue.end, unit.end) if cue else unit.span
        found.append(Harm("AE-PROSE", span, _spoken(text, unit, focus), cue))
    return found


def _is_of_disease(text: Text, unit: Unit) -> bool:
    """ "E can occur as a side effect of kidney disease": of no agent."""
    behind = unit.of("event", "condition")
    return any(OF_CAUSE.fullmatch(text.text, c.end, m.start) for c in unit.of("cue_side_effect") for m in behind)


def _stated(text: Text, unit: Unit, focus: Who) -> Iterator[Harm]:
    """The sentence says "side effects", and not of how to manage them."""
    for cue in unit.of("cue_side_effect"):
        if _managed(unit, cue) and not _exemplified_by(text, unit, cue) or unit.has_around(cue, "condition"):
            continue
        if _events_after(unit, cue):
            yield Harm("AE-STATED", (cue.end, unit.end), _of_cue(text, unit, cue, focus), cue)
            return
        if any(c.end <= cue.start for c in unit.of("cue_is")) and unit.has("event"):
            yield Harm("AE-STATED", unit.span, _of_cue(text, unit, cue, focus), cue)
            return


def _reported(text: Text, unit: Unit, focus: Who) -> Iterator[Harm]:
    """ "E and F have been observed": even a section of warnings says so outright."""
    if _is_report(unit):
        yield Harm("AE-PROSE", unit.span, _spoken(text, unit, focus))


VERBAL = re.compile(r"\b(?:may|can|might|could|will)\s+(?:\w+ly\s+|also\s+|sometimes\s+)?\Z")


def _caused(text: Text, unit: Unit, focus: Who) -> Iterator[tuple[Span, Who, Mention]]:
    """Where harms stand, whose they are and the cue: a verb of causing whose subject is an agent, clause by clause.

    Or a verb that is a harm itself ("may upset one").
    """
    spans = clauses(text, unit)
    for number, (low, high) in enumerate(spans):
        for event in (e for e in unit.starting(low, high, "event") if VERBAL.search(text.text, low, e.start)):
            who = clause_subject(text, unit, spans, number, event.start, focus)
            if who and not _is_body(text, unit, who):
                yield (event.start, event.end), who, event
                break
        for cue in (c for c in unit.starting(low, high, "cue_cause") if not _is_lessened(unit, c)):
            if unit.has_around(cue, "condition", "event", "agent") or not unit.starting(cue.end, high, "event"):
                continue
            if unit.has_before(cue.start, 1, "determiner"):  # "any cause other than"
                continue
            first = next(e.start for e in unit.of("event") if e.start >= cue.end)
            if unit.has_between(cue.end, first, "cue_manages"):
                continue  # "makes you less likely to get E"
            who = clause_subject(text, unit, spans, number, cue.start, focus) or _exemplified(text, unit, cue.end, high)
            if who and not _is_body(text, unit, who):
                yield (cue.end, high), who, cue
            break


EXEMPLIFIES = re.compile(r"\W*(?:include|includes|including|are|such as|are, for example,)\s*:?\s*", re.I)


def _is_lessened(unit: Unit, cue: Mention) -> bool:
    """ "lowers the risk of E": the words for a cause are part of words for its opposite."""
    return any(m.start < cue.end and cue.start < m.end for m in unit.of("cue_manages"))


def _exemplified(text: Text, unit: Unit, low: int, high: int) -> Who:
    """ "Medicines that can cause E include A and B"."""
    group = subject_group(text, unit, low, high)
    before = [e for e in unit.of("event") if group and low <= e.start and e.end <= group[0].start]
    if not before or not EXEMPLIFIES.fullmatch(text.text, before[-1].end, group[0].start):
        return NOBODY
    return Who.of(group)


def _is_body(text: Text, unit: Unit, who: Who) -> bool:
    """The root class, plainly named outside a section on harms ("cytokines cause fever"): the body's own."""
    roots = [text.ground.entries.get(("agent", id)) for id in who.ids]
    plain = not any(" " in m.words.strip() for m in who.mentions)  # "cytokine therapy" is given
    return unit.section != "events" and plain and all(e is not None and not e.parent for e in roots)


def listing(text: Text, unit: Unit) -> Unit | None:
    """The head or heading that makes the events of an item, a cell or a paragraph under it harms."""
    if is_graded_list(unit):
        return unit
    if unit.kind == "cell" and unit.head is not None and unit.head.has("column_event"):
        return unit.head
    head = unit.head if unit.section not in QUIET or unit.kind == "item" else None
    while head is not None:
        if (head.has("cue_advice") or is_advice(text, head)) and not (
            unit.section == "events" and is_alarm(text, head)
        ):
            return None
        if head.has("cue_side_effect", "cue_cause") or is_frequency_line(head) or _foretells(text, head):
            return head
        head = head.head
    above = unit.headings[0] if unit.headings else None
    if above is not None and is_frequency_line(above):
        return above
    if unit.kind in ("item", "cell") and unit.section == "events" and not is_advice(text, unit):
        return unit.head or above
    return None


WARNED_OPENING = 2  # words before the harm that an entry under "Warnings and precautions" names


def is_warned(text: Text, unit: Unit) -> bool:
    """ "Capillary leak syndrome: monitor" under "Warnings and precautions": labels say there which harms they mean."""
    if unit.kind != "item" or unit.head is not None or not unit.headings or not unit.headings[0].has("warned_harms"):
        return False
    event = next(iter(unit.of("event")), None)
    opens = event is not None and len(words_between(text, unit.start, event.start)) <= WARNED_OPENING
    return opens and not is_advice(text, unit) and not unit.has("cue_history", "cue_contra", "cue_hypothetical")


def is_graded_list(unit: Unit) -> bool:
    """ "Very common (more than 1 in 10 people) headache, fever": a frequency that opens a list of events."""
    opens = any(f.start - unit.start <= 4 for f in unit.of("frequency"))
    return opens and unit.has("event") and not unit.has("agent", "cue_side_effect", "cue_is", "cue_experience")


def is_frequency_line(unit: Unit) -> bool:
    """ "Very common (may affect more than 1 in 10 people)" as a line of its own."""
    opens = any(f.start - unit.start <= 4 for f in unit.of("frequency"))
    return opens and not unit.has("event", "agent", "condition")


FORETELLS = re.compile(
    r"\b(?:may|can|might|could)\s+(?:\w+\s+)?(?:notice|have|feel|get|experience|develop|cause|include)\b", re.I
)


EVERYBODY = re.compile(
    r"\b(?:everyone|everybody|(?:all|most|many|some|few) (?:\w+ )?(?:people|patients|men|women|children))"
    r"\s+(?:has|have|had|gets?|got|develop(?:s|ed)?|feels?|felt)\b"
    r"|\A\W*(?:these|the following|others?)\b.{0,60}\b(?:happen|occur|affect|(?:are|were|been) (?:seen|reported))\b",
    re.I | re.S,
)


def _foretells(text: Text, unit: Unit) -> bool:
    """ "After the injection you may notice:"."""
    words = text.text[unit.start : unit.end]
    if not words.rstrip("*_ ").endswith(":") or unit.has("cue_history"):
        return False
    said = FORETELLS.search(words)
    given = said is not None and any(m.start - unit.start >= said.end() for m in unit.of("agent"))  # "may have X:"
    return said is not None and not given or EVERYBODY.search(words) is not None


def _continues(text: Text, unit: Unit) -> bool:
    """Prose that goes on about harms: the section is about them, or the sentence before was, and someone has them."""
    if unit.section == "events":
        return True
    earlier = unit.paragraph[:3]
    if unit.has("cue_experience", "cue_example") and any(u.has("cue_side_effect") for u in earlier):
        return True
    earlier = unit.paragraph[:1] or ([before] if (before := text.before(unit)) is not None and unit.first else [])
    about_agent = unit.head is not None and unit.head.has("agent")
    return _is_report(unit) and (about_agent or any(u.has("cue_side_effect", "cue_cause") for u in earlier))


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


def _of_cue(text: Text, unit: Unit, cue: Mention, focus: Who) -> Who:
    """The agents right behind "side effects of", else before it, else as in any sentence about harms.

    Nobody for "side effects with X" where X is no agent of ours.
    """
    behind = [
        m for m in unit.of("other_drug", "partner", "condition") if OF_TREATMENT.fullmatch(text.text, cue.end, m.start)
    ]
    if behind and not any(AND_OF.fullmatch(text.text, behind[0].end, m.start) for m in unit.of("agent")):
        return NOBODY
    after = subject_group(text, unit, cue.end, unit.end)
    if after and after[0].start - cue.end <= OF_REACH and not unit.starting(cue.end, after[0].start, "event"):
        return Who.of(after)
    before = subject_group(text, unit, unit.start, cue.start)
    return Who.of(before) if before else _spoken(text, unit, focus)


def _spoken(text: Text, unit: Unit, focus: Who) -> Who:
    """The agents a sentence names outside brackets, else what it inherits."""
    if any(not in_bracket(text, m) for m in usable(text, unit)):
        group = subject_group(text, unit, unit.start, unit.end)
        return Who.of(group)
    return NOBODY if _is_of_other(unit) else inherited(text, unit, focus)


def _is_of_other(unit: Unit) -> bool:
    """ "Fever (9%) and rash were commoner with D", D a drug that is no agent and no remedy: D's harms."""
    given = [o for o in unit.of("other_drug") if unit.has_before(o.start, 2, "cue_with")]
    return any(not any(c.end <= o.start for c in unit.of("cue_manage_event", "cue_treats", "cue_used")) for o in given)


def _listed(text: Text, unit: Unit, source: Unit, focus: Who) -> Who:
    """The agents of a list: those its head names, behind "side effects of" first; else what the item inherits."""
    if unit.row and (in_row := row_agents(text, unit)):
        return in_row
    spans = [(cue.end, source.end) for cue in source.of("cue_side_effect")]
    for low, high in [*spans, source.span]:
        group = subject_group(text, source, low, high)
        if group:
            return Who.of(group, "list_head", (source.span,))
    who = inherited(text, unit, focus)
    return replace(who, contexts=tuple(sorted({*who.contexts, source.span})))


def in_bracket(text: Text, mention: Mention) -> bool:
    before = text.text[max(mention.start - 3, 0) : mention.start]
    return before.rstrip().endswith("(")
