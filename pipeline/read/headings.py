"""Headings that no markup shows: lines that look like a title and stand where a title stands."""

from __future__ import annotations

import re

from pipeline.read.drafts import Draft

INNER_STOP = re.compile(r"(?<!\b[A-Za-z])(?<!\bvs)(?<!\bDr)(?<!\bSt)(?<!\d)[.!;]\s|[.!?]\s\S+\s\S")
NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=\S)")
OPEN_END = re.compile(
    r"\b(?:are|is|be|were|was|of|for|to|as|following|below|such|by|in|with|at|and|or|that|include[sd]?|including|treats?|have|has|may|can|could|causes?|from|on|the|a|an|if)\Z", re.I
)
FREQUENCY = re.compile(
    r"(?:(?:the )?(?:most |very |less |more |other |some |rare(?:ly)? but )?(?:common(?:ly)?|uncommon(?:ly)?|rare(?:ly)?|frequent(?:ly)?|infrequent(?:ly)?|occasional(?:ly)?|serious|severe|mild|moderate)\b"
    r"|(?:frequency )?(?:not |un)known\b|in (?:more|less|fewer) than\b|(?:up to|more than|less than|at least|between)? ?\d{1,3}(?:\.\d)? ?(?:%|in \d))",
    re.I,
)
FREQUENCY_DETAIL = re.compile(r"\b(?:affects?|occur(?:s|ring)?|(?:up to |than )?(?:\d{1,3}|one) (?:in|out of|of every) (?:every )?\d|\d ?%|cannot be estimated|≥|<\s?1/)", re.I)
LONG = 60


def looks_like_title(words: str) -> bool:
    """Whether words could be a heading, by themselves.

    >>> [looks_like_title(w) for w in ("What are cytokines?", "Side effects", "It is rare.", "These are:", "fever")]
    [True, True, False, False, False]
    """
    if not 2 <= len(words) <= 110 or words[-1] in ".,;:!…-–" or "http" in words or "@" in words:
        return False
    first = words.lstrip("\"'“‘([¿")[:1]
    if not (first.isupper() or first.isdigit() or first.isalpha() and not first.islower()):
        return False
    count = words.count(" ") + 1
    if count > 16 or OPEN_END.search(words):
        return False
    return not INNER_STOP.search(NUMBERED.sub("", words, count=1))


def is_frequency(words: str) -> bool:
    """Whether a line says no more than how often, or how badly: it heads the list after it.

    >>> is_frequency("Very common (may affect more than 1 in 10 people)"), is_frequency("Common cold")
    (True, False)
    """
    words = words.rstrip(":* ")
    if len(words) > 120 or not FREQUENCY.match(words):
        return False
    bare = re.sub(r"\([^()]{0,100}\)", "", words)
    return bool(FREQUENCY_DETAIL.search(words)) or bare.count(" ") < 4 and bool(
        re.search(r"\b(?:effects?|reactions?|events?|symptoms?|common|uncommon|rare|rarely|known|frequent)[:\s]*\Z", bare, re.I)
    )


def find_headings(drafts: list[Draft], marked: bool) -> None:
    """Turn paragraphs that stand where a heading stands into headings, and title-like opening lines into navigation."""
    body = [d for d in drafts if d.label == "body"]
    shorts = [d.kind == "paragraph" and not d.marked and looks_like_title(d.words) for d in body]
    seen: dict[str, int] = {}
    for draft, short in zip(body, shorts, strict=True):
        if short:
            seen[draft.words] = seen.get(draft.words, 0) + 1
    at = 0
    while at < len(body):
        if not shorts[at]:
            at += 1
            continue
        end = at
        while end < len(body) and shorts[end]:
            end += 1
        run, after = body[at:end], body[end] if end < len(body) else None
        _decide_run(run, after, opening=at == 0, marked=marked, seen=seen)
        at = end


def _decide_run(run: list[Draft], after: Draft | None, opening: bool, marked: bool, seen: dict[str, int]) -> None:
    """Lines that look like titles, one after the other: which of them are."""
    if after is None or after.kind == "cell":
        return
    repeated = [d for d in run if seen[d.words] > 1] if opening else []
    if repeated and after.kind != "heading":
        _title(run, repeated)
        run = run[run.index(repeated[-1]) + 1 :]
    elif opening and not marked and len(run) > 1 and not _heads(run[-1], after):
        return
    if not run or not _heads(run[-1], after) or marked and not (run[-1].depth == 7 or run[-1].words.startswith(">")):
        return
    if opening and not marked and not repeated:
        _title(run, run[-1:])
        return
    last = run[-1]
    last.kind = "heading"
    if len(run) == 2 and not marked and run[0].gap >= last.gap:
        run[0].kind = "heading"  # a section and at once its first subsection


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
    if after.kind == "item":
        return draft.gap > 0 or draft.depth == 7
    if after.words[:1].islower():
        return False
    return len(after.words) >= LONG and len(after.words) > len(draft.words) or after.words[-1:] in ".:?!"
