"""Objects: the conditions of a clause that a use can be of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention

from ..text.cues import cues
from ..text.units import Span, Text, Unit, once
from ..text.words import DESCRIBED, IN_PEOPLE, PEOPLE, words_between
from .populations import BEFORE, CANCER, says_for_whom


@once
def named_objects(text: Text, unit: Unit, span: Span) -> list[Mention]:
    """The conditions of a span that can be the object of a use."""
    found = unit.starting(*span, "condition")
    return [m for m in found if not is_refused(text, unit, m) and _allowed(text, unit, span, m)]


def is_refused(text: Text, unit: Unit, mention: Mention) -> bool:
    """Part of another name, a gloss, a cause, a pointer, or a treatment ("stem cell transplant" is given)."""
    if _is_composed(text, mention):
        return False
    if unit.kind == "heading" and unit.has_around(mention, "section"):
        return True  # "Use in cancer": which part of a page this is
    if any((p.start, p.end) == (mention.start, mention.end) for p in unit.of("partner")):
        return True
    if is_compound(unit, mention) or is_hyphenated(text, mention) or is_gloss(text, unit, mention):
        return True
    if _is_defining(text, unit, mention) or _is_unsaid(text, mention) and _is_said_behind(text, unit, mention):
        return True
    low = max(unit.start, mention.start - BEFORE)
    if _is_root(text, mention) and DEFINITE.search(text.text, low, mention.start):
        return True
    if _ends_a_name(text, unit, mention) or says_for_whom(text, unit, mention):
        return True
    if _is_of_other_drug(text, unit, mention) or in_anaphor(unit, mention):
        return True
    return in_cause(unit, mention) and not _shows_before(text, unit, mention)


def _is_composed(text: Text, mention: Mention) -> bool:
    """ "chemotherapy" of "anemia caused by A or chemotherapy": the words say more than stands there."""
    return text.text[mention.start : mention.end] != mention.words


def _allowed(text: Text, unit: Unit, span: Span, mention: Mention) -> bool:
    """ "cancer treatment" is an object after "used in", a study, or a copula right before it."""
    if not in_use_compound(unit, mention):
        return True
    if any(c.end <= mention.start for c in cues(unit, ("cue_study",), span)):
        return True
    before = cues(unit, ("cue_used", "cue_treats", "cue_is"), (span[0], mention.start))
    if not before:
        return False
    gap = words_between(text, before[-1].end, mention.start)
    if not gap and before[-1].words.lower().endswith("ing"):
        return False  # "managing cancer immunotherapy"
    return len(gap) <= 3 and not {"of", "for", "to", "with", "other"} & set(gap)


def is_compound(unit: Unit, mention: Mention) -> bool:
    """ "cancer cells", "cancer care team": the condition is part of another thing's name."""
    return unit.has_after(mention.end, 1, "condition_compound")


def is_hyphenated(text: Text, mention: Mention) -> bool:
    """ "anti-cancer", "cancer-related"."""
    behind = text.text[mention.end : mention.end + 1] == "-" and not ABBREVIATED.match(text.text, mention.end)
    return text.text[mention.start - 1 : mention.start] == "-" or behind


ABBREVIATED = re.compile(r"-[A-Z]{2,6}\b")  # "immune thrombocytopenia-ITP"
APPOSITION = re.compile(r"[\]\s]*[,(]\s*an?\s+(?:[\w-]+\s+){0,3}\[*", re.I)


def is_gloss(text: Text, unit: Unit, mention: Mention) -> bool:
    """A name in brackets right after another: it says the same thing in other words, unless it says which one."""
    before = [m for m in unit.of("condition") if m.end <= mention.start]
    if not before:
        return False
    gap = text.text[before[-1].end : mention.start]
    if gap.strip() == "(" and _is_unsaid(text, before[-1]):
        return False
    entry = text.entry(mention)
    wide = entry is not None and not entry.parent or text.is_below("condition", before[-1].id, mention.id)
    return gap.strip() == "(" or wide and APPOSITION.fullmatch(gap) is not None  # "A, a rare blood disease"


DEFINED = re.compile(r"\((?:i\.e\.|that is|defined as)[^()]*\Z", re.I)


def _is_defining(text: Text, unit: Unit, mention: Mention) -> bool:
    """ "high-risk A (i.e., B or C)": B and C say what makes A high-risk."""
    return DEFINED.search(text.text, unit.start, mention.start) is not None


TELLS = re.compile(r"\((?:also\s+)?(?:an?|the|one|used|which|medicines?|drugs?)\b", re.I)


def _is_of_other_drug(text: Text, unit: Unit, mention: Mention) -> bool:
    """ "caused by D (a medicine used to treat A)", D no agent of ours: the bracket tells of D."""
    opens = text.text.rfind("(", unit.start, mention.start)
    if opens < 0 or ")" in text.text[opens : mention.start] or not TELLS.match(text.text, opens):
        return False
    told = unit.has_between(opens, mention.start, "cue_treats", "cue_used")
    return told and not unit.has_before(opens, NAME_REACH, "agent") and not unit.starting(opens, mention.start, "agent")


def _is_said_behind(text: Text, unit: Unit, mention: Mention) -> bool:
    """A bracket right behind the mention that names a condition."""
    return any(text.text[mention.end : m.start].strip() == "(" for m in unit.of("condition") if m.start > mention.end)


UNSAID_REACH = 40  # characters in which "a certain, rare" stands before the kind
UNSAID = re.compile(r"\b(?:a|certain|some)\s+(?:[\w-]+\s+){0,2}\Z", re.I)


def _is_unsaid(text: Text, mention: Mention) -> bool:
    """ "a certain blood disorder (A)": of what kind A is, and no name of a disease."""
    entry = text.entry(mention)
    near = max(mention.start - UNSAID_REACH, 0)
    return entry is not None and not entry.parent and UNSAID.search(text.text, near, mention.start) is not None


def in_use_compound(unit: Unit, mention: Mention) -> bool:
    """ "cancer treatment", "melanoma therapy"."""
    return unit.has_after(mention.end, 1, "condition_use_compound")


NEXT = 4  # characters from "caused by" to what it names


def in_cause(unit: Unit, mention: Mention) -> bool:
    """ "low counts caused by cancer treatment": what stands behind the cause is not what is treated."""
    causes = [c for c in unit.of("cue_because") if not unit.has_before(c.start, 1, "cue_experience")]  # "suffer from A"
    return any(0 <= mention.start - c.end <= NEXT for c in causes)


def in_anaphor(unit: Unit, mention: Mention) -> bool:
    return unit.has_around(mention, "cue_anaphor")


def _ends_a_name(text: Text, unit: Unit, mention: Mention) -> bool:
    """ "hepatitis B infection", "hepatitis C genotype 1 infection": the last word says again what kind it is."""
    near = (m for m in unit.of("condition") if 0 < mention.start - m.end <= NAME_REACH)
    near = (m for m in near if KIND_OF.fullmatch(text.text, m.end, mention.start))
    return any(text.is_below("condition", m.id, mention.id) for m in near)


NAME_REACH = 25  # characters from a name to the word that says its kind again
KIND_OF = re.compile(r"\s(?:\(?genotypes?\s[\w ,]{1,12}\)?\s)?", re.I)


DEFINITE = re.compile(
    r"\b(?:the|your|their|his|her|my|our)\s+\Z", re.I
)  # "stops the cancer coming back": which one was said


def _is_root(text: Text, mention: Mention) -> bool:
    entry = text.entry(mention)
    return entry is not None and not entry.parent and entry.group == CANCER


def _shows_before(text: Text, unit: Unit, mention: Mention) -> bool:
    return any(_is_disease_of(text, unit, m, mention) for m in unit.of("condition") if m.end < mention.start)


def of_use(text: Text, unit: Unit, objects: Sequence[Mention]) -> list[Mention]:
    """The objects without the setting: "prevents A in people who have B, and for C" treats A and C, not B."""
    kept = [objects[0]]
    is_setting = False
    for condition in objects[1:]:
        gap = (kept[-1].end, condition.start)
        if (
            AGAIN.search(text.text, *gap)
            or _is_composed(text, condition)
            or _is_kind_named(text, unit, kept[0], gap, condition)
        ):
            is_setting = False
        elif not _is_disease_of(text, unit, kept[-1], condition) and not OF_SOME.fullmatch(text.text, *gap):
            is_setting |= any(not _determines(m, condition) for m in cues(unit, SETTINGS, gap))
            is_setting |= HAVING.search(text.text, *gap) is not None or _is_raised_by(unit, gap)
        if not is_setting:
            kept.append(condition)
    return kept


HAVE = re.compile(IN_PEOPLE, re.I)


def _is_kind_named(text: Text, unit: Unit, wide: Mention, gap: Span, condition: Mention) -> bool:
    """ "A in people with B", "A, such as B", B one of the kinds of A: what is treated, not who has it."""
    named = HAVE.search(text.text, *gap) or unit.has_between(*gap, "cue_example")
    return bool(named) and text.is_below("condition", condition.id, wide.id)


def _determines(setting: Mention, condition: Mention) -> bool:
    """ "some cancers": the word for some people stands right before the condition."""
    return setting.type == "cue_people" and condition.start - setting.end <= 1


def _is_raised_by(unit: Unit, gap: Span) -> bool:
    """ "treats A, which increases the risk of B"; not "treats A and lowers the risk of B"."""
    return any(not unit.has_across(c, "cue_manages") for c in cues(unit, ("cue_cause",), gap))


HAVING = re.compile(r"\bwho\s+(?:have|had|has|are)\b|\bwith\s+evidence\b", re.I)
SETTINGS = ("cue_people", "cue_during", "cue_because", "cue_regardless", "cue_side_effect")
# "A in certain patients, B": whom A is treated in says nothing of B
OF_SOME = re.compile(
    rf"[\s)]*\b(?:in|for)\s+(?:certain|some|many|most|adult|young)\s+{PEOPLE}\s*,\s*(?:and\s+|or\s+)?(?:[\w-]+\s+){{0,3}}",
    re.I,
)
# the verb's preposition once more: "..., and for C"; or the next entry of a list: "...; C"
AGAIN = re.compile(
    r"(?:[,;]\s+(?:and|or|as well as)\s+(?:also\s+)?(?:for|to treat)\s+(?:[\w-]+\s+){0,4}|;\s+(?:[\w-]+\s+){0,3})\Z",
    re.I,
)
OF_DISEASE = re.compile(
    rf"\s*(?:associated with|in {PEOPLE} with|in)\s+{DESCRIBED}(?:certain\s+(?:[\w-]+\s+){{1,4}}\()?", re.I
)


def _is_disease_of(text: Text, unit: Unit, first: Mention, second: Mention) -> bool:
    """ "infections associated with A", A a weakness of defence: what shows in the first is treated with it."""
    underlying = any((u.start, u.end) == (second.start, second.end) for u in unit.of("underlying"))
    return underlying and bool(OF_DISEASE.fullmatch(text.text, first.end, second.start))
