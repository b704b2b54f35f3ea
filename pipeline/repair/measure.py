"""How good repair is, against an inventory of defects: found, mended, wrong.

A defect is *found* when a repair, gap or flag of its kind touches its span, and
*mended* when an applied repair makes the words read as the inventory says. An
applied repair is *wrong* when it touches no defect or makes one read otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.records import APPLIED, Block, Repair


@dataclass(frozen=True, slots=True)
class Defect:
    """One row of an inventory; ``after`` in round brackets is a note for a reader, not words to put in."""

    page: str
    start: int
    end: int
    before: str
    after: str
    kind: str
    affects_facts: bool = False

    @classmethod
    def of(cls, row: Mapping[str, str], page: str) -> Defect:
        """A defect from a row of defects.csv."""
        start, end = int(row["char_start"]), int(row["char_end"])
        return cls(page, start, end, row["before"], row["after"], row["kind"], row["affects_facts"] == "yes")


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one defect: auto, approved, review, gap, flag, label (by read) or missed."""

    defect: Defect
    fate: str
    rule: str = ""
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """The fate of every defect of a page, the repairs that met none, and the applied ones that went wrong."""

    fates: tuple[Fate, ...]
    outside: tuple[Repair, ...]
    wrong: tuple[Repair, ...]


ORDER = ("auto", "approved", "gap", "review", "flag")


def touches(repair: Repair, defect: Defect) -> bool:
    """Whether two spans share a character, or one is a place inside or at the edge of the other."""
    if repair.start == repair.end or defect.start == defect.end:
        return repair.start <= defect.end and defect.start <= repair.end
    return repair.start < defect.end and defect.start < repair.end


def measure(text: str, defects: Sequence[Defect], repairs: Sequence[Repair], blocks: Iterable[Block] = ()) -> Measured:
    """Lay the repairs of one page beside its defects."""
    labelled = [b for b in blocks if b.label != "body"]
    fates = tuple(_fate(text, defect, repairs, labelled) for defect in defects)
    outside = tuple(r for r in repairs if not any(touches(r, d) for d in defects))
    applied = [r for r in repairs if r.status in APPLIED]
    wrong = tuple(r for r in applied if not any(touches(r, d) and _right(text, d, r, applied) for d in defects))
    return Measured(fates, outside, wrong)


def _fate(text: str, defect: Defect, repairs: Sequence[Repair], labelled: Sequence[Block]) -> Fate:
    met = sorted(
        (r for r in repairs if r.kind == defect.kind and touches(r, defect)), key=lambda r: ORDER.index(r.status)
    )
    if met:
        applied = [r for r in repairs if r.status in APPLIED]
        mended = met[0].status in APPLIED and _reads(text, defect, applied)
        return Fate(defect, met[0].status, met[0].rule, mended)
    if defect.kind == "boilerplate" and any(b.start <= defect.start < b.end for b in labelled):
        return Fate(defect, "label")
    return Fate(defect, "missed")


def _right(text: str, defect: Defect, repair: Repair, applied: Sequence[Repair]) -> bool:
    """Whether a repair does its part: all of the correction, some words of it, or what the inventory only notes."""
    if defect.after.startswith("(") or _reads(text, defect, applied):
        return True
    words, wanted = defect.before.split(), defect.after.split()
    at = len(text[defect.start : repair.start].split())
    part = repair.before.split()
    return (
        len(words) == len(wanted)
        and words[at : at + len(part)] == part
        and wanted[at : at + len(part)] == repair.after.split()
    )


def _reads(text: str, defect: Defect, applied: Sequence[Repair]) -> bool:
    """Whether the words around a defect read the same after the repairs as after the inventory's correction."""
    met = [r for r in applied if touches(r, defect)]
    low, high = min([defect.start, *(r.start for r in met)]), max([defect.end, *(r.end for r in met)])
    wanted = text[low : defect.start] + defect.after + text[defect.end : high]
    got, at = "", low
    for repair in sorted(met, key=lambda r: (r.start, r.end)):
        got, at = got + text[at : repair.start] + repair.after, repair.end
    return " ".join((got + text[at:high]).split()) == " ".join(wanted.split())
