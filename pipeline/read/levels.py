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
    level = _Level(subject_word(drafts))
    for draft in headings:
        draft.depth = level.of(draft)


class _Level:
    """What the headings so far say about the depth of the next."""

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.named = False  # whether the section above names the subject
        self.kinds = False  # whether it announces the subject's kinds
        self.numbered = 0  # the depth of the numbered heading above
        self.firsts: set[str] = set()  # first words of sections: "Drugs for X" and "Drugs for Y" stand side by side

    def of(self, draft: Draft) -> int:
        """The depth of a heading; one that has a depth keeps it."""
        number = NUMBERED.match(draft.words)
        if draft.depth:
            self.named, self.kinds, self.numbered = False, False, draft.depth if draft.bullet else 0
            return draft.depth
        if number:
            self.numbered = min(2 + number[1].count("."), 6)
            return self.numbered
        if self.numbered:
            return min(self.numbered + 1, 6)
        return self._section(draft)

    def _section(self, draft: Draft) -> int:
        named = names(draft.words, self.subject)
        first = _stem(draft.words.split(None, 1)[0].lower())
        general = SECTION.match(draft.words) or draft.label != "body" or first in self.firsts and len(first) > 3
        if KINDS.match(draft.words):
            self.named, self.kinds = named, True
        elif general or not (self.kinds and not SMALL_WORD.search(draft.words) or self.named and not named):
            self.named, self.kinds = named or self.named and draft.label == "body", False
        else:
            return 3
        self.firsts.add(first)
        return 2


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
