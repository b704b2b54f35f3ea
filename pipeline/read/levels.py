"""How deep a heading lies where no markup says so."""

from __future__ import annotations

import re

from pipeline.read.drafts import Draft
from pipeline.read.opening import GENERAL, WORD
from pipeline.read.titles import NUMBERED

SECTION = re.compile(
    r"(?:(?:common|possible|serious|rare|other|long-term|potential|uses?|indications?)\b.{0,20}|side effects?"
    r"|adverse (?:effects|reactions|events)|warnings?|precautions?|dos(?:age|ing|es?)\b|overview|summary|introduction"
    r"|background"
    r"|conclusions?|interactions?|contraindications?|references?|bibliography|storage|description|mechanism|benefits"
    r"|risks|research|outlook|resources|support|before\b"
    r"|how\b|what\b|when\b|why\b|who\b|where\b|which\b|is\b|are\b|can\b|does\b|do\b|frequently asked|faqs?)",
    re.I,
)


SMALL_WORD = re.compile(r"\b(?:a|an|the|of|in|on|at|for|and|with|to|by)\b", re.I)  # no name of a kind has one
KINDS = re.compile(r"(?:the |different |main |common )*(?:types|kinds|classes|forms|examples|list) of\b", re.I)


def set_levels(drafts: list[Draft]) -> None:
    """Give a depth to every heading that markup gave none.

    The title is 1. A section names the page's subject, or is a section that pages on
    any subject have; a heading that does neither, under a section that names the
    subject, is a part of that section. Numbers ("4.8") count by their dots.
    A page that marks its headings holds its bold lines one level below them.
    """
    headings = [d for d in drafts if d.kind == "heading"]
    if all(d.depth for d in headings):
        return
    if any(d.marked and d.depth > 1 and not d.bullet for d in headings):
        _below_marked(headings)
        return
    subject = subject_word(drafts)
    named_above = kinds_above = False  # whether the section above names the subject; whether it announces its kinds
    numbers = 0  # the depth of the numbered heading above
    firsts: set[str] = (
        set()
    )  # the first words of the sections so far: "Drugs for X" and "Drugs for Y" stand side by side
    for draft in headings:
        named = names(draft.words, subject)
        number = NUMBERED.match(draft.words)
        first = _stem(draft.words.split(None, 1)[0].lower())
        general = SECTION.match(draft.words) or draft.label != "body" or first in firsts and len(first) > 3
        if draft.depth:
            named_above, kinds_above, numbers = False, False, draft.depth if draft.bullet else 0
        elif number:
            draft.depth = numbers = min(2 + number[1].count("."), 6)
        elif numbers:
            draft.depth = min(numbers + 1, 6)
        elif KINDS.match(draft.words):
            draft.depth, named_above, kinds_above = 2, named, True
        elif general or not (kinds_above and not SMALL_WORD.search(draft.words) or named_above and not named):
            draft.depth, kinds_above = 2, False
            named_above = named or named_above and draft.label == "body"
        else:
            draft.depth = 3
        if draft.depth == 2:
            firsts.add(first)


def _below_marked(headings: list[Draft]) -> None:
    above, unmarked = 1, 0  # the marked heading above; the level at which bold lines stand below it
    for draft in headings:
        if draft.marked:
            above = draft.depth
            unmarked = 0 if above < unmarked else unmarked
        elif draft.level:
            draft.depth = draft.depth or min(draft.level + 1, 6)
        elif not draft.depth:
            unmarked = unmarked or min(above + 1, 6)
            draft.depth = unmarked


def subject_word(drafts: list[Draft]) -> str:
    """The word of the title that the page uses most, singular and in lower case; nothing if there is no title."""
    title = next((d for d in drafts if d.kind == "heading" and d.depth == 1), None)
    if title is None:
        return ""
    words = [_stem(w) for w in WORD.findall(title.words.lower()) if w not in GENERAL]
    if len(words) < 2:
        return words[0] if words else ""
    text = "\n".join(d.words for d in drafts).lower()
    return max(words, key=text.count)


def names(words: str, subject: str) -> bool:
    """Whether a heading names the subject of the page.

    >>> names("Types of cytokines", "cytokine"), names("Solid tumours", "cytokine")
    (True, False)
    """
    return bool(subject) and any(_stem(w) == subject for w in WORD.findall(words.lower()))


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
