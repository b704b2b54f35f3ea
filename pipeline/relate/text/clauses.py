"""Clauses: the stretch of a sentence in which one cue governs one object."""

from __future__ import annotations

import re

from pipeline.records import Mention

from .units import Span, Text, Unit, once
from .words import words_between

AUXILIARY = (
    r"(?:is|are|was|were|has|have|had|can|could|may|might|will|should|must|it|they|he|she|we|you|does|do|did|also)\b"
)
BUT = r"but(?!\s+also)"
CUT = re.compile(
    rf";\s|,?\s+(?:and|or|{BUT})\s+(?={AUXILIARY})|,\s+(?:{BUT}|while|whereas|although|though|however|yet|so)\s"
    rf"|\s(?:{BUT}|whereas|although|even\s+though|while)\s",
    re.I,
)
FRONTED = re.compile(r"\W*(?:although|though|while|whereas|because|since|even though|if|unless)\s[^,;]{1,160},\s", re.I)
AND = re.compile(r",?\s+and\s+", re.I)
VERB_NEXT = re.compile(r"\s+(?:is|was|has|can|may|might)\b")  # singular: "A and B are" is one subject
INNER = re.compile(r"\b(?:for|in|to|of|with|against)\s+(?:[\w-]+\s+){0,3}\Z")  # "and 2011 for the treatment of"
VERBS = ("cue_treats", "cue_manages", "cue_approval", "cue_treated", "cue_study", "cue_cause", "cue_not_used")
SUBJECTS = ("agent", "other_drug")
NAMES = (*SUBJECTS, "condition", "event", "partner", "route")


@once
def clauses(text: Text, unit: Unit) -> list[Span]:
    """The clauses of a unit, in order; a sentence without a cut is one clause."""
    edges = {unit.start, unit.end}
    cuts = CUT.finditer(text.text, unit.start, unit.end)
    labels = (c for c in unit.of("cue_approval", "cue_treats")[:1] if c.start - unit.start <= LEADING)
    labelled = any(LABEL.match(text.text, c.end, unit.end) for c in labels)
    cuts = (m for m in cuts if not (m[0].startswith(";") and (labelled or _in_brackets(text, unit, m.start()))))
    edges |= {m.end() for m in cuts if not m[0].startswith(";") or _has_verb(text, unit, m.end())}
    fronted = FRONTED.match(text.text, unit.start, unit.end)
    if fronted:
        edges.add(fronted.end())
    edges |= {
        m.end() for m in AND.finditer(text.text, unit.start, unit.end) if _begins_clause(text, unit, m.start(), m.end())
    }
    edges |= {m.start for m in unit.of("agent") if _opens_next(text, unit, m)}
    ordered = [at for at in sorted(edges) if at in (unit.start, unit.end) or not _is_stub(text, unit.start, at)]
    return [(a, b) for a, b in zip(ordered, ordered[1:], strict=False) if b > a]


LEADING = 4  # characters before the word that a line begins with: bullets, marks of emphasis
LABEL = re.compile(r"[*_]*\s*:")  # "Indications: A; B" is one list


def _in_brackets(text: Text, unit: Unit, position: int) -> bool:
    before = text.text[unit.start : position]
    return before.count("(") > before.count(")")


ELLIPSIS = re.compile(r"[®™*_)]*\s+(?:for|in|against)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}", re.I)


def _opens_next(text: Text, unit: Unit, agent: Mention) -> bool:
    """ "X is used for A, Y is used for B, and Z for C": a name between a comma and its verb, or what it is for."""
    if not any(c.end < agent.start for c in unit.of(*VERBS)):
        return False
    before = text.text[max(agent.start - 6, unit.start) : agent.start]
    if before.endswith(", and "):
        behind = next((m for m in unit.of("condition") if m.start > agent.end), None)
        return behind is not None and ELLIPSIS.fullmatch(text.text, agent.end, behind.start) is not None
    own = before.endswith(", ") and VERB_NEXT.match(text.text, agent.end)
    return bool(own) and unit.has_after(agent.end, 5, *VERBS, "cue_used")


VERB = re.compile(rf"\b{AUXILIARY}", re.I)


def _has_verb(text: Text, unit: Unit, start: int) -> bool:
    """Whether what follows a semicolon, up to the next, is a clause: "treats A; it is also ...", not "A; B; C"."""
    semicolon = text.text.find(";", start, unit.end)
    end = semicolon if semicolon >= 0 else unit.end
    return VERB.search(text.text, start, end) is not None or bool(unit.starting(start, end, *VERBS))


def _is_stub(text: Text, start: int, end: int) -> bool:
    """True for "Rare but ": two describing words, no clause."""
    return len(text.text[start:end].split()) <= 2


def _begins_clause(text: Text, unit: Unit, before: int, after: int) -> bool:
    """True for "X treats A, and Y treats B": a verb on either side, and no name of a list right behind the "and".

    A name right before an auxiliary is a subject, and belongs to no list: "..., and Y is used for B".
    """
    if not any(c.end <= before for c in unit.of(*VERBS, "cue_is")):
        return False
    following = next((m for m in unit.of(*NAMES, *VERBS) if m.start >= after), None)
    if following is None or following.type not in (*SUBJECTS, *VERBS):
        return False
    if following.type in SUBJECTS:
        if any(
            m.end == before and GOES_ON.search(text.text, max(unit.start, m.start - 8), m.start)
            for m in unit.of(*SUBJECTS)
        ):
            return False  # ", and X and Y treat B" begins with X
        end = _end_of_names(text, unit, following)
        verb = unit.has_after(end, 1, *VERBS)
        return following.start == after and (verb or bool(VERB_NEXT.match(text.text, following.end)))
    earlier = any(c.end <= before for c in unit.of(*VERBS))
    return earlier and following.start - after > 3 and not INNER.search(text.text, after, following.start)


def _end_of_names(text: Text, unit: Unit, first: Mention) -> int:
    """Where "X and Y" ends that begins with a name."""
    end = first.end
    for name in unit.of(*SUBJECTS):
        if name.start > end and NAMES_ON.fullmatch(text.text, end, name.start):
            end = name.end
    return end


GOES_ON = re.compile(r",\s+and\s+\Z")
NAMES_ON = re.compile(r"\s+(?:and|or)\s+|,\s+|/")


def clause_at(spans: list[Span], position: int) -> Span:
    """The clause that holds a position."""
    return next((s for s in spans if s[0] <= position < s[1]), spans[-1])


AUXILIARIES = frozenset("is are was were has have had can could may might will should must does do did also".split())
FUNCTION = AUXILIARIES | frozenset(
    "too to be been being would it they this these both often sometimes still now then more most used only however"
    " therefore thus a the and or for in by its their either as well not who which that some others"
    " although though while whereas because since when if treatment dose doses drug medicine medication use therapy"
    " injection injections infusion infusions high higher low large prolonged long-term".split()
)


PARTICIPLES = ("used", "given", "indicated", "approved", "administered", "prescribed", "recommended", "injected")


def has_own_subject(text: Text, low: int, high: int) -> bool:
    """True when content words stand before a verb: the clause speaks of something that is no agent of ours.

    A clause that begins with an auxiliary, or with what is done to its subject ("Used to prevent A"), has the subject
    of the clause before; adverbs in -ly are no subject.
    """
    words = [w.lower() for w in words_between(text, low, high)]
    if words and words[0] in (*AUXILIARIES, *PARTICIPLES):
        return False
    return any(w not in FUNCTION and not w.endswith("ly") for w in words)
