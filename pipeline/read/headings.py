"""Headings that no markup shows: lines that look like a title and stand where a title stands."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.read.drafts import Draft

INNER_STOP = re.compile(r"(?<!\b[A-Za-z])(?<!\bvs)(?<!\bDr)(?<!\bSt)(?<!\d)[.!;]\s|[.!?]\s\S+\s\S")
NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=\S)")
OPEN_WORDS = frozenset(  # no title ends with one of these
    "are is be were was of for to as following below such by in with at and or that include includes included "
    "including treat treats "
    "have has may can could cause causes from on the an if who which whose when than not because".split()
)
ASKING = ("What ", "How ", "Who ", "When ", "Which ")  # "What it is used for" is whole
FREQUENCY = re.compile(
    r"(?:(?:the )?(?:most |very |less |more |other |some |rare(?:ly)? but )?(?:(?:un)?common(?:ly)?|rare(?:ly)?"
    r"|(?:in)?frequent(?:ly)?"
    r"|occasional(?:ly)?|serious|severe|mild|moderate)\b|(?:frequency )?(?:not |un)known\b|in (?:more|less|fewer) "
    r"than\b"
    r"|(?:up to|more than|less than|at least|between)? ?\d{1,3}(?:\.\d)? ?(?:%|in \d))"
)
FREQUENCY_DETAIL = re.compile(
    r"\b(?:affects?|occur(?:s|ring)?|(?:up to |than )?(?:\d{1,3}|one) (?:in|out of|of every) (?:every )?\d|\d ?%"
    r"|cannot be estimated)"
    r"|[≥<] ?1/"
)
FREQUENCY_END = re.compile(
    r"\b(?:effects?|reactions?|events?|symptoms?|(?:un)?common|rare|rarely|known|(?:in)?frequent)[: ]*\Z"
)
BRACKET = re.compile(r"\([^()]{0,100}\)")
WORD = re.compile(r"[^\W\d_]{3,40}")
GENERAL = frozenset(
    "the and for with from your you what how when why who are can does their its this that about into other side "
    "effect effects "
    "treatment treatments therapy therapies patient patients drug drugs medicine medicines information general "
    "overview introduction "
    "use uses used using types type cancer cancers disease diseases package leaflet user page guide complete "
    "understanding "
    "everything need know".split()
)
LONG = 60
MOST_OPENING = 12  # lines above a page's text among which its title is looked for


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
    if count > 16 or words[words.rfind(" ") + 1 :].lower() in OPEN_WORDS and not words.startswith(ASKING):
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


def find_headings(drafts: list[Draft], text: str, marked: bool) -> None:
    """Turn paragraphs that stand where a heading stands into headings, and title-like opening lines into navigation.

    ``marked``: the page marks its headings, so that only bold lines and the like can be further ones.
    """
    body = [d for d in drafts if d.label == "body"]
    titled = any(d.kind == "heading" and d.depth == 1 for d in drafts)
    shorts = [_short(d, marked) for d in body]
    if marked and not titled and body and body[0].kind == "paragraph":
        shorts[0] = is_title(body[0])  # a page may mark its sections and not its title
    counts = Counter(d.words for d, short in zip(body, shorts, strict=True) if short)
    at = 0
    while at < len(body):
        end = at
        while (
            end < len(body)
            and shorts[end]
            and not (end > at and body[end].kind == "item" and body[end - 1].kind != "item")
        ):
            end += 1
        if end > at and end < len(body) and body[end].kind != "cell":
            _decide(body[at:end], body[end], text if at == 0 and not titled else "", counts)
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


def _decide(run: list[Draft], after: Draft, text: str, counts: Counter[str]) -> None:
    """Lines that look like titles, one after the other: which of them are.

    ``text`` is the page's text for the lines that open it, else empty.
    """
    opening = bool(text)
    repeated = [d for d in run if counts[d.words] > 1] if opening else []
    last = run[-1]
    if repeated and after.kind != "heading":
        _title(run, repeated)
        run = run[run.index(repeated[-1]) + 1 :]
    elif opening and _heads(last, after):
        title = _likeliest(run, text)
        _title(run, [title])
        run = run[run.index(title) + 1 :]
    if not run or not _heads(last, after) or last.kind == "item" and not _may_head(run, -1):
        return
    _promote(last)
    above = run[-2] if len(run) > 1 else last
    if above is not last and (len(run) == 2 or above.kind == "item") and above.gap >= last.gap and _may_head(run, -2):
        _promote(above)  # a section and at once its first subsection


def _promote(draft: Draft) -> None:
    draft.kind = "heading"
    if draft.bullet[:1].isdigit():
        draft.depth, draft.marked = 2, True


def _may_head(run: list[Draft], at: int) -> bool:
    """Whether a line of a run is no frequency and, if it is numbered, no entry of a numbered list."""
    draft, before = run[at], run[at - 1] if len(run) > -at else None
    if draft.kind == "paragraph":
        return not is_frequency(draft.words)
    return before is None or before.kind != "item" or _number(before) + 1 != _number(draft)


def _number(draft: Draft) -> int:
    digits = draft.bullet.strip("().")
    return int(digits) if digits.isascii() and digits.isdigit() else -9


def _title(run: list[Draft], titles: list[Draft]) -> None:
    for draft in run[: run.index(titles[0])]:
        draft.label = "navigation"  # what stands above the title of a page is its menu
    for draft in titles:
        draft.kind, draft.depth = "heading", 1


def _likeliest(run: list[Draft], text: str) -> Draft:
    """The line that the page is about: the one with the word that the page uses most; the last, if none stands out."""
    low = text.lower()
    best, most = run[-1], max(2, _use(run[-1], low))
    for draft in reversed(run[-MOST_OPENING:]):
        if _use(draft, low) > most:
            best, most = draft, _use(draft, low)
    return best


def _use(draft: Draft, low: str) -> int:
    words = (w.rstrip("s") for w in WORD.findall(draft.words.lower()) if w not in GENERAL)
    return max(map(low.count, words), default=0)


def _heads(draft: Draft, after: Draft) -> bool:
    """Whether a title-like line heads what comes after it."""
    if is_frequency(draft.words) and after.kind == "item":
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
