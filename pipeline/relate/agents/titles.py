"""Titles of a page: what its first lines name, a product, a disease, another drug, or something to be measured."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..text.units import Text, Unit, once_a_page
from ..text.words import FINITE

OPENING = 8  # units in which a page says what it is about
NAMING = 120  # characters of an opening line that only names a product
BESIDE = 15  # characters beside a name in a line that is the name: "(generic name)"


def is_on_disease(opening: Sequence[Unit]) -> bool:
    """Whether the first heading names a disease or a symptom, and no drug."""
    title = next((u for u in opening if u.kind == "heading"), None)
    return title is not None and title.has("condition", "event") and not title.has("agent")


def is_of_other(page: Text, heading: Unit) -> bool:
    """A heading that is the name of another treatment: "Vaccines", "Chemotherapy"."""
    named = next(iter(heading.of("partner", "other_drug")), None)
    opens = named is not None and not re.search(r"\w", page.text[heading.start : named.start])
    return opens and not heading.has("agent") and heading.end - named.end <= BESIDE


LEAFLET = re.compile(
    r"\bwhat\s+[\w-]+(?:\s+[\w-]+){0,3}\s+is\s+and\s+what\s+it\s+is\s+used\s+for|\bpackage\s+leaflet\b", re.I
)


def is_of_leaflet(page: Text, unit: Unit) -> bool:
    """ "What D is and what it is used for", D no agent of ours."""
    return not unit.has("agent") and LEAFLET.search(page.text, *unit.span) is not None


DRUG = r"(?:medication|medicine|drug|agent|antibody|inhibitor|antagonist|agonist|antiviral|antibiotic|vaccine|steroid)"

MANY_WORDS = 3  # of a title that can be a drug's name


def defines_other(page: Text, body: Sequence[Unit]) -> bool:
    """ "Xyz" over "Xyz is a medication ...": the page is about a drug that no list here names."""
    title = next((u for u in body[:OPENING] if u.kind == "heading"), None)
    words = page.text[title.start : title.end].strip("*_# ") if title is not None else ""
    if not words or title.has("agent", "condition") or len(words.split()) > MANY_WORDS:
        return False
    defined = re.compile(rf"\W*{re.escape(words)}\s+(?:\([^()]*\)\s+)?is\s+an?\s+(?:[\w-]+\s+){{0,3}}{DRUG}\b", re.I)
    return any(defined.match(page.text, u.start, u.end) for u in body[: 2 * OPENING])


def names_product(page: Text, unit: Unit) -> bool:
    """A line that names a product and says nothing of it."""
    short = unit.kind == "paragraph" and unit.first and unit.end - unit.start <= NAMING
    if not short or unit.has("cue_is") or FINITE.search(page.text, *unit.span):
        return False
    return only_names(page, unit) or not STOPPED.search(page.text, *unit.span)


STOPPED = re.compile(r"[.!?][*_\s]*\Z")  # as sentences end

BRACKET = re.compile(r"\s*\([a-z-]{3,40}\)")  # how a name is said: "(al-des-loo-kin)"


def only_names(page: Text, unit: Unit) -> bool:
    """A line that is an agent's name and a word or two: "Interferon alfa (generic name)"."""
    named = unit.of("agent")
    if not named or named[0].start != unit.start:
        return False
    said = BRACKET.match(page.text, named[-1].end, unit.end)
    return unit.end - (said.end() if said else named[-1].end) <= BESIDE


def about_other(page: Text) -> bool:
    """True for a page whose first title names a drug that is no agent of ours, and none that is: "it" is that drug."""
    titles = (u for u in page.units[:OPENING] if u.label == "body" and (u.kind == "heading" or names_product(page, u)))
    named = next((u for u in titles if u.has("other_drug", "agent") or is_of_leaflet(page, u)), None)
    return named is not None and not named.has("agent")


TITLE_SIZE = 80  # characters


@once_a_page
def is_about_measuring(page: Text) -> bool:
    """True for a page whose title speaks of an agent as something to be measured or bought, and of no treatment."""
    lines = [u for u in page.units[:OPENING] if u.kind != "item" and u.end - u.start <= TITLE_SIZE]
    titles = [u for u in lines if u.has("analyte") and u.has("agent")]
    return any(
        not u.has("condition_use_compound", "cue_treats", "section", "cue_side_effect", "cue_is") for u in titles
    )
