"""Topic: what the page as a whole is about, by its first lines or by what it names most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.records import Mention

from ..text.sections import announced
from ..text.units import Text, Unit
from .acted_on import is_acted_on
from .titles import (
    NAMING,
    OPENING,
    defines_other,
    is_of_leaflet,
    is_of_other,
    is_on_disease,
    names_product,
    only_names,
)

DOMINANT = 0.6  # share of all agent mentions that makes one the page's subject
MIN_MENTIONS = 3
DEFINING = 40  # characters from a name to the verb that defines it: "X (brand) is a ..."


def about(page: Text) -> Text:
    """The page with its subject: the agent of the first headings, else the one that dominates.

    A class is one where the page calls it "this drug".
    """
    body = [u for u in page.units if u.label == "body"]
    specific = _specific(page, body)
    first = _of_titles(page, body[:OPENING], specific)
    if not first and (defines_other(page, body) or is_on_disease(body[:OPENING])):
        return replace(page, subject=())
    named = first or _dominant(page, body, specific) or _defined(page, body, specific)
    named = named or _above_title(page) or _of_fields(page) or _this_one(page, body, specific)
    return replace(page, subject=named or _class_of(page, body))


def _specific(page: Text, body: Sequence[Unit]) -> list[Mention]:
    """The agents a page may be about: no class but the one that is called "this drug", nothing that is acted on."""
    first = next((u for u in body[:OPENING] if u.has("agent")), None)
    whole = first.of("agent")[:1] if first is not None and only_names(page, first) and _speaks_of_one(body) else ()
    whole = {m for m in whole if page.entry(m).parent}
    named = ((u, m) for u in body for m in u.of("agent") if _level(page, m) != "class" or m in whole)
    return sorted({m for u, m in named if not is_acted_on(page, u, m)})


def _level(page: Text, mention: Mention) -> str:
    """class, endogenous_cytokine or substance."""
    entry = page.entry(mention)
    return entry.level if entry is not None else ""


def _of_titles(page: Text, opening: Sequence[Unit], specific: Sequence[Mention]) -> tuple[Mention, ...]:
    """The first agent of a heading or of a line that names a product; lines that hold but a name go first.

    None of a part beside which another treatment has its own.
    """
    titles = [u for u in opening if u.kind == "heading"] + [u for u in opening if names_product(page, u)]
    if is_on_disease(opening):  # the parts of a page on a disease name no drug for the whole
        titles = [u for u in titles if titles[0] not in u.headings]
    others = [u for u in page.units if u.kind == "heading" and is_of_other(page, u)]
    titles = [u for u in titles if not any(_are_siblings(u, other) for other in others)]
    titles.sort(key=lambda u: not only_names(page, u))
    for unit in titles:
        any_level = unit.kind == "heading" or only_names(page, unit)
        for mention in specific:
            if unit.start <= mention.start < unit.end and (any_level or _level(page, mention) == "substance"):
                return (_narrower(page, titles, specific, mention),)
    return ()


def _are_siblings(one: Unit, other: Unit) -> bool:
    """ "Interferon" and "Vaccines" as parts of one page: it is about neither."""
    return one.kind == "heading" and one.start < other.start and one.headings == other.headings


def _narrower(page: Text, titles: Sequence[Unit], specific: Sequence[Mention], mention: Mention) -> Mention:
    """The one agent that another title names and nothing else, if it is of this one's kind: "X" under "G-CSF"."""
    names = [u for u in titles if only_names(page, u)]
    below = [m for u in names for m in specific if u.start <= m.start < u.end]
    below = [m for m in below if page.is_below("agent", m.id, mention.id)]
    return below[0] if len({m.id for m in below}) == 1 else mention


def _dominant(page: Text, body: Sequence[Unit], specific: Sequence[Mention]) -> tuple[Mention, ...]:
    """The substance that most mentions of agents are of."""
    apt = [m for m in specific if _level(page, m) == "substance"]
    counts = Counter(m.id for m in apt)
    id, count = counts.most_common(1)[0] if counts else ("", 0)
    dominant = count >= MIN_MENTIONS and count >= DOMINANT * sum(len(u.of("agent")) for u in body)
    dominant = dominant and not _is_seldom(body, count)
    return (next(m for m in apt if m.id == id),) if dominant else ()


def _defined(page: Text, body: Sequence[Unit], specific: Sequence[Mention]) -> tuple[Mention, ...]:
    """The substance that the page begins by defining ("X is a ..."), when it names no other as often."""
    apt = [m for m in specific if _level(page, m) == "substance"]
    first = next((u for u in body[:OPENING] if u.has("agent")), None)
    if first is None or not apt or apt[0].start != first.start or not first.has_after(apt[0].end, DEFINING, "cue_is"):
        return ()
    counts = Counter(m.id for m in apt)
    return (apt[0],) if all(counts[apt[0].id] > n for id, n in counts.items() if id != apt[0].id) else ()


def _above_title(page: Text) -> tuple[Mention, ...]:
    """The one substance that the lines above the title name; a menu names several, or none."""
    lines = [u for u in page.units[:OPENING] if u.label == "navigation" and u.end - u.start <= NAMING]
    named = [m for u in lines for m in u.of("agent") if not is_acted_on(page, u, m)]
    apt = [m for m in named if _level(page, m) == "substance"]
    return (apt[0],) if apt and len({m.id for m in named}) == 1 else ()


# "BrandName: X", and not "DrugClass: X"
NAME_OF = re.compile(r"\W*(?:\w+[\s_-]?)?(?:name|title|brand|generic|drug|medicine|product)s?\s*:", re.I)


def _of_fields(page: Text) -> tuple[Mention, ...]:
    """The one substance that the fields above the text give as its name: "brand: X"."""
    fields = takewhile(lambda u: u.label == "navigation" or u.kind == "item", page.units)
    named = [m for u in fields if NAME_OF.match(page.text, u.start, u.end) for m in u.of("agent")]
    apt = [m for m in named if _level(page, m) == "substance"]
    return (apt[0],) if len({m.id for m in apt}) == 1 else ()


def _this_one(page: Text, body: Sequence[Unit], specific: Sequence[Mention]) -> tuple[Mention, ...]:
    """The one drug that a page names which speaks of "this medicine", or is a monograph: it has lost its title.

    A class that nothing on the page is narrower than counts, where no other drug is named.

    A page whose title names a disease is about that, though it speaks of "this treatment".
    """
    if any(u.has("condition", "event") or is_of_leaflet(page, u) for u in body[:OPENING] if u.kind == "heading"):
        return ()
    apt = [m for m in specific if _level(page, m) == "substance"]
    alone = not any(u.has("other_drug", "partner") for u in body)
    if not apt and alone and len({m.id for u in body for m in u.of("agent")}) == 1:
        apt = [m for u in body for m in u.of("agent") if page.entry(m).parent][:1]  # a class, and nothing narrower
    one = len({m.id for m in apt}) == 1 and not _is_seldom(body, len(apt))
    return (apt[0],) if one and (_speaks_of_one(body) or _is_monograph(page)) else ()


SELDOM = 60  # units of a page for each time that its drug is named at least


def _is_seldom(body: Sequence[Unit], count: int) -> bool:
    """Whether a page names something too seldom to be about it: a long summary on a symptom names drugs in passing."""
    return count * SELDOM < len(body)


def _is_monograph(page: Text) -> bool:
    """A page with lines "Contraindications" and "Adverse reactions" that begins with such a line: its title is lost."""
    lines = [u for u in page.units if u.end - u.start <= HEADING and u.has("section")]
    parts = [any(u.has("cue_contra") for u in lines), any(u.has("cue_side_effect") for u in lines)]
    return all(parts) and page.units[0] in lines


def _class_of(page: Text, body: Sequence[Unit]) -> tuple[Mention, ...]:
    """The class that a drug's page begins with ("G-CSF is prescribed to ..."), where it names none beside its kin."""
    first = next((u for u in body if u.kind != "heading" and u.has("agent")), None)
    named = first.of("agent")[0] if first is not None else None
    if named is None or named.start != first.start or not page.entry(named).parent:
        return ()
    kin = {m.id for u in body for m in u.of("agent")} - {named.id}
    kin = {id for id in kin if not _is_kin(page, named.id, id)}
    parts = {announced(u) for u in page.units if u.kind == "heading"}
    told = first.has_after(named.end, DEFINING, "cue_is", "cue_used", "cue_treats")
    return (named,) if told and not kin and parts >= OF_DRUGS else ()


OF_DRUGS = {"uses", "events", "warnings"}  # parts of a drug's page


def _is_kin(page: Text, one: str, other: str) -> bool:
    return page.is_below("agent", one, other) or page.is_below("agent", other, one)


HEADING = 40  # characters of a line that only names a part


def _speaks_of_one(body: Sequence[Unit]) -> bool:
    """A page that says "this drug": what its first line names is that drug, be it a class or not."""
    return any(p.words.lower().startswith("this ") for u in body for p in u.of("cue_pronoun"))
