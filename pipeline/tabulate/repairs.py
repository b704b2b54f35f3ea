"""Repairs, gaps and flags as rows, and their keys for the rows that rest on them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from pipeline.records import HARMS, Evidence, Page, Repair
from pipeline.tabulate.ids import Minter, Occurrences

Row = dict[str, object]
Keys = Mapping[tuple[str, Repair], str]
SHOWN = 300  # characters of a long span; the limit of a quotation
FLAGGED = 30  # of words that are flagged and stand as they stood: enough to know them by; pages may be quoted briefly

UNQUOTED = ("boilerplate", "obfuscation")


def repair_rows(pages: Iterable[Page], minter: Minter) -> list[tuple[Row, Repair]]:
    """One row per repair, each with its record."""
    made = []
    for page in pages:
        nth = Occurrences()
        for repair in sorted(set(page.repairs), key=_place):
            row = _row(page.document.name, repair)
            row["occurrence"] = nth(repair.kind, row["before"], row["after"])
            row["repair_id"] = minter.mint("repair_id", row, "repairs")
            made.append((row, repair))
    return made


def repair_keys(rows: Iterable[tuple[Row, Repair]]) -> Keys:
    """(source, repair) -> repair_id."""
    return {(str(row["source_id"]), repair): str(row["repair_id"]) for row, repair in rows}


def keys_of(one: Evidence, keys: Keys) -> str | None:
    """The keys of the repairs that touch a piece of evidence, as a list column holds them."""
    return "|".join(sorted({keys[one.source_id, repair] for repair in one.repairs})) or None


def shown(text: str, longest: int = SHOWN) -> str:
    """Text as a JSON string in which everything can be seen, cut off after ``longest`` characters.

    >>> print(shown('a\\u00a0"b"'))
    "a\\u00a0\\"b\\""
    """
    return "".join(
        char if char.isprintable() else json.dumps(char)[1:-1]
        for char in json.dumps(text[:longest], ensure_ascii=False)
    )


def _place(repair: Repair) -> tuple:
    r = repair
    return (r.start, r.end, r.kind, r.before, r.after, r.status, r.rule, r.basis)


def _before(repair: Repair) -> str | None:
    """What stands there. Furniture of the site says nothing that a row rests on: its place is told, not its words."""
    if repair.kind in UNQUOTED:
        return None
    return shown(repair.before, FLAGGED if repair.status == "flag" else SHOWN)


def _row(source_id: str, repair: Repair) -> Row:
    return {
        "source_id": source_id,
        "kind": repair.kind,
        "start": repair.start,
        "end": repair.end,
        "before": _before(repair),
        "after": shown(repair.after),
        "status": repair.status,
        "rule_id": repair.rule,
        "basis": repair.basis,
        "confidence": repair.confidence,
        "harm": HARMS[repair.harm] if repair.status == "review" else "not_asked",
    }
