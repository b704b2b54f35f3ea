"""The numbers and units in the wording of a schedule, so that words need not agree."""

from __future__ import annotations

import re

NUMBERS = {
    word: value
    for value, words in enumerate(
        "zero|one single once|two twice double|three thrice|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
        "fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty".split("|")
    )
    for word in words.split()
}
UNITS = {
    "time": "time times once twice thrice",
    "dose": "dose doses",
    "hour": "hour hours hourly h hr hrs",
    "day": "day days daily d",
    "week": "week weeks weekly wk wks",
    "month": "month months monthly",
    "year": "year years yearly annually",
    "minute": "minute minutes min",
    "g": "g gram grams",
    "mg": "mg milligram milligrams",
    "mcg": "mcg µg μg microgram micrograms",
    "kg": "kg kilogram kilograms",
    "iu": "iu unit units",
    "miu": "miu",
    "million": "million",
    "m2": "m2 m²",
    "ml": "ml",
}
UNIT = {word: unit for unit, words in UNITS.items() for word in words.split()}
TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:2|²)?")


def quantities(words: str) -> tuple[frozenset[float], frozenset[str]]:
    """The set of numbers and the set of units in a wording; ordinals are words, "once" is one time.

    >>> quantities("3-doses-per-day-for-5-days") == quantities("three doses a day for five days")
    True
    >>> quantities("twice a week") == quantities("2 times per week")
    True
    """
    numbers, units = set(), set()
    for token in TOKEN.findall(words.casefold().replace("m^2", "m2")):
        if token[0].isdigit():
            numbers.add(float(token.replace(",", ".")))
        if token in NUMBERS:
            numbers.add(float(NUMBERS[token]))
        if token in UNIT:
            units.add(UNIT[token])
    return frozenset(numbers), frozenset(units)
