"""A paraphrasing machine of our own, seeded, and another edition to set beside its work.

Its synonyms stand in no rule. It also touches numbers and drops negations. The
edition that the repair is given has a third of the sentences missing, another
order, and a tenth of the sentences reworded with other synonyms.
"""

from __future__ import annotations

import csv
import random
import re
from dataclasses import dataclass
from pathlib import Path


# word: (what the spinner writes, what an editor writes in another edition)
def synonyms(name: str) -> dict[str, tuple[str, str]]:
    """word: (what the spinner writes instead, separated by spaces; what an editor writes in another edition)."""
    with (Path(__file__).parent / "texts" / f"synonyms_{name}.csv").open(newline="", encoding="utf-8") as file:
        return {row["word"]: (row["spinner"], row["editor"]) for row in csv.DictReader(file)}


ODD, PLAIN = synonyms("odd"), synonyms("plain")  # a thesaurus' far-fetched words; words that any author might use
NUMBERS = {"two": "three", "three": "several", "five": "six", "nine": "ten", "seven": "eight"}
TOKEN = re.compile(r"[A-Za-z]+(?:-[A-Za-z0-9]+)*|\d+|[^A-Za-z\d]+")
SENTENCE = re.compile(r"[^\n.!?]+[.!?]?")


@dataclass(frozen=True)
class Swap:
    """Spun words at an offset of the spun text, the words they replaced, and what sort they are."""

    start: int
    end: int
    spun: str
    original: str
    sort: str  # word | number | negation


def spin(text: str, seed: int, rate: float = 0.6, words=ODD) -> tuple[str, list[Swap]]:
    """The text in a paraphraser's words, and every exchange."""
    draw, parts, swaps, at = random.Random(seed), [], [], 0
    for token in TOKEN.findall(text):
        new, sort = _exchange(token, draw, rate, words)
        if new != token:
            swaps.append(Swap(at, at + len(new), new, token, sort))
        parts.append(new)
        at += len(new)
    return "".join(parts), swaps


def _exchange(token: str, draw: random.Random, rate: float, words) -> tuple[str, str]:
    low = token.lower()
    if low in words and draw.random() < rate:
        return _like(draw.choice(words[low][0].split()), token), "word"
    if low in NUMBERS and draw.random() < 0.3:
        return _like(NUMBERS[low], token), "number"
    if token.isdigit() and draw.random() < 0.2:
        return str(int(token) + 1), "number"
    if low == "not" and draw.random() < 0.4:
        return "also", "negation"
    return token, ""


def _like(word: str, model: str) -> str:
    return word.capitalize() if model[:1].isupper() else word


def edition(text: str, seed: int, words=ODD) -> str:
    """Another edition: a third of the sentences missing, paragraphs in another order, a tenth reworded."""
    draw, paragraphs = random.Random(seed), []
    for line in text.split("\n"):
        kept = [s.strip() for s in SENTENCE.findall(line) if s.strip() and draw.random() > 1 / 3]
        paragraphs.append(" ".join(_reworded(s, draw, words) if draw.random() < 0.1 else s for s in kept))
    paragraphs = [p for p in paragraphs if p]
    draw.shuffle(paragraphs)
    return "\n\n".join(paragraphs)


def _reworded(sentence: str, draw: random.Random, words) -> str:
    def other(token: str) -> str:
        known = words.get(token.lower())
        return _like(known[1], token) if known and draw.random() < 0.7 else token

    return "".join(other(token) for token in TOKEN.findall(sentence))
