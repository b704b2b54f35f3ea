"""Tables whose cells lost their row: a name on one line, each of its figures on a line of its own."""

from __future__ import annotations

import re

from pipeline.read.drafts import Draft
from pipeline.read.tables import link

NUMBER = r"[<>≤≥~]?\s?\d[\d.,]*\s?%?"
FIGURE = re.compile(rf"(?:{NUMBER}(?:\s?/\s?\d+)?(?:\s?\(\s?{NUMBER}\s?\))?|[-–—]|NR|NA)\Z")
SIZE = re.compile(r"\(\s?[nN]\s?=\s?\d[\d,]*\s?\)\Z")
LONGEST_NAME = 60
LEAST_ROWS = 3
MOST_COLUMNS = 8


def find_stacks(drafts: list[Draft]) -> list[Draft]:
    """The drafts with the cells of stacked tables tied into rows and columns.

    >>> lines = ["Event", "Drug", "Placebo", "Fever", "26%", "4%", "Rash", "9%", "2%", "Cough", "5%", "5%"]
    >>> found = find_stacks([Draft(n, n, "paragraph", words=words) for n, words in enumerate(lines)])
    >>> [(d.words, d.head.words) for d in found if d.row and d.row.words == "Rash" and d.head]
    [('Rash', 'Event'), ('9%', 'Drug'), ('2%', 'Placebo')]
    """
    made: list[Draft] = []
    at = 0
    while at < len(drafts):
        width = _width(drafts, at)
        count = _count(drafts, at, width) if width else 0
        if count < LEAST_ROWS:
            made.append(drafts[at])
            at += 1
            continue
        rows = [drafts[n : n + width + 1] for n in range(at, at + count * (width + 1), width + 1)]
        heads = _heads(made, width)
        del made[len(made) - sum(len(parts) for parts in heads) :]
        made += link([[(n, [d]) for n, d in enumerate(row)] for row in [*_header(heads), *rows]], bool(heads))
        at += count * (width + 1)
    return made


def _width(drafts: list[Draft], at: int) -> int:
    """How many figures follow a name; 0 where none do."""
    if not _is_name(drafts[at]):
        return 0
    end = at + 1
    while end < len(drafts) and end - at <= MOST_COLUMNS and _is_figure(drafts[end]):
        end += 1
    return end - at - 1


def _count(drafts: list[Draft], at: int, width: int) -> int:
    """How many rows of that many figures stand one after the other."""
    count = 0
    while at < len(drafts) and _width(drafts, at) == width:
        count, at = count + 1, at + width + 1
    return count


def _heads(made: list[Draft], width: int) -> list[list[Draft]]:
    """The drafts right before the rows that name the columns, each with the size of its group if that stands alone."""
    heads: list[list[Draft]] = []
    for draft in reversed(made):
        if len(heads) > width or draft.kind != "paragraph" or draft.label != "body":
            break
        if heads and SIZE.match(heads[0][0].words) and _is_name(draft):
            heads[0].insert(0, draft)
        elif SIZE.match(draft.words) or _is_name(draft):
            heads.insert(0, [draft])
        else:
            break
    return heads if len(heads) == width + 1 else []


def _header(heads: list[list[Draft]]) -> list[list[Draft]]:
    """The row of headers, each a block."""
    for first, *rest in heads:
        for draft in rest:
            first.end, first.words = draft.end, f"{first.words} {draft.words}"
    return [[first for first, *_ in heads]] if heads else []


def _is_name(draft: Draft) -> bool:
    words = draft.words
    return (
        draft.kind == "paragraph"
        and draft.label == "body"
        and len(words) <= LONGEST_NAME
        and words[-1] not in ".:;,"
        and any(map(str.isalpha, words))
        and not FIGURE.match(words)
        and not SIZE.match(words)
    )


def _is_figure(draft: Draft) -> bool:
    return draft.kind == "paragraph" and FIGURE.match(draft.words) is not None
