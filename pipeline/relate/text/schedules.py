"""Schedules: how often, for how long, with what rest; numbers and units come from the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.records import Term

PER = r"(?:a|an|per|each|every|in\s+a)\s+"


@dataclass(frozen=True, slots=True)
class Schedule:
    span: tuple[int, int]
    value: str  # canonical: 3-doses-per-day-for-5-days
    details: tuple[tuple[str, str], ...]  # words, count, unit, per, duration


@dataclass(frozen=True, slots=True)
class Grammar:
    """Patterns over number, unit and schedule words of terms.csv."""

    numbers: dict[str, str]
    units: dict[str, str]
    phrases: dict[str, str]
    rate: re.Pattern[str]
    every: re.Pattern[str]
    length: re.Pattern[str]
    rest: re.Pattern[str]
    phrase: re.Pattern[str]

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Grammar:
        """Compile the patterns; every one is an alternation of literals with bounded gaps."""
        by_kind: dict[str, dict[str, str]] = {"number": {}, "ordinal": {}, "unit": {}, "schedule_phrase": {}}
        for term in terms:
            if term.kind in by_kind:
                by_kind[term.kind][term.term.lower()] = term.value
        numbers, units = by_kind["number"], by_kind["unit"]
        number = rf"(?:\d+|{_any(numbers)})"
        unit = rf"(?:{_any(units)})s?"
        span = rf"{number}[\s-]+{unit}"
        return cls(
            numbers, units, by_kind["schedule_phrase"],
            re.compile(
                rf"\b(?P<count>{number})(?:[\s-]+(?P<unit>{unit})(?:\s*/\s*|\s+{PER})|[\s-]+{PER})(?P<per>{unit})\b"
                rf"(?:\s+for\s+(?P<duration>{span}))?", re.I),
            re.compile(
                rf"\b(?:(?:(?P<often>once|twice)|(?P<times>{number})[\s-]+times)\s+)?"
                rf"(?:every\s+(?P<gap>{span}|other\s+{unit}|{unit})|(?P<adverb>daily|weekly|monthly))\b", re.I),
            re.compile(rf"(?P<number>{number})[\s-]+(?P<unit>.+)", re.I | re.S),
            re.compile(rf"\b(?P<length>{span})\s+(?:\w+\s+)?(?P<what>{_any(by_kind['schedule_phrase'])})s?\b", re.I),
            re.compile(rf"\b(?P<phrase>{_any(by_kind['schedule_phrase'])})\b", re.I),
        )  # fmt: skip

    def schedules(self, text: str, start: int, end: int, given: bool = True) -> Iterator[Schedule]:
        """The schedules of text[start:end], left to right, longest first at one place.

        ``given`` says that the stretch speaks of giving; without it "daily" may mean anything.
        """
        taken: list[tuple[int, int]] = []
        for read, pattern in (
            (self._rate, self.rate),
            (self._rest, self.rest),
            (self._every, self.every),
            (self._phrase, self.phrase),
        ):
            for match in pattern.finditer(text, start, end):
                if any(a < match.end() and match.start() < b for a, b in taken):
                    continue
                schedule = read(match) if given or read is not self._every else None
                if schedule is not None:
                    taken.append(match.span())
                    yield schedule

    def _rate(self, match: re.Match[str]) -> Schedule | None:
        what = self._unit(match["unit"] or "times")
        if what not in ("dose", "time", "cycle", "course"):
            return None
        per, duration = self._unit(match["per"]), self._length(match["duration"])
        count = self._number(match["count"])
        value = f"{count}-{what}s-per-{per}" + (f"-for-{duration}" if duration else "")
        return _schedule(match.span(), value, match[0], count=count, unit=what, per=per, duration=duration)

    def _rest(self, match: re.Match[str]) -> Schedule | None:
        kind, length = self.phrases[match["what"].lower()], self._length(match["length"])
        return _schedule(match.span(), f"{length}-{kind}", match[0], duration=length)

    def _every(self, match: re.Match[str]) -> Schedule | None:
        words = (match["adverb"] or match["gap"]).lower()
        per = {"daily": "day", "weekly": "week", "monthly": "month"}.get(words) or self._gap(words)
        count = self._number(match["often"] or match["times"] or "one")
        return _schedule(match.span(), f"{count}-times-per-{per}", match[0], count=count, unit="time", per=per)

    def _phrase(self, match: re.Match[str]) -> Schedule | None:
        kind = self.phrases[match["phrase"].lower()]
        if kind in ("rest-period", "cycle"):  # without a length nothing is said
            return None
        return _schedule(match.span(), kind, match[0])

    def _number(self, words: str) -> str:
        words = words.lower()
        return words if words.isdigit() else self.numbers[words]

    def _unit(self, words: str) -> str:
        words = words.lower()
        return self.units.get(words) or self.units.get(words.removesuffix("s")) or self.units.get(words + "s") or words

    def _length(self, words: str | None) -> str:
        """ "five days" -> "5-day"."""
        if not words:
            return ""
        said = self.length.fullmatch(words.strip())
        return f"{self._number(said['number'])}-{self._unit(said['unit'])}"

    def _gap(self, words: str) -> str:
        """ "three weeks" -> "3-weeks", "other day" -> "other-day"."""
        said = self.length.fullmatch(words)
        return re.sub(r"\s+", "-", f"{self._number(said['number'])} {said['unit']}" if said else words)


def _schedule(span: tuple[int, int], value: str, words: str, **details: str) -> Schedule:
    kept = {"words": re.sub(r"\s+", " ", words), **{k: v for k, v in details.items() if v}}
    return Schedule(span, value, tuple(sorted(kept.items())))


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))
