"""Topic: what the page as a whole is about, by its first lines or by what it names most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.records import Entry, Mention

from ..text.units import Text, Unit

OPENING = 8  # units in which a page says what it is about
NAMING = 15  # words of an opening line that only names a product
DOMINANT = 0.6  # share of all agent mentions that makes one the page's subject
MIN_MENTIONS = 3


def subject_of(units: Sequence[Unit], entries: dict[tuple[str, str], Entry]) -> tuple[Mention, ...]:
    """The agent of the first headings, else the one that dominates; a class where the page calls it "this drug"."""
    body = [u for u in units if u.label == "body"]
    named = [m for u in body for m in u.of("agent")]
    first = next((u for u in body[:OPENING] if u.has("agent")), None)
    whole = first.of("agent")[:1] if first is not None and _only_names(first) and _speaks_of_one(body) else ()
    specific = [m for m in named if ("agent", m.id) in entries and entries["agent", m.id].level != "class"]
    specific = sorted({*specific, *(m for m in whole if entries["agent", m.id].parent)})
    acted_on = {m.start for u in body for m in u.of("agent") if _is_acted_on(u, m)}
    specific = [m for m in specific if m.start not in acted_on]
    titles = [u for u in body[:OPENING] if u.kind == "heading"] + [u for u in body[:OPENING] if names_product(u)]
    titles.sort(key=lambda u: not _only_names(u))
    apt = [m for m in specific if entries["agent", m.id].level == "substance"]
    pools = ((u, specific if u.kind == "heading" or _only_names(u) else apt) for u in titles)
    first = next((m for u, pool in pools for m in pool if u.start <= m.start < u.end), None)
    if first is not None:
        return (first,)
    counts = Counter(m.id for m in apt)
    id, count = counts.most_common(1)[0] if counts else ("", 0)
    dominant = count >= MIN_MENTIONS and count >= DOMINANT * len(named)
    return (next(m for m in specific if m.id == id),) if dominant else _above_title(units, entries)


def _above_title(units: Sequence[Unit], entries: dict[tuple[str, str], Entry]) -> tuple[Mention, ...]:
    """The one substance that the lines above the title name; a menu names several, or none."""
    lines = [u for u in units[:OPENING] if u.label == "navigation" and u.end - u.start <= 8 * NAMING]
    named = [m for u in lines for m in u.of("agent") if not _is_acted_on(u, m)]
    apt = [m for m in named if entries["agent", m.id].level == "substance"]
    return (apt[0],) if apt and len({m.id for m in named}) == 1 else ()


def _is_acted_on(unit: Unit, mention: Mention) -> bool:
    """ "IL-6 blockers", "anti-TNF", "levels of IL-1": the page is not about giving it."""
    after = unit.has_after(mention.end, 1, "blocker_after", "body_after")
    return after or unit.has_before(mention.start, 1, "blocker_before", "body_before")


def names_product(unit: Unit) -> bool:
    """A line that names a product and says nothing of it."""
    return unit.kind == "paragraph" and unit.first and unit.end - unit.start <= 8 * NAMING and not unit.has("cue_is")


def _only_names(unit: Unit) -> bool:
    """A line that is an agent's name and a word or two: "Interferon alfa (generic name)"."""
    named = unit.of("agent")
    return bool(named) and named[0].start == unit.start and unit.end - named[-1].end <= NAMING


def _speaks_of_one(body: Sequence[Unit]) -> bool:
    """A page that says "this drug": what its first line names is that drug, be it a class or not."""
    return any(p.words.lower().startswith("this ") for u in body for p in u.of("cue_pronoun"))


def about_other(page: Text) -> bool:
    """True for a page whose first title names a drug that is no agent of ours, and none that is: "it" is that drug."""
    titles = (u for u in page.units[:OPENING] if u.label == "body" and (u.kind == "heading" or names_product(u)))
    named = next((u for u in titles if u.has("other_drug", "agent")), None)
    return named is not None and not named.has("agent")


TITLE_SIZE = 80  # characters


def is_about_measuring(page: Text) -> bool:
    """True for a page whose title speaks of an agent as something to be measured or bought, and of no treatment."""
    titles = [u for u in page.units[:OPENING] if u.has("analyte") and u.has("agent") and u.end - u.start <= TITLE_SIZE]
    return any(
        not u.has("condition_use_compound", "cue_treats", "section", "cue_side_effect", "cue_is") for u in titles
    )
