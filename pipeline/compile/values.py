"""Cells: from text or Python to the declared type and back. Nothing is guessed."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable

PANDAS = {
    "string": "str",
    "integer": "Int64",  # the nullable one; int64 would refuse a column with a gap
    "number": "Float64",
    "boolean": "boolean",  # with bool, a gap and the text "false" would both count as true
    "date": "date32[day][pyarrow]",
}


def cast(type: str, value: object) -> object:
    """The value as its declared type; text is read in canonical form only. Raises ValueError.

    >>> cast("integer", "12"), cast("boolean", "false"), cast("string", "")
    (12, False, None)
    >>> cast("integer", "1.0")
    Traceback (most recent call last):
    ...
    ValueError: '1.0' is no integer
    """
    if value is None or value == "":
        return None
    try:
        return _CASTS[type](value)
    except (ValueError, TypeError, KeyError):
        raise ValueError(f"{value!r} is no {type}") from None


def text(type: str, value: object) -> str:
    """The canonical text of a value, the inverse of :func:`cast`.

    >>> text("boolean", True), text("number", 10.0), text("string", None)
    ('true', '10.0', '')
    """
    if value is None:
        return ""
    if type == "boolean":
        return "true" if value else "false"
    return repr(float(value)) if type == "number" else str(value)


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _integer(value: object) -> int:
    if isinstance(value, bool) or isinstance(value, float) and not value.is_integer():
        raise ValueError
    number = int(value)
    if isinstance(value, str) and str(number) != value:
        raise ValueError
    return number


def _number(value: object) -> float:
    number = float(value)
    if isinstance(value, bool) or not math.isfinite(number):
        raise ValueError
    return number


def _boolean(value: object) -> bool:
    return {"true": True, "false": False}[value] if isinstance(value, str) else {True: True, False: False}[value]


def _date(value: object) -> datetime.date:
    if isinstance(value, datetime.date):
        return value
    found = datetime.date.fromisoformat(value)
    if found.isoformat() != value:
        raise ValueError
    return found


_CASTS: dict[str, Callable[[object], object]] = {
    "string": _string,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
}
