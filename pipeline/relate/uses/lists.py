"""Indications through lists: a head that states the use and items that name conditions, or agents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.records import Candidate, Mention

from ..agents.inheritance import inherited, is_row_of_other, row_agents
from ..agents.who import NOBODY, Who, member_words, subject_group, usable
from ..text.assertion import is_advice
from ..text.sections import is_of_uses
from ..text.units import Text, Unit, first_per_id
from ..text.words import words_in
from .approval import standing
from .clause import Use, use_of
from .objects import named_objects, of_use
from .regimens import PLAIN, regimens
from .rows import modifiers, row

REPORT = re.compile(r"\b(?:was|were)\b")  # before a condition: a sentence that tells what happened, no entry of a list
NONE = re.compile(r"[\W_]*no\s+(?:increase|evidence|effect|benefit|change|difference|signs?)\b", re.I)
REMARK = re.compile(r"\([^()]*\)|\s[–—-]\s[^;]*")  # "(brand)", " – no longer made": what a list says beside a name
IF_YOU = re.compile(r"\W*(?:if|when|before|while)\s+you\b", re.I)  # a title of advice, for those who have a disease
LEAD_IN = 3  # words before the condition of an item that is no sentence
PLAIN_USE = Use("treats", rule="IND-LIST")  # what a heading such as "Uses" says of the conditions under it


def listed(text: Text, unit: Unit, focus: Who) -> Iterator[Candidate]:
    """The indication candidates of a list item whose use is stated by its head or heading."""
    answer = _is_answer(text, unit)
    own = _of_label(text, unit, named_objects(text, unit, unit.span))
    if own and LABELLED.match(text.text, unit.start, own[0].start):
        yield from of_head(text, unit, unit, PLAIN_USE, own, focus)
        return
    named = answer or _only_names(text, unit, own)
    if unit.label != "body" or not (unit.kind in ("item", "cell") or named or is_entry(text, unit)):
        return
    if unit.kind == "paragraph" and IF_YOU.match(text.text, unit.start):
        return
    if own and (REPORT.search(text.text, unit.start, own[0].start) or NONE.match(text.text, unit.start)):
        return
    asked = asked_before(unit) if answer else None
    heads = [asked] if asked is not None else heads_of(unit)
    own = _of_another(text, unit, heads, own)
    if any(h.has("cue_side_effect", "cue_cause", "cue_contra") or _advises(text, h) for h in heads):
        return
    if own and heads and (BECAUSE.search(text.text, *heads[0].span) or _is_treatment(text, unit, heads[0], own[0])):
        return
    if own:
        yield from _of_first_use(text, unit, heads, own, focus)
    elif not text.ends_in_colon(unit):  # else it introduces a list of its own
        yield from _agents(text, unit, *_announced(text, unit, [] if unit.kind == "cell" else heads))


def _of_another(text: Text, unit: Unit, heads: list[Unit], own: list[Mention]) -> list[Mention]:
    """An item's conditions but those that only say "X for tumors that spread" below a head that names the tumor."""
    if not own or not heads or not unit.has_before(own[0].start, unit.end - unit.start, "agent"):
        return own
    named = named_objects(text, heads[0], heads[0].span)
    return [m for m in own if not any(text.is_below("condition", n.id, m.id) for n in named)]


DEFINES = re.compile(  # "A: these are", "A: D is", "A: a disease in which"
    r"\s*:\W*(?:(?:(?:this|these|it|they)|(?:an?\s+)?[A-Z][\w-]+(?:\s+[\w-]+){0,3})\s*,?\s+(?:is|are)\b|(?:an?|the)\s)"
)


def _of_label(text: Text, unit: Unit, own: list[Mention]) -> list[Mention]:
    """The conditions of "A: this is a B of the C": what defines them names no further use."""
    colon = text.text.find(":", unit.start, unit.end)
    label = [m for m in own if m.end <= colon]
    return label if label and DEFINES.match(text.text, colon, unit.end) else own


def _is_treatment(text: Text, unit: Unit, head: Unit, first: Mention) -> bool:
    """ "Stem cell transplantation: curative" under "Other treatments:": what is given, and no disease."""
    opens = not words_in(text.text[unit.start : first.start])
    return opens and text.kind_of(first) == "procedure" and head.has("heading_treatments")


def _of_first_use(text: Text, unit: Unit, heads: list[Unit], own: list[Mention], focus: Who) -> Iterator[Candidate]:
    """The item's conditions, of the use that the nearest head states, or of a heading such as "Uses"."""
    bare = not heads and len(words_in(text.text[unit.start : own[0].start])) <= LEAD_IN
    titles = [h for h in unit.headings[:1] if bare and is_of_uses(h)]
    for source in [*heads, *titles]:
        use, _ = use_of(text, source, source.span, named_objects(text, source, source.span))
        use = use or (PLAIN_USE if source in titles else None)
        if use is not None:
            yield from of_head(text, unit, source, use, own, focus)
            return


def _advises(text: Text, head: Unit) -> bool:
    """Advice, or the end of a paragraph of advice: "Tell your doctor if ... You may still use X if you have:"."""
    return any(is_advice(text, unit) for unit in (head, *head.paragraph[:3]))


# "Treatment of A due to:": what is listed below are causes
BECAUSE = re.compile(r"\b(?:due to|caused by|because of|resulting from|associated with)\s*:?\s*\Z", re.I)
LABELLED = re.compile(
    r"[\W_]*(?:for|used (?:for|in)|treats|(?:(?!(?:not|no|non)\b)[\w-]+\s){0,2}(?:uses?|indications?|applications?)"
    r"|(?:conditions?|diseases?) treated)[*_\s]*:[*_]*\s",
    re.I,
)
OF_CAUSE = re.compile(r"\s*(?:associated\s+with|due\s+to|caused\s+by|related\s+to)\b[^.;]*\Z", re.I)
JOINED = re.compile(r"[,;/&]|\b(?:and|or)\b")


def _only_names(text: Text, unit: Unit, own: list[Mention]) -> bool:
    """ "Neutropenia, severe chronic neutropenia" as the whole text under "Indications"."""
    if not own or unit.kind != "paragraph" or not unit.first or unit.has("agent", "cue_is", "cue_used"):
        return False
    if unit.has("cue_people") and ";" not in text.text[unit.start : unit.end]:
        return False
    if unit.headings and unit.headings[0].has("field_condition"):
        return False  # of a trial's record
    gaps = [text.text[a.end : b.start] for a, b in zip(own, own[1:], strict=False) if a.start < b.start]
    rest = "" if OF_CAUSE.match(text.text, own[-1].end, unit.end) else text.text[own[-1].end : unit.end]
    around = [text.text[unit.start : own[0].start], *gaps, *([] if any(";" in gap for gap in gaps) else [rest])]
    led = all(len(words_in(gap.rpartition(";")[2])) <= LEAD_IN for gap in around)  # "A in adults; B": entries
    return led and all(JOINED.search(gap) for gap in gaps)


def _is_answer(text: Text, unit: Unit) -> bool:
    """ "Melanoma and kidney cancer." under "Which diseases does X treat?": names only, no sentence of its own."""
    asked = asked_before(unit)
    if asked is None or unit.kind != "paragraph" or unit.has("agent", "cue_is", "cue_negation"):
        return False
    named = named_objects(text, unit, unit.span)
    bare = named and len(words_in(text.text[unit.start : named[0].start])) <= LEAD_IN
    return bool(bare) and text.text[asked.start : asked.end].rstrip().endswith("?") and asked.has("agent")


def asked_before(unit: Unit) -> Unit | None:
    """What may have asked for what a unit says: the sentence before it, else the heading it stands under."""
    return unit.paragraph[0] if unit.paragraph else unit.headings[0] if unit.headings else None


def is_entry(text: Text, unit: Unit, kinds: tuple[str, ...] = ("paragraph",)) -> bool:
    """A line that holds agents' names and little else: an item of a list that lost its bullets, or such a list."""
    if unit.kind not in kinds or not unit.has("agent"):
        return False
    words = text.text[unit.start : unit.end]
    for mention in reversed(unit.of("agent", "neutral")):
        words = words[: mention.start - unit.start] + words[mention.end - unit.start :]
    left = REMARK.sub("", words)
    ends = not words.rstrip().endswith((".", "?")) or not words_in(left)  # "Interferon beta-1a (brand)."
    return ends and all(len(words_in(part)) <= 2 for part in left.split(";"))


def heads_of(unit: Unit) -> list[Unit]:
    """The heads of an item, nearest first."""
    heads, head = [], unit.head
    while head is not None and head not in heads:
        heads.append(head)
        head = head.head
    return heads


def _announced(text: Text, unit: Unit, heads: list[Unit]) -> tuple[Use | None, list[Mention], list[Unit]]:
    """The use and the conditions that heads and headings state, each from the nearest that states one."""
    use, sources = None, []
    objects = [n for u in unit.paragraph[:1] for n in named_objects(text, u, u.span)] if unit.kind == "item" else []
    is_catalogue = _is_catalogue(text, unit)
    above = unit.headings if unit.section in ("uses", "study") or is_catalogue else []
    for source in [*heads, *above]:
        named = named_objects(text, source, source.span)
        here, governed = use_of(text, source, source.span, named)
        if here is None and source in heads and not (is_catalogue and named):
            return None, [], []
        if here is not None and use is None:
            use, sources = here, [source]
        elif here is not None and (use.approval, here.approval) == ("not_stated", "approved"):
            use, sources = replace(use, approval=here.approval, regulator=here.regulator), [*sources, source]
        elsewhere = [n for u in source.paragraph[:1] for n in named_objects(text, u, u.span)]
        if not objects and (governed or named or elsewhere):
            objects = list(governed or named or elsewhere)
            sources = [*sources, source]
    if use is None and objects and is_catalogue:
        return PLAIN_USE, objects, sources
    return use, objects, sources


def _is_catalogue(text: Text, unit: Unit) -> bool:
    """ "Kidney cancer" over names of drugs, under a title that speaks of medicines: a list by disease."""
    if not is_entry(text, unit, ("item", "paragraph", "cell")):
        return False
    if unit.kind == "cell" and any(other.start < unit.start for other in unit.row):
        return False  # the first column says what a row is about
    title = [text.title] if text.title is not None else []
    places = [*(heads_of(unit) if unit.kind != "cell" else []), *unit.headings]
    for at, place in enumerate(places):
        bare = named_objects(text, place, place.span)
        if bare and (place not in title or unit.kind == "cell"):
            over = [*places[at if unit.kind == "cell" else at + 1 :], *title]
            return _is_bare(place, bare) and any(h.has("condition_use_compound") for h in over)
    return False


def _is_bare(place: Unit, named: list[Mention]) -> bool:
    """The heading or head is a name and at most a word or two of its kind."""
    return place.end - place.start - sum(m.end - m.start for m in named) <= 2 * LEAD_IN * LEAD_IN


def of_head(text: Text, unit: Unit, source: Unit, use, own: list[Mention], focus: Who) -> Iterator[Candidate]:
    """Head names the agent, the item the condition; or a bracket behind the condition names the agents."""
    who = _beside(text, unit, own) or _above(text, unit, source, focus)
    if use.relation == "treats" and use.approval == "not_stated" and unit.has("cue_study"):
        use = replace(use, relation="under_study", approval="under_study")  # "A: under investigation"
    for condition in first_per_id(of_use(text, unit, own)):
        for agent in who.ids:
            candidate = row(text, unit, agent, condition, use, who, PLAIN, modifiers(text, unit, condition), ())
            yield _through(candidate, source, "IND-LIST")


SET_OFF = re.compile(r"\s*(?:\([^()]*\))?[*_]*\s*(?::|[–—]|\s-\s)[*_]*\s*")  # "X (brand): A", "A – X"


def _beside(text: Text, unit: Unit, own: list[Mention]) -> Who:
    """The agents that the item sets off from its conditions: "A (X, Y)", "A: X", "X – A"."""
    group = subject_group(text, unit, unit.start, unit.end)
    if not group or len(words_in(text.text[unit.start : min(own[0].start, group[0].start)])) > LEAD_IN:
        return NOBODY
    if group[0].start > own[0].start:
        gap = text.text[own[0].end : group[0].start]
        return Who.of(group) if SET_OFF.fullmatch(gap) or re.fullmatch(r"\s*\(\s*", gap) else NOBODY
    return Who.of(group) if SET_OFF.fullmatch(text.text, group[-1].end, own[0].start) else NOBODY


def _above(text: Text, unit: Unit, source: Unit, focus: Who) -> Who:
    """The agents that the nearest head names, else those of the row, else what is inherited."""
    nearest = [h for h in [*heads_of(unit), source] if h.start >= source.start]
    place, group = next(((h, g) for h in nearest if (g := subject_group(text, h, h.start, h.end))), (source, []))
    if group:
        return Who.of(group, "list_head", (place.span,), member_words(text, place, group))
    if unit.row and (who := row_agents(text, unit)):
        return who
    if unit.row and is_row_of_other(text, unit):
        return NOBODY
    return inherited(text, unit if source.kind == "heading" else source, focus)


def _agents(
    text: Text, unit: Unit, use: Use | None, objects: list[Mention], sources: list[Unit]
) -> Iterator[Candidate]:
    """Head or heading names the condition, the item the agent."""
    if use is None or not objects:
        return
    group = subject_group(text, unit, unit.start, unit.end)
    if is_entry(text, unit, (unit.kind,)) and ";" in text.text[unit.start : unit.end]:
        group = usable(text, unit)  # a list in one line
    who = Who.of(group)
    spans = tuple({s.span for s in sources})
    own = standing(unit, unit.span)  # "X (discontinued)" under a list of what is approved
    use = replace(use, approval=own) if own != "not_stated" and use.relation != "under_study" else use
    for condition in first_per_id(objects):
        for agent in who.ids:
            for regimen in regimens(text, unit, unit.span, who.ids):
                candidate = row(text, unit, agent, condition, use, who, regimen, (), spans)
                yield replace(candidate, rule="IND-LIST-AGENT")


def _through(candidate: Candidate, source: Unit, rule: str) -> Candidate:
    return replace(candidate, rule=rule, contexts=tuple(sorted({*candidate.contexts, source.span})))
