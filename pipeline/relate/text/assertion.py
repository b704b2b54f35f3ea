"""How a statement is made: denied, hedged, asked, advised, told as a story."""

from __future__ import annotations

import re

from pipeline.records import Mention

from .units import Text, Unit, once

SILENT = ("narrative", "logistics")  # sections whose sentences state nothing of ours
NO_LABEL = ("navigation", "reference", "boilerplate")
STORY = re.compile(  # every alternative begins with a plain letter: the engine leaps from one to the next
    r"(?:s(?<!\w.)he|h(?<!\w.)(?:er?|is|im)|[Mm](?<!\w.)y)\b"
    r"|I(?<!\w.)(?<![Pp]hase .)(?<![Ss]tage .)(?<![Tt]ype .)(?<![Cc]lass .)(?<![Gg]rade .)(?<![Ff]actor .)"
    r"(?:['’](?:m|ve|d|ll))?(?= [a-z])"  # "I had", not "phase I trial"
)


def is_silent(unit: Unit) -> bool:
    """True for text that is read but never claims: navigation, references, stories, questions."""
    return unit.label in NO_LABEL or unit.section in SILENT


def is_question(text: Text, unit: Unit) -> bool:
    return text.text[unit.start : unit.end].rstrip("*_ ").endswith("?")


ANSWER = re.compile(r"[\W_]*(?:A(?:nswer)?\s*[:.]\s*)?[\W_]*(yes|no)\b(?=\s*[,.;:!–—-])", re.I)


def answered(text: Text, unit: Unit) -> tuple[str, Unit] | None:
    """ "yes" or "no", and the unit that says so, where a question is answered with that word at once."""
    after = text.after(unit) if is_question(text, unit) else None
    said = ANSWER.match(text.text, after.start, after.end) if after is not None else None
    return (said[1].lower(), after) if said else None


def is_story(text: Text, unit: Unit) -> bool:
    """Sentences about one person: "She opted for ...". Pronouns of a speaker or a third person, never of a drug.

    "We" is none: wards, charities and authors of studies say what they see and do.
    """
    return bool(STORY.search(text.text, unit.start, unit.end))


@once
def is_advice(text: Text, unit: Unit) -> bool:
    """Sentences that tell the reader what to do."""
    if any(_commands(text, unit, verb) for verb in unit.of("imperative")[:1]):
        return True
    return any(c.start - unit.start < 60 and not NOTE.match(text.text, c.end) for c in unit.of("cue_advice"))


# "Consider X for A": what a guideline tells doctors, not what a page tells its reader
RECOMMENDS = re.compile(r"\W*(?:consider|offer|prescribe|administer|initiate|start)\s+(?:[\w-]+\s+){0,2}\Z", re.I)


def recommends(text: Text, unit: Unit) -> bool:
    """Whether a unit opens with a verb of prescribing right before an agent."""
    return any(RECOMMENDS.fullmatch(text.text, unit.start, agent.start) for agent in unit.of("agent")[:1])


NOTE = re.compile(r"\s+(?:note|know|understand|remember|recogni[sz]e)\s+that\b", re.I)  # "It is important to note that"


LABEL = re.compile(r"[*_]*:")


def _commands(text: Text, unit: Unit, verb: Mention) -> bool:
    """A verb that opens the sentence, "Use it daily"; "Use of A for B" opens with a noun, "Use: A" with a label."""
    opens = not re.search(r"[^\W\d]", text.text[unit.start : verb.start])
    return opens and not text.text.startswith(" of ", verb.end) and not LABEL.match(text.text, verb.end)


def is_alarm(text: Text, unit: Unit) -> bool:
    """ "Tell your doctor at once if you get any of these side effects:", said of a unit or of the head of its list.

    Under a heading on harms such advice names the harms to look out for.
    """
    chain, head = [unit], unit.head
    while head is not None:
        chain.append(head)
        head = head.head
    return any(is_advice(text, u) and u.has("cue_alarm", "cue_side_effect") for u in chain)


def negation_before(text: Text, unit: Unit, low: int, position: int) -> bool:
    """A negation in [low, position) that is not undone ("not only"), part of another cue, or shut off.

    A bracket shuts it off, and a colon: "it does what others do not: it is used for A".
    """
    if not unit.has("cue_negation"):
        return False
    shields = unit.of("cue_pseudo", "cue_not_used", "cue_approval", "frequency")  # "not known" is a class of labels
    told = (n for n in unit.of("cue_negation") if low <= n.start and n.end <= position)
    free = (n for n in told if not any(m.start <= n.start and n.end <= m.end for m in shields))
    return any(_reaches(text, unit, n, position) for n in free)


def _reaches(text: Text, unit: Unit, negation: Mention, position: int) -> bool:
    """Whether a negation is said of what stands at a position."""
    between = text.text[negation.end : position]
    if _shut(between) or ": " in between or _is_of_other_verb(text, unit, negation):
        return False
    if INSTEAD.match(negation.words) and FOR.search(between):
        return False  # "X is used instead of D for A"
    return "," not in between or not CONCEDES.search(text.text, max(unit.start, negation.start - 90), negation.start)


# "No, X is approved for A", "when other drugs have not worked, X is used": it is not X that is denied
SAYS_NO = re.compile(r"\W*(?:A(?:nswer)?\s*[:.])?\W*\Z")
IN_CASE = re.compile(r"\b(?:if|when|after|who|whose|which|that|where)\s[^.;:]{0,120}\Z", re.I)
CONCEDES = re.compile(r"\b(?:while|although|though|whilst)\s[^,;.]{0,80}\Z", re.I)  # "While not the first, X treats A"
FAILS = re.compile(
    r"\s+(?:\w+\s+)?(?:(?:work|respond|help|control|tolerat|improv|eligible|candidate|suitable|able)\w*|fit|get\s+better)\b"
    r"|(?:(?<=cannot)|(?<=can['’]t))\s+(?:take|receive|have|use|get|undergo|be)\b",
    re.I,
)
INSTEAD = re.compile(r"(?:instead\s+of|rather\s+than)\b", re.I)
FOR = re.compile(r"\b(?:for|in|to)\b", re.I)


def _is_of_other_verb(text: Text, unit: Unit, negation: Mention) -> bool:
    """A "no" that answers, or one that says what failed before."""
    if text.text.startswith(",", negation.end) and SAYS_NO.fullmatch(text.text, unit.start, negation.start):
        return True
    fails = FAILS.match(text.text, negation.end) is not None
    return fails and IN_CASE.search(text.text, max(unit.start, negation.start - 130), negation.start) is not None


def _shut(between: str) -> bool:
    """True when a bracket closes that did not open in between, or the next entry of a list begins."""
    return between.count(")") > between.count("(") or ";" in between


def hedged(unit: Unit, low: int, high: int) -> str:
    """possible when a hedge stands in [low, high), else stated; "potentially serious" hedges the grade alone."""
    if not unit.has("cue_hedge"):
        return "stated"
    grades = unit.of("severity", "qualifier_event")
    hedges = [h for h in unit.of("cue_hedge") if not any(g.start <= h.start < g.end for g in grades)]
    return "possible" if any(low <= h.start < high for h in hedges) else "stated"


def is_hypothetical(unit: Unit, low: int, position: int) -> bool:
    """A condition, wish or aim before the position, "if", "whether", "hope"; not in "could not tolerate"."""
    supposed = (c for c in unit.of("cue_hypothetical") if low <= c.start and c.end <= position)
    return any(not unit.has_around(c, "cue_pseudo") for c in supposed)
