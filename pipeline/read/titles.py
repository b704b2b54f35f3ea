"""Words that could be a title, and words that only say how often: by themselves, wherever they stand."""

from __future__ import annotations

import re

from pipeline.read.drafts import Draft

INNER_STOP = re.compile(r"(?<!\b[A-Za-z])(?<!\bvs)(?<!\bDr)(?<!\bSt)(?<!\d)[.!;]\s|[.!?]\s\S+\s\S")
NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})(?:\.?\s+(?=\S)|\.(?=[A-Z]))")
OPEN_WORDS = frozenset(  # no title ends with one of these
    "are is be were was of for to as following below such by in with at and or that include includes included "
    "including treat treats have has may can could cause causes from on the an if who which whose when than not "
    "because".split()
)
AIM = "To "  # "To prevent A" is an entry of a list
ASKING = ("What ", "How ", "Who ", "When ", "Which ")  # "What it is used for" is whole
FREQUENCY = re.compile(
    r"(?:(?:the )?(?:most |very |less |more |other |some |rare(?:ly)? but )?(?:(?:un)?common(?:ly)?|rare(?:ly)?"
    r"|(?:in)?frequent(?:ly)?|occasional(?:ly)?|serious|severe|mild|moderate)\b"
    r"|(?:(?:frequency|incidence) )?(?:not |un)(?:known|defined|reported)\b|in (?:more|less|fewer) than\b"
    r"|(?:up to|more than|less than|at least|between|[<>≥≤])? ?\d{1,3}(?:\.\d)?(?: ?(?:-|–|to) ?\d{1,3})? ?(?:%|in \d))"
)
FREQUENCY_DETAIL = re.compile(
    r"\b(?:affects?|occur(?:s|ring)?|(?:up to |than )?(?:\d{1,3}|one) (?:in|out of|of every) (?:every )?\d|\d ?%"
    r"|cannot be estimated)|[≥<] ?1/"
)
FREQUENCY_END = re.compile(
    r"\b(?:effects?|reactions?|events?|symptoms?|(?:un)?common|rare|rarely|known|(?:in)?frequent)[: ]*\Z"
)
CAPTION = re.compile(r"(?:Table|Figure|Fig\.?|Box) \d")
EMBLEM = re.compile(r"\A[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?\s*")  # a picture before the words
LONG = 60  # a line beyond this is rather text than a title
BRACKET = re.compile(r"\([^()]{0,100}\)")


def looks_like_title(words: str) -> bool:
    """Whether words could be a heading, by themselves.

    >>> [looks_like_title(w) for w in ("What are cytokines?", "Side effects", "It is rare.", "These are:", "fever")]
    [True, True, False, False, False]
    """
    if not 2 <= len(words) <= 110 or words[-1] in ",;:!…-–" or "http" in words:
        return False
    if CAPTION.match(words) or " · " in words or " | " in words or words.count(": ") > 1:
        return False  # a table's title, a row of links, a row of labels with their values
    label, colon, value = words.partition(": ")
    if colon and value and FREQUENCY.match(label.lower()):
        return False  # "Less common: fever, rash"
    count = words.count(" ") + 1
    if words[-1] == ".":
        return count > 3 and _capitalised(words)
    first = EMBLEM.sub("", words).lstrip("\"'“‘([¿")[:1]
    if first.islower() or not first.isalnum() or words.startswith(AIM):
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
    if not re.search(r"[a-z]", words):
        return True  # ">10%"
    bare = BRACKET.sub("", words)
    return bare.count(" ") < 4 and FREQUENCY_END.search(bare) is not None
