"""Items that lost their bullets, and inner lists that lost their indent."""

from __future__ import annotations

import re

from pipeline.read.drafts import Draft
from pipeline.read.titles import LONG, is_frequency, is_title

MOST = 400  # an item beyond this is running text
PARTS = re.compile(r"[,;:()]|\band\b|\bor\b")
LABEL = re.compile(
    r"(?:^|[\w)\].] )[A-Z][a-z]{2,20}(?: [a-z]{2,20}){0,7} (?:disorders?|reactions?|effects|infections|problems"
    r"|changes|symptoms): "
)
LABELLED = re.compile(r"[A-Z][^.:;]{1,45}: \S")
VERBS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|may|will|should|do|does|you|your|it|this|they|there|if|we)\b", re.IGNORECASE
)


TIGHT = re.compile(r"[-–•*](?=[^\W\d_])")


def find_tight_bullets(drafts: list[Draft]) -> None:
    """Turn lines that begin with a hyphen and no blank into items, where two or more follow one another."""
    at = 0
    while at < len(drafts):
        end = at
        while end < len(drafts) and drafts[end].kind == "paragraph" and TIGHT.match(drafts[end].words):
            end += 1
        for draft in drafts[at:end] if end - at > 1 else ():
            draft.kind, draft.depth, draft.bullet = "item", draft.depth + 1, draft.words[0]
            draft.start, draft.words = draft.start + 1, draft.words[1:]
        at = max(end, at + 1)


def find_items(drafts: list[Draft]) -> None:
    """Turn the short lines after an introduction into items.

    Three forms: lower-case lines after "... are:" or after a bare title; short lines
    without a full stop, or one that only enumerates, after "... :" or after a frequency.
    """
    at = 0
    while at < len(drafts):
        draft = drafts[at]
        at += 1
        if draft.label == "body" and draft.kind in ("paragraph", "heading", "item") and opens_list(draft):
            at += _take(draft, drafts, at)


def opens_list(draft: Draft) -> bool:
    """Whether lines after a block may be its list."""
    words = draft.words.rstrip("*_ ")
    if draft.kind == "item":
        return words.endswith(":")
    return words[-1:] in (":", ",") or is_frequency(words) or draft.kind == "paragraph" and is_title(draft)


def _take(intro: Draft, drafts: list[Draft], at: int) -> int:
    """Make items of the lines that belong to ``intro``; how many drafts were settled."""
    introduced = intro.words.rstrip("*_ ").endswith(":") or is_frequency(intro.words)
    run: list[Draft] = []
    for draft in (drafts[n] for n in range(at, len(drafts))):
        if draft.kind != "paragraph" or draft.label != "body" or not _item_like(draft, intro, introduced):
            break
        if intro.kind == "item" and draft.depth <= intro.depth:
            break  # not inside the item
        if len(run) > 1 and draft.gap > run[-1].gap == 0 and not draft.words[0].islower():
            break  # a blank line ends a list that stands tight
        run.append(draft)
    run = _without_heading(run, drafts[at + len(run)] if at + len(run) < len(drafts) else None)
    lower = bool(run) and run[0].words[0].islower()
    if intro.words[-1] == "," and (len(run) < 2 or not all(d.words[0].islower() for d in run)):
        return 0
    if not run or len(run) == 1 and not lower and not (introduced and _enumerates(run[0].words)):
        return 0
    if intro.kind == "heading" and not introduced and not all(d.words[0].islower() for d in run):
        return 0
    for draft in run:
        draft.kind, draft.depth = "item", intro.depth + 1 if intro.kind == "item" else 1
    return len(run)


def _labelled(draft: Draft, intro: Draft) -> bool:
    """Whether a paragraph such as "Name: what it does." is an entry of a list that a sentence introduces."""
    return len(draft.words) <= MOST and intro.words.count(" ") >= 4 and LABELLED.match(draft.words) is not None


def _item_like(draft: Draft, intro: Draft, introduced: bool) -> bool:
    words = draft.words
    if words[-1] == ":" or is_frequency(words):
        return False
    if words[0].islower():
        return len(words) <= MOST
    if not introduced:
        return False
    return len(words) <= LONG and words[-1] not in ".?!" or _enumerates(words) or _labelled(draft, intro)


def _enumerates(words: str) -> bool:
    """Whether a text only lists things: short parts between commas, hardly a verb.

    >>> _enumerates("Eyes: dry, red. Ears: deafness"), _enumerates("Only the first, they say, is a risk.")
    (True, False)
    """
    size = words.count(" ") + 1
    parts = len(PARTS.findall(words)) + 1
    return parts > 2 and size <= 5 * parts and len(VERBS.findall(words)) * 30 < size or len(LABEL.findall(words)) > 1


def _without_heading(run: list[Draft], after: Draft | None) -> list[Draft]:
    """Leave out a last short line that heads the long paragraph after it, if the blank lines say so."""
    if not run or after is None or after.kind != "paragraph" or len(after.words) < LONG or run[-1].words[0].islower():
        return run
    apart = len(run) == 1 or run[-1].gap > run[-2].gap
    return run[:-1] if apart and is_title(run[-1]) and not _enumerates(run[-1].words) else run


def nest_after_colons(drafts: list[Draft]) -> None:
    """Put items one deeper that follow an item ending in a colon at its own depth.

    Captures often lose the indent of an inner list. It ends where the items change their form
    (begin with a capital, end in a full stop) or one more ends in a colon.
    """
    for at, draft in enumerate(drafts):
        if draft.kind != "item" or draft.words[-1] != ":" or at + 1 >= len(drafts):
            continue
        first, before = drafts[at + 1], drafts[at - 1] if at else draft
        if first.kind != "item" or first.depth != draft.depth:
            continue
        if before.kind == "item" and before.depth == draft.depth and _form(before) == _form(first):
            continue
        for inner in (drafts[n] for n in range(at + 1, len(drafts))):
            if inner.kind != "item" or inner.depth < draft.depth or inner.words[-1] == ":":
                break
            if inner.depth == draft.depth and _form(inner) != _form(first):
                break
            inner.depth += 1


def _form(draft: Draft) -> tuple[bool, bool]:
    return draft.words[0].islower(), draft.words[-1] in ".;"
