"""Folding: the key under which spellings of one name meet.

Case, accents, hyphens, British and American spelling, plural, Greek letters and
trade marks are folded; the text itself is never rewritten. A name and a text are
cut into the same tokens, so that "IL2", "IL-2" and "il 2" share a key.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# A run of Latin letters, one Greek letter, a number, or any other visible character.
TOKEN = re.compile(r"[A-Za-zÀ-ʯ]+|[Α-Ωα-ω]|\d+(?:[.,]\d+)*|\S")
# Joins words, or marks a brand, emphasis, a link or a quotation: never part of a key.
SKIPPED = frozenset('\\-‐‑\u00ad®™©*_[]“”"')
DASHES = frozenset("–—−")  # a hyphen when it stands between two characters without space
APOSTROPHES = frozenset("'’ʼ`´")
MARKED = frozenset((*APOSTROPHES, "\\'"))  # before a possessive s; the last as in source code
LOST = frozenset("?\ufffd")  # what a converter may leave of an apostrophe: "Hodgkin?s", "Hodgkin s"

GREEK = {c: unicodedata.name(c).split()[3].lower() for c in "αβγδεζηθικλμνξοπρστυφχψω"} | {"λ": "lambda"}
SPELLINGS = (  # British -> American, inside a word; source: common knowledge of the two orthographies
    ("aemi", "emi"), ("haem", "hem"), ("oedem", "edem"), ("oesoph", "esoph"), ("rrhoe", "rrhe"), ("leuco", "leuko"),
    ("leucae", "leuke"), ("leukae", "leuke"), ("tumour", "tumor"), ("colour", "color"), ("behaviour", "behavior"),
    ("isation", "ization"),
    ("ilise", "ilize"), ("ilisi", "ilizi"), ("anise", "anize"), ("orise", "orize"), ("imise", "imize"),
    ("anaes", "anes"), ("paraes", "pares"), ("faec", "fec"), ("foet", "fet"), ("paed", "ped"), ("gynaec", "gynec"),
    ("caemia", "cemia"), ("kalaem", "kalem"), ("natraem", "natrem"), ("ischaem", "ischem"), ("septicaem", "septicem"),
    ("dyspnoe", "dyspne"), ("apnoe", "apne"), ("uraem", "urem"), ("orthopaed", "orthoped"), ("sulph", "sulf"),
    ("fibre", "fiber"), ("litre", "liter"), ("centre", "center"), ("coeliac", "celiac"), ("defence", "defense"),
)  # fmt: skip
SAME = {"alfa": "alpha", "alfas": "alpha", "alphas": "alpha"}


def fold_token(token: str) -> str:
    """The key of one token.

    >>> [fold_token(t) for t in ("Colours", "alfa", "β", "Therapies", "2b", "virus")]
    ['color', 'alpha', 'beta', 'therapy', '2b', 'virus']
    """
    low = token.casefold()
    if low in GREEK:
        return GREEK[low]
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    for british, american in SPELLINGS:
        if british in low:
            low = low.replace(british, american)
    return SAME.get(low) or singular(low)


def singular(word: str) -> str:
    """The singular of an English noun as far as a key needs it; both sides of a look-up go through here."""
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=200_000)
def fold_word(word: str) -> str:
    """The key of what TOKEN finds; empty for what is never part of one: hyphens, marks, apostrophes, lone accents."""
    return "" if word in SKIPPED or word in APOSTROPHES else fold_token(word)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[tuple[str, int, int]]:
    """The folded tokens of ``text[start:end]`` with their offsets; hyphens, marks and possessive s are passed over.

    >>> [t[0] for t in tokens("the doctor's note (IL-2®)")]
    ['the', 'doctor', 'note', '(', 'il', '2', ')']
    """
    found: list[tuple[str, int, int]] = []
    end = len(text) if end is None else end
    for match in TOKEN.finditer(text, start, end):
        word, at = match[0], match.start()
        key = fold_word(word)
        if not key or (word in DASHES and _joins(text, at)):
            continue
        if word in LOST and text[at + 1 : at + 2] == "s" and _joins(text, at):
            continue
        if found and _is_possessive(text, word, at, found[-1][2]):
            continue
        found.append((key, at, match.end()))
    return found


def _is_possessive(text: str, word: str, at: int, end: int) -> bool:
    """Whether a token is the s of "Hodgkin's", or what is left of it: "Hodgkin s", "Hodgkin?s"; ``end`` of the word."""
    marked = word in ("s", "S") and text[end:at] in MARKED
    return marked or word == "s" and at == end + 1 and (text[end] == " " or text[end] in LOST)


def _joins(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and not text[at - 1].isspace() and not text[at + 1].isspace()


def fold_key(name: str) -> str:
    """The key of a whole name.

    >>> fold_key("IFN-α") == fold_key("ifn alpha"), fold_key("the odd colours")
    (True, 'the odd color')
    """
    return " ".join(token for token, _, _ in tokens(name))
