"""Pages about a disease: under "Treatment" they name drugs and leave unsaid what for, since a heading above says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.records import Candidate, Mention

from ..agents.who import Who, is_drug, subject_group
from ..text.assertion import is_advice, is_question, negation_before
from ..text.clauses import clauses
from ..text.cues import cues
from ..text.sections import HARMFUL, announced
from ..text.units import Span, Text, Unit
from .clause import Use, pointing_use
from .lists import PLAIN_USE, is_entry
from .objects import is_compound
from .populations import is_no_remedy
from .regimens import PLAIN, regimens
from .rows import row
from .titles import is_report


def of_disease(text: Text, unit: Unit) -> Iterator[Candidate]:
    """The uses of the agents that a unit names under a disease's heading of treatments; none where it names its own."""
    disease = disease_above(text, unit) if unit.label == "body" and not unit.has(*OWN) else None
    if disease is None or is_question(text, unit) or is_advice(text, unit) or RANDOM.search(text.text, *unit.span):
        return
    condition, source = disease
    entry = _is_name(unit) if unit.kind == "heading" else is_entry(text, unit, ("item", "paragraph", "cell"))
    if unit.kind == "heading" and not entry:
        return
    if text.ends_in_colon(unit) and (unit.has("cue_treats") or not entry):
        return  # "X is approved to treat:" has a list of its own
    for span in [unit.span] if entry else clauses(text, unit):
        group = subject_group(text, unit, *span)
        plain = entry or _opens(text, unit, group) or _is_labelled(text, unit)
        use = PLAIN_USE if plain else pointing_use(text, unit, span) or _treated(text, unit, span)
        if use is None or not group or unit.has_between(*span, *([] if plain else ["cue_cause"]), "event"):
            continue
        if is_no_remedy(text, [m.id for m in group], condition):
            continue
        who = Who.of(group)
        for agent in who.ids:
            for regimen in regimens(text, unit, span, who.ids) if not entry else [PLAIN]:
                found = row(text, unit, agent, condition, use, who, regimen, (), (source.span,))
                yield replace(found, rule="IND-DISEASE")


def _is_name(heading: Unit) -> bool:
    """ "Interferon alfa", "High-dose IL-2", "Cytokine therapy"."""
    covered = sum(m.end - m.start for m in heading.of(*NAMED))
    return heading.has("agent") and heading.end - heading.start - covered <= BESIDE


# "Inhaled X: restores", "Treatment with X has produced": before an agent that a unit is about
OPENS = re.compile(
    r"\W*(?P<given>(?:the\s+)?(?:use|treatment|therapy|administration)\s+(?:of|with)\s+)?(?:[\w-]+\s+){0,2}", re.I
)
COMPARED = re.compile(  # trials, and what a word means
    r"[:–—-]\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}(?:that|which|made|produced)\b"
    r"|\b(?:versus|vs|compared|comparison|trials?|study|studies|arms?|era)\b",
    re.I,
)


def _opens(text: Text, unit: Unit, group: Sequence[Mention]) -> bool:
    """A unit under "Treatment" that opens with an agent speaks of a treatment; not one that tells of a trial."""
    told = unit.section == "uses" and not is_report(text) and not unit.has("cue_called")
    if not told or not group or COMPARED.search(text.text, *unit.span):
        return False
    if unit.has_between(unit.start, group[0].start, "cue_lab_made"):
        return True
    opens = OPENS.fullmatch(text.text, unit.start, group[0].start)
    given = opens is not None and opens["given"] or unit.has("dose_context", "dose_unit", "route")
    return opens is not None and (bool(given) or all(is_drug(text, m) for m in group))


NAMED = ("agent", "other_drug", "dose_context", "heading_treatments")
BESIDE = 6  # characters of a heading beside its names: brackets, commas, "and"
RANDOM = re.compile(r"\b(?:response rates?|randomly|randomi[sz]ed|assigned|trials? of)\b", re.I)  # of trials
OWN = ("condition", "cue_anaphor", "cue_side_effect", "cue_outlook")  # what says that a unit is about something else


def _treated(text: Text, unit: Unit, span: Span) -> Use | None:
    """ "Most patients respond to X": the agent stands behind."""
    cue = next(iter(cues(unit, ("cue_treated",), span)), None)
    told = cue is not None and not negation_before(text, unit, span[0], cue.start)
    return Use("treats", cue=cue) if told and unit.has_between(cue.end, span[1], "agent") else None


def _names_treatment(unit: Unit) -> bool:
    """ "Treatment with X may help"."""
    return any(c.words.lower().startswith("treatment") for c in unit.of("cue_treated"))


LABEL = 40  # characters of a line such as "Treatments:"


def _is_labelled(text: Text, unit: Unit) -> bool:
    """ "Current therapy: D, X" under a disease: a line that opens as a heading of treatments would, and lists them."""
    colon = text.text.find(":", unit.start, unit.start + LABEL)
    agents = unit.of("agent")
    if colon < 0 or not agents or not unit.has_between(unit.start, colon, "heading_treatments"):
        return False
    if HARMFUL.search(text.text, unit.start, colon) or unit.has_between(unit.start, agents[0].end + LABEL, *NOT_LISTED):
        return False
    told = is_drug(text, agents[0]) or unit.has("other_drug")  # a cytokine alone may be the body's own
    ends = SERIES_GOES_ON.match(text.text, agents[0].end) or agents[0].end == unit.end
    return told and bool(ends) and SERIES.fullmatch(text.text, colon, agents[0].start) is not None


NOT_LISTED = ("cue_negation", "cue_comparator", "cue_study", "cue_contra")
SERIES_GOES_ON = re.compile(r"[®™*_]*(?:\s*\([^()]*\))?(?:[,;.]|\s*(?:$|and\b|or\b|\+))", re.I | re.M)
SERIES = re.compile(r":[*_\s]*(?:(?:[\w-]+\s+){0,3}[\w-]+(?:,|,?\s+and|,?\s+or)\s+)*(?:[\w-]+\s+){0,2}", re.I)


def disease_above(text: Text, unit: Unit) -> tuple[Mention, Unit] | None:
    """The one disease of the nearest heading that names one, and that heading, where a heading speaks of treatments.

    None where a drug is the subject of a heading; "Cytokine therapy" on the way only says which treatment, and "Use in
    cancer" which part of a page this is.
    """
    listed = unit.head is not None and unit.head.end - unit.head.start <= LABEL and unit.head.has("heading_treatments")
    speaks = (
        listed
        or _is_labelled(text, unit)
        or unit.has("cue_options")
        or unit.section == "uses"
        or _names_treatment(unit)
    )
    for heading in unit.headings:
        if heading.has("agent", "other_drug") and not _is_name(heading):
            return None
        speaks |= heading.has("heading_treatments") and announced(heading) in ("", "uses")
        named = [
            m for m in heading.of("condition") if not (is_compound(heading, m) or heading.has_around(m, "section"))
        ]
        if named:
            return (named[0], heading) if speaks and len({m.id for m in named}) == 1 else None
    return None
