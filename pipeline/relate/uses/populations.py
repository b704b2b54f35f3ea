"""Populations: conditions that say whom a drug is for, and not what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention

from ..text.units import Text, Unit
from ..text.words import DESCRIBED, PEOPLE, WHO_HAVE

CANCER = "cancer"  # kind of conditions that are never the effect of a treatment, and that no growth of cells treats
BEFORE = 120  # characters before a condition in which words still bear on it
PROCEDURE = "procedure"  # kind of conditions that are done to somebody
GROWING = ("growth", "stimulating", "receptor_agonist")  # in the names of the families that make cells grow


def says_for_whom(text: Text, unit: Unit, mention: Mention) -> bool:
    """ "in cancer patients", "in adults at high risk of A", "in patients undergoing A", "whose A is treated with D"."""
    low, kind = max(unit.start, mention.start - BEFORE), text.kind_of(mention)
    if kind == PROCEDURE and UNDERGONE.search(text.text, low, mention.start):
        return True
    if kind == CANCER and AT_RISK.search(text.text, low, mention.start):
        return True
    if _is_of_population(text, unit, mention) or _is_of_treated(text, unit, mention):
        return True
    return _is_treated_otherwise(text, unit, mention)


PATIENTS_NEXT = re.compile(r"\s+(?:patients|survivors)\b")
IN_THE = re.compile(rf"\bin\s+{DESCRIBED}\Z")


def _is_of_population(text: Text, unit: Unit, mention: Mention) -> bool:
    """ "anemia in cancer patients": what the patients have besides."""
    earlier = any(m.end < mention.start for m in unit.of("condition")) or unit.has("cue_manages")
    behind = PATIENTS_NEXT.match(text.text, mention.end)
    return earlier and behind is not None and IN_THE.search(text.text, unit.start, mention.start) is not None


# "in patients undergoing a transplant", "following high-dose chemotherapy and a transplant": when, and not what for
UNDERGONE = re.compile(
    r"\b(?:undergoing|undergo|underwent|having|receiving|after|following|before|prior\s+to)\s+"
    r"(?:(?!to\b)\(?[\w-]+\s+){0,6}\(?\Z",
    re.I,
)


# "in adults who have a high risk of recurrent cancer": whom the drug is for, after surgery for another name of it
AT_RISK = re.compile(
    r"\b(?:at|have|has|had|having|with|carry|carries)\s+(?:an?\s+)?(?:high(?:er)?|increased|greater|low(?:er)?|intermediate)"
    r"\s+risk\s+(?:of|for)\s+(?:[\w-]+\s+){0,3}\[?\Z",
    re.I,
)


def is_no_remedy(text: Text, agents: Sequence[str], condition: Mention) -> bool:
    """A cancer, and agents that make cells grow: they are given for something else that the patients have."""
    families = [text.ground.entries["agent", id].group for id in agents]
    grow = families and all(any(word in family for word in GROWING) for family in families)
    return bool(grow) and text.kind_of(condition) == CANCER


IN_THOSE = re.compile(
    rf"\b(?:in|for)\s+(?!treat){DESCRIBED}(?:cancer\s+)?{PEOPLE}\s+(?:{WHO_HAVE}|receiving|on)\s+(?:[\w-]+\s+){{0,3}}\Z",
    re.I,
)


POPULATION_NEXT = re.compile(r"\s+(?:(?:patients|survivors)\b|(?:receiving|undergoing|given|on)\s)", re.I)
IN_SOMEBODY = re.compile(r"\b(?:in|for|with|after|following|during)\s[^.;]*\Z", re.I)


FOR_ITS = re.compile(r"\s+(?:for|of)\s+(?:[\w-]+\s+){0,3}", re.I)  # "recover after chemotherapy for A"


def is_only_population(text: Text, unit: Unit, agents: Sequence[str], condition: Mention) -> bool:
    """ "use of epoetins in patients with cancer": what makes blood cells grow is given for something else they have."""
    if not is_no_remedy(text, agents, condition):
        return False
    low = max(condition.start - 80, 0)
    given = unit.of("partner", "other_drug")
    if any(FOR_ITS.fullmatch(text.text, p.end, condition.start) for p in given if p.end >= low):
        return True
    other = [m.end for m in unit.of("condition") if m.end <= condition.start and text.kind_of(m) != CANCER]
    if other and IN_SOMEBODY.search(text.text, other[-1], condition.start):
        return True  # "X for the reduction of B in subjects with A"
    return POPULATION_NEXT.match(text.text, condition.end) is not None or bool(
        IN_THOSE.search(text.text, low, condition.start)
    )


PATIENTS_WITH = re.compile(rf"\s+(?:in|of|for)\s+{DESCRIBED}{WHO_HAVE}\s+{DESCRIBED}", re.I)


def _is_of_treated(text: Text, unit: Unit, mention: Mention) -> bool:
    """ "after chemotherapy in adults with A": A is what the other treatment is for."""
    during = [c.end for c in unit.of("cue_during")]
    if not during:
        return False
    given = [p for p in unit.of("partner", "other_drug") if any(c <= p.start <= c + 40 for c in during)]
    return any(PATIENTS_WITH.fullmatch(text.text, p.end, mention.start) for p in given)


WHOSE = re.compile(r"\bwhose\s+(?:[\w-]+\s+){0,3}\Z", re.I)
OTHERWISE = re.compile(r"\W*(?:is|are|has\s+been|have\s+been|was|were)\s+(?:being\s+)?treated\s+with\s+", re.I)


def _is_treated_otherwise(text: Text, unit: Unit, mention: Mention) -> bool:
    """ "people whose A is being treated with D", D no agent of ours: whom X is for, and not what."""
    treated = OTHERWISE.match(text.text, mention.end, unit.end)
    if treated is None or not WHOSE.search(text.text, max(unit.start, mention.start - 40), mention.start):
        return False
    return not unit.starting(treated.end(), treated.end() + 12, "agent")
