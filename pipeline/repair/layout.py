"""Words and sentences that ran together or were torn apart when the page was taken down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.records import Repair, Vocabulary

from .rules import Rule, Scene

COMMA_BREAK = re.compile(r",(?P<spot>[^\S\n]*\n[^\S\n]*\n\s*)(?=[\w(])")
OPEN_WORD = "a|an|and|are|by|can|from|in|is|may|of|or|that|the|to|which|who|with"  # no sentence ends in one of these
WORD_BREAK = re.compile(rf" (?:{OPEN_WORD})(?P<spot>[^\S\n]*\n[^\S\n]*\n\s*)(?=[a-z])")
DIVIDED = re.compile(r"\b([A-Za-z][a-z]+)(?P<spot>-[^\S\n]*\n[^\S\n]*)([a-z]{2,})\b")
TAIL = re.compile("and|are|for|from|of|the|that|with")
TAILED = re.compile(r" ([a-z]{6,}+)(?<=[dehmfrt])(?<=and|are|for|rom|[a-z]of|the|hat|ith)(?![\w./@=&-])")
HEAD = 4  # letters before such a tail
SHORT = 8  # words; lines of a list or an address are shorter
CAMEL = re.compile(r"([A-Z]?[a-z]{3,})([A-Z][a-z]{3,})")
JOINED = re.compile(r" (the)([a-z]{5,})(?![\w./@=&-])")
ALONE = re.compile(r"[\w./@=&?#-]")  # what touches one of these is part of an address
WORD, COMMON = 3.0, 4.0  # on the Zipf scale: in any dictionary; known to every reader


def broken_sentences(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """A paragraph that ends in the middle of a sentence which the next one ends: the break between is an accident."""
    breaks = [found.span("spot") for kind in (COMMA_BREAK, WORD_BREAK) for found in kind.finditer(scene.text)]
    torn: set[tuple[int, int]] = set()
    while more := {span for span in breaks if span not in torn and _torn(scene.text, span, torn)}:
        torn |= more  # a mended line may be the running text that the break beside it lacked
    for start, end in sorted(torn):
        yield rule.mark(scene.text, start, end, " ", "the line before ends within a sentence, this one ends it")


GLUED = re.compile(r"(?<=[a-z][.!?])(?=[A-Z])")  # "one.Two": two words, whether that is mended yet or not


def _torn(text: str, span: tuple[int, int], torn: set[tuple[int, int]]) -> bool:
    """Whether there is running text on both sides, read across breaks that are mended already."""
    low, high = span
    start, stop = _line_start(text, low), _line_end(text, high)
    while earlier := next((a for a, b in torn if b == start), None):
        start = _line_start(text, earlier)
    while later := next((b for a, b in torn if a == stop), None):
        stop = _line_end(text, later)
    before, after = (GLUED.sub(" ", part).split() for part in (text[start:low], text[high:stop]))
    return len(before) >= SHORT and len(after) >= SHORT and after[-1][-1] in ".!?"


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    stop = text.find("\n", at)
    stop = len(text) if stop < 0 else stop
    return at + len(text[at:stop].rstrip())


def divided_words(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """A hyphen at the end of a line within a word of the dictionary or the vocabulary, rarer halves on its sides."""
    for found in DIVIDED.finditer(scene.text):
        whole = found[1] + found[3]
        known = _zipf(whole) >= WORD or _named(whole.lower(), scene.vocabulary)
        if known and min(_zipf(found[1]), _zipf(found[3])) < _zipf(whole):
            yield rule.mark(scene.text, *found.span("spot"), "", f"“{whole}” is a word")


def glued_words(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """Two words written as one that no dictionary has; asked, because names are made that way too."""
    for first, second, at, least in [*_camels(scene), *_joined(scene), *_trailing(scene)]:
        whole = first + second
        if _zipf(whole, "small") or min(_zipf(first), _zipf(second)) < least or _zipf(whole):
            continue
        if not _named(whole.lower(), scene.vocabulary):
            yield rule.mark(scene.text, at, at, " ", f"“{first}” and “{second}” are words, together they are none")


def _camels(scene: Scene) -> Iterator[tuple[str, str, int, float]]:
    """Words with a capital in the middle, found by their shape."""
    text = scene.text
    for found in re.finditer("aaaAaaaa", scene.shape):
        start, end = found.span()
        while start and text[start - 1].isalpha():
            start -= 1
        while end < len(text) and text[end].isalpha():
            end += 1
        word = CAMEL.fullmatch(text, start, end)
        if word and not ALONE.match(text[start - 1 : start]) and not ALONE.match(text[end : end + 1]):
            yield word[1], word[2], word.start(2), WORD


def _joined(scene: Scene) -> Iterator[tuple[str, str, int, float]]:
    return ((found[1], found[2], found.start(2), COMMON) for found in JOINED.finditer(scene.text))


def _trailing(scene: Scene) -> Iterator[tuple[str, str, int, float]]:
    """A small word at the end of another: "melanomaand"."""
    for found in TAILED.finditer(scene.text):
        for length in (2, 3, 4):
            first, tail = found[1][:-length], found[1][-length:]
            if len(first) >= HEAD and TAIL.fullmatch(tail):
                yield first, tail, found.end(1) - length, WORD


@lru_cache(maxsize=20_000)
def _zipf(word: str, wordlist: str = "best") -> float:
    from wordfreq import zipf_frequency  # loaded only for a page that has a candidate

    return zipf_frequency(word.lower(), "en", wordlist=wordlist)


def _named(word: str, vocabulary: Vocabulary) -> bool:
    return any(word in name.name.lower().split() for name in vocabulary.names)
