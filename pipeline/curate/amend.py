"""One field of a candidate set by a person: "field=value", several joined by "; "."""

from __future__ import annotations

from dataclasses import replace

from pipeline.records import Candidate

WORDS = (
    "agent", "relation", "object", "object_type", "polarity", "certainty", "approval", "regulator", "frequency",
    "severity", "group", "partner_logic",
)  # fmt: skip
LISTS = ("qualifiers", "partners")
DETAILS = ("words", "count", "unit", "per", "duration", "pct_low", "pct_high", "n", "total", "arm")


def parts(replacement: str) -> list[tuple[str, str | None]]:
    """Field and value of each part; the value is None where no = stands.

    >>> parts("frequency=rare; pct_low=5; late")
    [('frequency', 'rare'), ('pct_low', '5'), ('late', None)]
    """
    halves = [part.partition("=") for part in replacement.split("; ")]
    return [(field.strip(), value.strip() if equals else None) for field, equals, value in halves]


def amended(candidate: Candidate, replacement: str) -> Candidate:
    """The candidate with the fields that ``replacement`` names; lists are separated by |, empty clears.

    Raises ValueError for a field that no decision may set.

    >>> one = Candidate("adverse_event", "a", "adverse_event", "e", "event", 0, 1, "r")
    >>> two = amended(one, "frequency=rare; qualifiers=long_term|late; pct_low=5")
    >>> two.frequency, two.qualifiers, two.details
    ('rare', ('late', 'long_term'), (('pct_low', '5'),))
    """
    for field, value in parts(replacement):
        if value is None:
            raise ValueError(f"{field!r} is not of the form field=value")
        if field in WORDS:
            candidate = replace(candidate, **{field: value})
        elif field in LISTS:
            candidate = replace(candidate, **{field: tuple(sorted(filter(None, value.split("|"))))})
        elif field in DETAILS:
            rest = {key: old for key, old in candidate.details if key != field}
            candidate = replace(candidate, details=tuple(sorted({**rest, **({field: value} if value else {})}.items())))
        else:
            raise ValueError(f"{field!r} is none of {', '.join(WORDS + LISTS + DETAILS)}")
    return candidate
