"""Headings that no markup shows: lines that look like a title and stand where a title stands."""

from __future__ import annotations

import re

from pipeline.read.drafts import Draft
from pipeline.read.opening import find_title
from pipeline.read.titles import ASKING, LONG, NUMBERED, is_frequency, is_title, looks_like_title

LABELLED = re.compile(  # a label and its value, as in "Primary: change in weight"
    r"[A-Z][\w -]{1,25}: [a-z0-9]|(?:Conditions?|Drugs?|Interventions?|Study type|Phase|Status|Sponsor|Locations?): "
)
SHORTEST_LIST = 2
LEAST_INTRODUCTION = 3  # blanks in a line that introduces a list; "Side effects:" may head a section


def demote_introductions(drafts: list[Draft]) -> None:
    """Make paragraphs of marked headings that begin small and end in a colon: they introduce a list, and head no part.

    Converters mark so what stood in bold: "if you have any of the following:".
    """
    for draft in drafts:
        if draft.kind == "heading" and draft.words[0].islower() and draft.words[-1] == ":":
            draft.kind, draft.depth = "paragraph", 0


def find_headings(drafts: list[Draft], text: str, marked: bool) -> None:
    """Turn paragraphs that stand where a heading stands into headings.

    ``marked``: the page marks its headings, so that only bold lines and the like can be further ones.
    """
    body = [d for d in drafts if d.label == "body"]
    if not any(d.kind == "heading" and d.depth == 1 for d in drafts):
        find_title(body, text, marked)
        body = [d for d in body if d.label == "body"]
    shorts = [_short(d, marked) for d in body]
    at = 0
    while at < len(body):
        end = at
        while end < len(body) and shorts[end] and not (end > at and _begins_list(body[end - 1], body[end])):
            end += 1
        if end > at:
            entries = _entries(body[at - 1], body[at:end]) if at else 0
            for draft in body[at : at + entries]:
                draft.kind, draft.depth = "item", 1
            if at + entries < end:
                _decide(body[at + entries : end], body[end] if end < len(body) else None)
        at = max(end, at + 1)


def _entries(above: Draft, run: list[Draft]) -> int:
    """How many title-like lines stand tight below a line that introduces them: entries of a list without bullets.

    A last one may head what comes next, unless it is the only one.
    """
    if above.kind != "paragraph" or above.words[-1] != ":" or above.words.count(" ") < LEAST_INTRODUCTION:
        return 0
    tight = next((at for at, d in enumerate(run) if d.gap or not _is_entry(d)), len(run))
    return tight if tight < len(run) or len(run) == 1 else tight - 1


def _is_entry(draft: Draft) -> bool:
    """Whether a title-like line could be an entry: no question, no head of another list."""
    return draft.kind == "paragraph" and draft.words[-1] not in "?:" and not is_frequency(draft.words)


def _begins_list(before: Draft, draft: Draft) -> bool:
    return draft.kind == "item" and before.kind != "item"


def _short(draft: Draft, marked: bool) -> bool:
    """Whether a draft may be a heading that no markup shows."""
    if draft.kind == "item":
        return draft.bullet[:1].isdigit() and not marked and is_title(draft)
    if draft.kind != "paragraph" or marked and not draft.bold:
        return False
    if draft.words[-1] == ":":
        return _names_section(draft)
    return is_title(draft) and not LABELLED.match(draft.words)


def _names_section(draft: Draft) -> bool:
    """Whether a draft is a short title with a colon after it, such as "Possible side effects:"."""
    words = draft.words
    most = 10 if draft.bold or words.startswith(ASKING) else 5
    return words.count(" ") < most and looks_like_title(words.rstrip(": "))


def _decide(run: list[Draft], after: Draft | None) -> None:
    """Lines that look like titles, one after the other, and what comes after them: which of them are titles."""
    if after is not None and after.kind == "item" and run[-1].words[-1] == ":":
        run, after = run[:-1], run[-1]  # that one introduces a list
    if after is not None and run and heads(run[-1], after) and _stands_alone(run, len(run) - 1) and not _tight(run):
        _promote_last(run)
        run = run[:-1]
    elif after is not None and len(run) > 1 and _follows(run[-2], run[-1]) and not NUMBERED.match(after.words):
        _promote_last(run)  # a part whose text begins with something that no title heads, such as a table
        run = run[:-2]
    elif after is not None and after.kind == "cell":
        run = _over_table(run)
    _find_lists(run)


def _over_table(run: list[Draft]) -> list[Draft]:
    """Make a heading of the last line that numbers a part ("4.8 Undesirable effects"); those before it are undecided.

    "2.5 mg daily" begins with a dose, and a part with a capital.
    """
    parts = [at for at, d in enumerate(run) if PART.match(d.words)]
    if not parts:
        return run
    _promote(run[parts[-1]])
    return run[: parts[-1]]


PART = re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})*\.?\s+[A-Z][^.]*\Z")


def _promote_last(run: list[Draft]) -> None:
    """Make a heading of the last line, and of those above it that it belongs to."""
    _promote(run[-1])
    if len(run) == 2 or len(run) > 1 and run[-2].kind == "item":
        if run[-2].gap >= run[-1].gap and _stands_alone(run, len(run) - 2) and not is_frequency(run[-2].words):
            _promote(run[-2])  # a section and at once its first subsection
    for at in range(len(run) - 2, -1, -1):
        if not _follows(run[at], run[at + 1]):
            return
        _promote(run[at])  # "5" above "5.1", "5.1" above "5.2"


def _follows(above: Draft, draft: Draft) -> bool:
    """Whether a line is numbered as a part of the one above it, or beside it: 5.1 after 5, 5.2 after 5.1."""
    numbers = NUMBERED.match(above.words), NUMBERED.match(draft.words)
    if not numbers[0] or not numbers[1] or "." not in numbers[1][1]:
        return False
    parent = numbers[1][1].rpartition(".")[0]
    return parent in (numbers[0][1], numbers[0][1].rpartition(".")[0])


def _promote(draft: Draft) -> None:
    draft.kind = "heading"
    if draft.bullet[:1].isdigit():
        draft.depth, draft.marked = 2, True


def _stands_alone(run: list[Draft], at: int) -> bool:
    """Whether a numbered line is no entry of a numbered list: its number does not follow the one before it."""
    if run[at].kind != "item" or at == 0 or run[at - 1].kind != "item":
        return True
    return _number(run[at - 1]) + 1 != _number(run[at])


def _tight(run: list[Draft]) -> bool:
    """Whether the last line is set tight to the one above on a page that sets headings apart: an entry of a list."""
    return len(run) > 2 and not run[-1].gap and any(d.gap for d in run) and not NUMBERED.match(run[-1].words)


def _number(draft: Draft) -> int:
    digits = draft.bullet.strip("().")
    return int(digits) if digits.isascii() and digits.isdigit() else -9


def _find_lists(run: list[Draft]) -> None:
    """Lines set tight below a line that stands apart: a heading and the items of its list."""
    at = 0
    while at < len(run):
        end = at + 1
        if run[at].gap and run[at].kind == "paragraph":
            end = at + 2
            while end < len(run) and run[end].gap == 0 and run[end].kind == "paragraph":
                end += 1
            items = run[at + 1 : end]
            if len(items) >= SHORTEST_LIST and items[0].kind == "paragraph":
                run[at].kind = "heading"
                for draft in items:
                    draft.kind, draft.depth = "item", 1
            else:
                end = at + 1
        at = end


def heads(draft: Draft, after: Draft) -> bool:
    """Whether a title-like line heads what comes after it."""
    if after.kind == "cell" or is_frequency(draft.words) and after.kind == "item":
        return False
    if after.kind == "heading":
        return True
    last = after.words[-1]
    if draft.words[-1] == ":":
        return after.kind == "paragraph" and (
            draft.words.startswith(ASKING) or len(after.words) >= LONG and last in ".!?" or last == ":"
        )
    if after.kind == "item":
        return draft.gap > 0 or draft.bold
    if is_frequency(after.words):
        return True  # a part whose lists are parted by frequency
    if after.words[0].islower():
        return False
    if draft.words[-1] == "?" and last != "?":
        return True
    return len(after.words) >= LONG and len(after.words) > len(draft.words) or last in ".:?!"
