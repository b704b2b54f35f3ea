"""Titles that state a use: "X for A", "X in the treatment of A"; that of a report of a study says what was studied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.records import Candidate, Mention

from ..agents.who import Who, subject_group
from ..text.units import Span, Text, Unit, once_a_page
from ..text.words import FINITE, words_in
from .approval import regulator, standing
from .clause import Use
from .indications import paired
from .objects import named_objects, of_use
from .populations import is_only_population
from .rows import rows
from .studied import TRIAL

SPOKEN_OF = 25  # characters from "levels of", "information on" to the agent that they speak of
ROUND = 4  # words a title may hold before its agent, and behind its condition
LONGEST = 400  # characters of a title
ROUND_TRIED = 10  # before the agent: "A randomized, placebo-controlled phase III trial of X"
FOR = (
    r"(?:as\s+(?:[\w-]+\s+){0,2})?(?:(?:therapy|treatment|injections?|immunotherapy|use)\s+)?for\s+(?:the\s+)?"
    r"|(?:therapy|treatment|immunotherapy)\s+(?:in|of)\s+"
)
TREATING = r"(?:(?:treatment|management)\s+of\s+|treating\s+)"
WHOM = r"(?:patients|people|adults|children|those|subjects|participants|individuals|women|men)"
SOME_WORDS = rf"(?:(?!(?:and|or|versus|vs|with|after|during|from|testing|detection|{WHOM})\b)[\w-]+\s+){{0,4}}"
# "A in B" alone says nothing of a treatment; "Efficacy of A in B" does
TO_TREAT = r"to\s+(?:treat|prevent|reduce|control|manage)\s+(?:the\s+)?"
TIE = re.compile(rf"[®™*_)\s]*(?:(?:{FOR}){TREATING}?|in\s+(?:the\s+)?{TREATING}){SOME_WORDS}", re.I)
BESIDE = r"(?:(?:with|plus|and|or|versus|vs\.?)\s+(?:[\w-]+\s+){1,4}){0,2}"
TRIED_TIE = re.compile(rf"[®™*_)\s]*{BESIDE}(?:{FOR}|{TO_TREAT}|(?:in|on)\s+(?:the\s+)?){TREATING}?{SOME_WORDS}", re.I)
TRIED = re.compile(
    r"\b(?:efficacy|(?<!side )(?<!adverse )effects?|trials?|study|evaluation|investigation|comparison)\b"
    r"[\w\s,-]*\bof\s+(?:[\w-]+\s+){0,3}\Z",
    re.I,
)
WITH = re.compile(rf"{WHOM}\s+with\s+(?:[\w-]+\s+){{0,3}}", re.I)
IN_TREATING = re.compile(rf"\bin\s+treating\s+(?:[\w-]+\s+){{0,2}}{WHOM}\b", re.I)  # as registries call trials
SENTENCE = re.compile(
    r"\W*(?:this|these|we|our|in\s+this)\b", re.I
)  # how no title begins: "This paper gathers data on X"
GENES = re.compile(r"\b(?:polymorphisms?|haplotypes?|susceptibility)\b", re.I)
OTHER_MATTER = re.compile(r"[:?]|\b(?:side effects?|risks?|safety|toxicity|resistance|failure)\b", re.I)


def titled(text: Text, unit: Unit) -> Iterator[Candidate]:
    """The use that a title without a verb states."""
    group = subject_group(text, unit, unit.start, unit.end) if unit.end - unit.start <= LONGEST else []
    named = named_objects(text, unit, unit.span) if group else []
    if not named or FINITE.search(WHO_HAVE.sub("", text.text[unit.start : unit.end])) or paired(text, unit):
        return
    if _gives_nothing(text, unit, group):
        return
    objects = [o for o in named if o.start >= group[-1].end]
    registered = IN_TREATING.search(text.text, group[-1].end, unit.end) is not None
    tried = unit.has("cue_study") or is_report(text) or registered or _is_tried(text, unit, group[0])
    if not tried and is_spoken_of(unit, group[0]):
        return
    if not objects and _is_treated_with(text, unit, named[0], group[0]):
        yield from rows(text, unit, unit.span, Who.of(group), _use(text, unit, tried), named, ())
    elif objects and _says_what_for(text, unit, group, objects, tried):
        objects = [
            o for o in of_use(text, unit, objects) if not is_only_population(text, unit, [m.id for m in group], o)
        ]
        yield from rows(text, unit, unit.span, Who.of(group), _use(text, unit, tried), objects, ())
    elif is_report(text) and not AROUND.search(text.text, unit.start, group[0].start):
        named = [o for o in named if not is_only_population(text, unit, [m.id for m in group], o)]
        yield from rows(text, unit, unit.span, Who.of(group), _use(text, unit, True), named, ()) if named else ()


def _gives_nothing(text: Text, unit: Unit, group: Sequence[Mention]) -> bool:
    """A sentence, or a title about the body's own: genes, "effect of exercise on X", "X and depression in A"."""
    if SENTENCE.match(text.text, *unit.span) or GENES.search(text.text, *unit.span):
        return True
    beside = any(AND.fullmatch(text.text, group[-1].end, e.start) for e in unit.of("event"))
    return beside or EFFECT_ON.search(text.text, unit.start, group[0].start) is not None


def is_spoken_of(unit: Unit, agent: Mention) -> bool:
    """ "levels of X", "designation to X": something is said about an agent, and it is given to nobody."""
    said = (m for m in unit.of("spoken_of") if 0 <= agent.start - m.end <= SPOKEN_OF)
    return any(not unit.has_across(m, "agent") for m in said)  # "receptor" may be part of a name


def _is_tried(text: Text, unit: Unit, agent: Mention) -> bool:
    """ "Effect of X", "phase II": the title of a study."""
    return bool(TRIED.search(text.text[unit.start : agent.start]) or TRIAL.search(text.text, *unit.span))


def _says_what_for(text: Text, unit: Unit, group: Sequence[Mention], objects: Sequence[Mention], tried: bool) -> bool:
    """ "X for A" and little else; a study's title may say more, and "X in A"."""
    ahead = words_in(text.text[unit.start : group[0].start])
    behind = words_in(text.text[objects[-1].end : unit.end])
    if len(ahead) > (ROUND_TRIED if tried else ROUND):
        return False
    if not tried and (len(behind) > ROUND or OTHER_MATTER.search(text.text, *unit.span)):
        return False
    return _ties(text, TRIED_TIE if tried else TIE, (group[-1].end, objects[0].start))


# what X did, or those who had it: not what it is studied in
AROUND = re.compile(r"\b(?:induced|caused|treated|receiving|after|following)\b", re.I)
# "Effect of exercise on A", "A and depression in D": what is looked at, not what is given
EFFECT_ON = re.compile(r"\b(?:effects?|impact|influence|role)\s+of\s[^.:;]*\son\s[^.:;]*\Z", re.I)
AND = re.compile(r"[\s)]*(?:,|and|&)\s+(?:[\w-]+\s+){0,2}", re.I)
WHO_HAVE = re.compile(r"\b(?:who|that|which)\s+(?:have|has|had|are|were)\b", re.I)
OF = re.compile(r"\b(?:treatment|management|therapy)\s+(?:of|for)\s+(?:[\w-]+\s+){0,4}\Z", re.I)
WITH_AGENT = re.compile(r"\s+(?:with|by|using)\s+(?:[\w-]+\s+){0,4}", re.I)


def _is_treated_with(text: Text, unit: Unit, condition: Mention, agent: Mention) -> bool:
    """ "Long-term treatment of A with X"."""
    behind = WITH_AGENT.fullmatch(text.text, condition.end, agent.start)
    return behind is not None and OF.search(text.text, unit.start, condition.start) is not None


def _ties(text: Text, words: re.Pattern, between: Span) -> bool:
    """ "X for A", "X for adults with A"."""
    tie = words.match(text.text, *between)
    return tie is not None and (tie.end() == between[1] or bool(WITH.fullmatch(text.text, tie.end(), between[1])))


def _use(text: Text, unit: Unit, tried: bool) -> Use:
    """What the title of a report names was studied; "FDA approves X for A" says more than "X for A"."""
    if tried or is_report(text):
        return Use("under_study", "under_study", rule="IND-TITLE")
    status = standing(unit, unit.span)
    polarity = "negated" if status == "not_approved" else "affirmed"
    return Use("treats", status, regulator(unit, unit.span) if status == "approved" else "", polarity, rule="IND-TITLE")


METHODS = re.compile(
    r"^\W*(?:(?:patients|materials?|subjects) and )?(?:methods?|experimental design|study design)\b\W", re.I | re.M
)
RESULTS = re.compile(r"(?:^|[.!?]\s)\W*(?:results|findings)\s*[:.\n]", re.I)


THIS_STUDY = re.compile(
    r"\bthis\s+(?:[\w-]+,?\s+){0,6}(?:study|trial)\b|\bpurpose\s+of\s+(?:this|the)\s+(?:study|trial)\b|\bstudy\s+drug\b"
    r"|\b(?:subjects|participants|volunteers)\s+will\s+(?:receive|be\s+(?:randomi[sz]ed|enrolled|treated|given))\b"
    r"|\bpatients\s+will\s+be\s+(?:randomi[sz]ed|enrolled)\b",
    re.I,
)


@once_a_page
def is_report(text: Text) -> bool:
    """Whether a page is the report of a study, with methods and results, or a record that says "this study"."""
    reported = METHODS.search(text.text) is not None and RESULTS.search(text.text) is not None
    return reported or THIS_STUDY.search(text.text) is not None
