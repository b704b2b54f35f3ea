"""Words: of a stretch of text, before a name, and the stock of patterns that several rules share."""

from __future__ import annotations

import re

from pipeline.records import Mention

from .units import Text, Unit


def words_between(text: Text, low: int, high: int) -> list[str]:
    return words_in(text.text[low:high])


def words_in(words: str) -> list[str]:
    return re.findall(r"[\w'’-]+", words)


PEOPLE = r"(?:adults|children|men|participants|patients|people|subjects|those|women)"
HAVING = r"with|who\s+have|(?:who\s+)?suffer(?:ing)?\s+from|diagnosed\s+with"
WHO_HAVE = rf"(?:{HAVING})"  # right behind PEOPLE, and before what they have
DESCRIBED = r"(?:[\w-]+\s+){0,2}"  # words that describe the name behind them
IN_PEOPLE = rf"\bin\s+{DESCRIBED}{PEOPLE}\s+{WHO_HAVE}\s+{DESCRIBED}\Z"  # right before what they have
FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|can|may|might|will|should)\b")
STOP = re.compile(
    r"[,;:.()\[\]/–—•]|-\s|[ \t]{2,}|\s\d[\d.,]*%?\s"
    r"|\b(?:and|or|but|nor|than|also|as|with|by|to|in|of|from|for|such|like"
    r"|include|includes|including|can|may|might|will|is|are|be)\b",
    re.I,
)
NEAR = 40  # characters in which the last stop before a name stands as a rule
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def leftover(text: Text, unit: Unit, mention: Mention, unknown: tuple[str, ...] = ("condition", "event")) -> str:
    """The content word right before a name, unless the vocabulary calls it neutral: "hay" in "hay fever"."""
    before = text.text[unit.start : mention.start]
    stops = list(STOP.finditer(before, max(len(before) - NEAR, 0))) or list(STOP.finditer(before))
    tail = before[stops[-1].end() :] if stops else before
    words = list(WORD.finditer(tail))
    if not words:
        return ""
    at = mention.start - len(tail) + words[-1].start()
    known = (m for kind, ms in unit.mentions.items() if kind not in unknown for m in ms)
    return "" if any(m.start <= at < m.end for m in known) else words[-1][0]
