"""Headings that no markup shows: lines that look like a title and stand where a title stands."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.read.drafts import Draft

INNER_STOP = re.compile(r"(?<!\b[A-Za-z])(?<!\bvs)(?<!\bDr)(?<!\bSt)(?<!\d)[.!;]\s|[.!?]\s\S+\s\S")
NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=\S)")
OPEN_WORDS = frozenset(  # no title ends with one of these
    "are is be were was of for to as following below such by in with at and or that include includes included including treat treats "
    "have has may can could cause causes from on the an if who which whose when than not because".split()
)
FREQUENCY = re.compile(
    r"(?:(?:the )?(?:most |very |less |more |other |some |rare(?:ly)? but )?(?:(?:un)?common(?:ly)?|rare(?:ly)?|(?:in)?frequent(?:ly)?"
    r"|occasional(?:ly)?|serious|severe|mild|moderate)\b|(?:frequency )?(?:not |un)known\b|in (?:more|less|fewer) than\b"
    r"|(?:up to|more than|less than|at least|between)? ?\d{1,3}(?:\.\d)? ?(?:%|in \d))"
)
FREQUENCY_DETAIL = re.compile(
    r"\b(?:affects?|occur(?:s|ring)?|(?:up to |than )?(?:\d{1,3}|one) (?:in|out of|of every) (?:every )?\d|\d ?%|cannot be estimated)"
    r"|[≥<] ?1/"
)
FREQUENCY_END = re.compile(r"\b(?:effects?|reactions?|events?|symptoms?|(?:un)?common|rare|rarely|known|(?:in)?frequent)[: ]*\Z")
BRACKET = re.compile(r"\([^()]{0,100}\)")
LONG = 60


def looks_like_title(words: str) -> bool:
    """Whether words could be a heading, by themselves.

    >>> [looks_like_title(w) for w in ("What are cytokines?", "Side effects", "It is rare.", "These are:", "fever")]
    [True, True, False, False, False]
    """
    if not 2 <= len(words) <= 110 or words[-1] in ",;:!…-–" or "http" in words:
        return False
    count = words.count(" ") + 1
    if words[-1] == ".":
        return count > 3 and _capitalised(words)
    first = words.lstrip("\"'“‘([¿")[:1]
    if first.islower() or not first.isalnum():
        return False
    if count > 16 or words[words.rfind(" ") + 1 :].lower() in OPEN_WORDS:
        return False
    if ". " not in words and "? " not in words and "! " not in words and "; " not in words:
        return True
    return not INNER_STOP.search(NUMBERED.sub("", words, count=1))


def is_title(draft: Draft) -> bool:
    """The same for a draft, remembered: several passes ask."""
    if draft.title is None:
        draft.title = looks_like_title(draft.words)
    return draft.title


def _capitalised(words: str) -> bool:
    """Whether nearly every longer word begins with a capital: the way of titles, even before a full stop."""
    long = [w for w in words.split() if len(w) > 4]
    return len(long) > 2 and sum(w.lstrip("([\"'“‘")[:1].isupper() or ")" in w for w in long) * 10 >= len(long) * 8


def is_frequency(words: str) -> bool:
    """Whether a line says no more than how often, or how badly: it heads the list after it.

    >>> is_frequency("Very common (may affect more than 1 in 10 people)"), is_frequency("Common cold")
    (True, False)
    """
    if len(words) > 120:
        return False
    words = words.rstrip(":* ").lower()
    if not FREQUENCY.match(words):
        return False
    if FREQUENCY_DETAIL.search(words):
        return True
    bare = BRACKET.sub("", words)
    return bare.count(" ") < 4 and FREQUENCY_END.search(bare) is not None


def find_headings(drafts: list[Draft], marked: bool) -> None:
    """Turn paragraphs that stand where a heading stands into headings, and title-like opening lines into navigation.

    ``marked``: the page marks its headings, so that only bold lines and the like can be further ones.
    """
    body = [d for d in drafts if d.label == "body"]
    shorts = [_short(d, marked) for d in body]
    counts = Counter(d.words for d, short in zip(body, shorts, strict=True) if short)
    at = 0
    while at < len(body):
        end = at
        while end < len(body) and shorts[end]:
            end += 1
        if end > at and end < len(body) and body[end].kind != "cell":
            _decide(body[at:end], body[end], opening=at == 0 and not marked, counts=counts)
        at = max(end, at + 1)


def _short(draft: Draft, marked: bool) -> bool:
    """Whether a draft may be a heading that no markup shows."""
    if draft.kind == "item":
        return draft.bullet[:1].isdigit() and not marked and is_title(draft)
    if draft.kind != "paragraph" or marked and not draft.bold:
        return False
    return is_title(draft) or draft.words[-1] == ":" and _names_section(draft)


def _names_section(draft: Draft) -> bool:
    """Whether a draft is a short title with a colon after it, such as "Possible side effects:"."""
    words = draft.words
    return words.count(" ") < (10 if draft.bold else 5) and looks_like_title(words.rstrip(": "))


def _decide(run: list[Draft], after: Draft, opening: bool, counts: Counter[str]) -> None:
    """Lines that look like titles, one after the other: which of them are."""
    repeated = [d for d in run if counts[d.words] > 1] if opening else []
    last = run[-1]
    if repeated and after.kind != "heading":
        _title(run, repeated)
        run = run[run.index(repeated[-1]) + 1 :]
    elif opening and _heads(last, after) and (len(after.words) >= LONG or after.kind != "paragraph"):
        _title(run, [last])
        return
    if not run or not _heads(last, after):
        return
    if last.kind == "item" and not _lone_number(last, run, after):
        return
    _promote(last)
    if len(run) == 2 and run[0].gap >= last.gap and run[0].kind == "paragraph" and not is_frequency(run[0].words):
        _promote(run[0])  # a section and at once its first subsection


def _promote(draft: Draft) -> None:
    draft.kind = "heading"
    if draft.bullet[:1].isdigit():
        draft.depth, draft.marked = 2, True


def _lone_number(draft: Draft, run: list[Draft], after: Draft) -> bool:
    """Whether a numbered title is no entry of a list: nothing numbered beside it."""
    return after.kind != "item" and len(run) == 1 or after.kind == "item" and not after.bullet[:1].isdigit() and len(run) == 1


def _title(run: list[Draft], titles: list[Draft]) -> None:
    for draft in run[: run.index(titles[0])]:
        draft.label = "navigation"  # what stands above the title of a page is its menu
    for draft in titles:
        draft.kind, draft.depth = "heading", 1


def _heads(draft: Draft, after: Draft) -> bool:
    """Whether a title-like line heads what comes after it."""
    if is_frequency(draft.words):
        return False
    if after.kind == "heading":
        return True
    if draft.words[-1] == ":":
        return after.kind == "paragraph" and len(after.words) >= LONG and after.words[-1] in ".!?"
    if after.kind == "item":
        return draft.gap > 0 or draft.bold
    if after.words[:1].islower():
        return False
    return len(after.words) >= LONG and len(after.words) > len(draft.words) or after.words[-1] in ".:?!"
