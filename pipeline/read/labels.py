"""Labels: navigation, references and boilerplate are told from body, never dropped."""

from __future__ import annotations

import re

from pipeline.read import furniture
from pipeline.read.drafts import Draft

NUMBER = re.compile(r"\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]?\s+")
LONGEST_TITLE = 150
NOT_LETTER = re.compile(r"[\W_]+")


def label_lines(drafts: list[Draft]) -> None:
    """Label what its own words give away."""
    for draft in drafts:
        if draft.label == "body":
            draft.label = line_label(draft.words)
    _fill_references(drafts)


def line_label(words: str) -> str:
    """The label that a block's own words call for.

    >>> line_label("Skip to main content"), line_label("Last revised: 3 May 2020"), line_label("Fever is common.")
    ('navigation', 'boilerplate', 'body')
    """
    if len(words) <= 80:
        if furniture.NAVIGATION.match(words):
            return "navigation"
        if furniture.ASIDE_HEADING.match(words):
            return "boilerplate"
    if len(words) <= 400:
        if furniture.BOILERPLATE.match(words):
            return "boilerplate"
        if ("@" in words or "protected" in words or "+" in words or "all" in words) and furniture.CONTACT.search(words):
            return "boilerplate"
    if len(words) <= 60 and furniture.REFERENCE_HEADING.match(words):
        return "reference"
    if furniture.REFERENCE.match(words) or len(words) <= 600 and _citation(words):
        return "reference"
    return "body"


def _citation(words: str) -> bool:
    """Whether a line is an entry of a bibliography: several of its marks at once, in little room."""
    if len(words) < 30 or not furniture.CITATION_CUE.search(words):
        return False
    marks = sum(mark.search(words) is not None for mark in furniture.CITATION_MARKS)
    return marks >= 3 or (marks == 2 and "http" in words)


def _fill_references(drafts: list[Draft]) -> None:
    """Label the lines beside a reference that carry a year or a title only: a bibliography has no body text."""
    for at, draft in enumerate(drafts):
        if draft.label != "reference":
            continue
        for other in drafts[max(at - 2, 0) : at]:
            if other.label == "body" and other.kind != "heading" and len(other.words) < 200 and furniture.YEAR.search(other.words):
                other.label = "reference"


def label_sections(drafts: list[Draft]) -> None:
    """Carry the label of a heading such as "References" or "Related articles" over what stands under it.

    A line that reads like such a heading but is none (nothing follows that a heading
    would head) carries its label to the next heading, related articles no further
    than their titles.
    """
    label, depth = "", 0
    for draft in drafts:
        own = heading_label(draft.words) if draft.kind in ("heading", "paragraph") else ""
        if draft.kind == "heading":
            if label and draft.depth <= depth:
                label = ""
            if own:
                label, depth = own, draft.depth
        elif own:
            label, depth = own, 9
        elif depth == 9 and label == "boilerplate" and len(draft.words) > LONGEST_TITLE:
            label = ""
        if label and draft.label == "body":
            draft.label = label


def heading_label(words: str) -> str:
    """The label that a heading gives its section, or nothing.

    >>> heading_label("References"), heading_label("Side effects")
    ('reference', '')
    """
    if len(words) > 80:
        return ""
    if furniture.REFERENCE_HEADING.match(words):
        return "reference"
    return "boilerplate" if furniture.ASIDE_HEADING.match(words) else ""


def label_contents(drafts: list[Draft]) -> None:
    """Label a table of contents: three or more items in a row that only repeat the page's headings."""
    headings = {_key(d.words) for d in drafts if d.kind == "heading"} - {""}
    run: list[Draft] = []
    for draft in [*drafts, None]:
        if draft is not None and draft.kind in ("item", "cell") and len(draft.words) < 150 and _key(draft.words) in headings:
            run.append(draft)
            continue
        if len(run) >= 3:
            for entry in run:
                entry.label = "navigation"
        run = []


def _key(words: str) -> str:
    return NOT_LETTER.sub(" ", NUMBER.sub("", words, count=1)).strip().casefold()
