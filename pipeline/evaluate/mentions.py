"""Terms marked in the text: right if document, start, end and type agree.

Left out on both sides: the general word for the disease and its plain synonyms, and partner treatments, which the
slug map names (its types ``general`` and ``partner``). A trailing registered or trade mark sign belongs to the term or
not, as one likes. Terms of other kinds (cue words, units) are no mentions.
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
LEFT_OUT = {"agent": "partner", "condition": "general"}  # type of mention -> type of its rows in the slug map
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
        aside = row["type"] in LEFT_OUT and slugs.has(row["entity"], LEFT_OUT[row["type"]])
        (optional if row["certain"] == "optional" or aside else required)[bare] = row["quote"]
    return required, optional, full


def predicted_mentions(rows: Iterable[Mapping], slugs: SlugMap) -> dict[Key, str]:
    """Predicted rows of file, start, end, type, id -> keys that count, with their words."""
    left_out = {(kind, id) for kind, type in LEFT_OUT.items() for id in slugs.all(type)}
    keys = {}
    for row in rows:
        kind = TYPES.get(row["type"])
        if kind and (kind, row["id"]) not in left_out:
            words = row.get("words") or ""
            end = int(row["end"]) - (len(words) - bare_length(words) if words else 0)
            keys[PurePath(row["file"]).name, int(row["start"]), end, kind] = words or row["id"]
    return keys
