"""Terms marked in the text: right if document, start, end and type agree.

Left out on both sides: the general word for the disease and its plain synonyms, and partner treatments. A trailing
registered or trade mark sign belongs to the term or not, as one likes. Terms of other kinds (cue words, units) are no
mentions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from pipeline.evaluate.slugs import SlugMap

MARKS = ("®", "™", "(R)", "(TM)", "(r)", "(tm)")
TYPES = {
    "agent": "agent",
    "condition": "condition",
    "event": "event",
    "route": "route",
    "setting": "setting",
    "schedule": "schedule",
    "dose_context": "schedule",
}
GENERAL = "cancer"
Key = tuple[str, int, int, str]


def bare_length(words: str) -> int:
    """The length of a term without trailing marks.

    >>> bare_length("name®"), bare_length("name (TM)")
    (4, 4)
    """
    bare = words.rstrip()
    while bare.endswith(MARKS):
        bare = bare[: -len(next(mark for mark in MARKS if bare.endswith(mark)))].rstrip()
    return len(bare)


def gold_mentions(
    rows: Sequence[Mapping[str, str]], slugs: SlugMap
) -> tuple[dict[Key, str], dict[Key, str], dict[Key, Key]]:
    """Gold rows -> required and optional keys with their words, and from each spelling with marks to the bare one."""
    required: dict[Key, str] = {}
    optional: dict[Key, str] = {}
    full: dict[Key, Key] = {}
    for row in rows:
        start, end = int(row["start"]), int(row["end"])
        bare = row["document"], start, start + bare_length(row["quote"]), row["type"]
        full[row["document"], start, end, row["type"]] = bare
        aside = slugs.has(row["entity"], "partner") and row["type"] == "agent" or _general(row, slugs)
        (optional if row["certain"] == "optional" or aside else required)[bare] = row["quote"]
    return required, optional, full


def predicted_mentions(rows: Iterable[Mapping], partners: frozenset[str]) -> dict[Key, str]:
    """Predicted rows of file, start, end, type, id -> keys that count, with their words."""
    keys = {}
    for row in rows:
        kind = TYPES.get(row["type"])
        aside = kind == "condition" and row["id"] == GENERAL or kind == "agent" and row["id"] in partners
        if kind and not aside:
            words = row.get("words") or ""
            end = int(row["end"]) - (len(words) - bare_length(words) if words else 0)
            keys[PurePath(row["file"]).name, int(row["start"]), end, kind] = words or row["id"]
    return keys


def _general(row: Mapping[str, str], slugs: SlugMap) -> bool:
    return row["type"] == "condition" and slugs.id(row["entity"], "condition") == GENERAL
