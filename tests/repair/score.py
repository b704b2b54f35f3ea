"""How much of a spinner's work was found, mended, or mended wrongly.

Where the edition has another word for a word that the spinner exchanged, the original
cannot be known from the two pages. Such repairs are counted apart (``edition``): the
meaning is back, the word is the other edition's. Everything else that does not give the
original's words back is ``wrong``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from pipeline.records import Repair
from tests.repair.spinner import ODD, Swap


@dataclass
class Score:
    """Counts of swaps, and the automatic repairs that do not give the original's words back."""

    swaps: int = 0
    found: int = 0
    mended: int = 0
    automatic: int = 0
    beside: int = 0  # findings that touch no swap
    wrong: list[tuple[str, str, str]] = field(default_factory=list)
    edition: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, spun: str, swaps: Sequence[Swap], repairs: Sequence[Repair], words=ODD) -> None:
        """Count one spun page; ``words`` are those of spinner and editor."""
        seen = [r for r in repairs if r.kind in ("spun_phrase", "lost_character")]
        automatic = [r for r in seen if r.status == "auto"]
        mended = set()
        for repair in automatic:
            met = [s for s in swaps if _touch(repair, s)]
            told = repair.before, repair.after, " ".join(s.original for s in met)
            if met and _restored(spun, repair, met):
                mended.update(met)
            elif met and _restored(spun, repair, met, {word: editor for word, (_, editor) in words.items()}):
                self.edition.append(told)
            else:
                self.wrong.append(told)
        self.swaps += len(swaps)
        self.found += sum(any(_touch(r, s) for r in seen) for s in swaps)
        self.mended += len(mended)
        self.automatic += len(automatic)
        self.beside += sum(not any(_touch(r, s) for s in swaps) for r in seen)

    def __str__(self) -> str:
        shares = f"found {self.found / self.swaps:.2f}, mended {self.mended / self.swaps:.2f}"
        doubtful = f"{len(self.wrong)} wrong, {len(self.edition)} the edition's word, {self.beside} beside"
        return f"{self.swaps} swaps: {shares}, {self.automatic} automatic, {doubtful}"


def _touch(repair: Repair, swap: Swap) -> bool:
    return repair.start < swap.end and swap.start < repair.end


def _restored(spun: str, repair: Repair, met: Sequence[Swap], editor: dict[str, str] | None = None) -> bool:
    low, high = min(repair.start, met[0].start), max(repair.end, met[-1].end)
    wanted, at = "", low
    for swap in met:
        wanted, at = wanted + spun[at : swap.start] + swap.original, swap.end
    got = spun[low : repair.start] + repair.after + spun[repair.end : high]
    pairs = zip_longest(got.lower().split(), (wanted + spun[at:high]).lower().split(), fillvalue="")
    return all(one == other or one == (editor or {}).get(other) for one, other in pairs)
