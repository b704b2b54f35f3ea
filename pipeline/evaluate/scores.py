"""What comes out of an evaluation, and its intervals."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

Z = 1.959963984540054  # two-sided 95 %


def wilson(hits: int, trials: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share; (0, 1) when nothing was tried.

    >>> [round(edge, 3) for edge in wilson(9, 10)]
    [0.596, 0.982]
    """
    if not trials:
        return 0.0, 1.0
    share, z2 = hits / trials, Z * Z
    middle = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = Z * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials)) / (1 + z2 / trials)
    return max(0.0, middle - half), min(1.0, middle + half)


def harmonic(p: float, r: float) -> float:
    """F1 of precision and recall; 0 when both are 0."""
    return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True)
class Count:
    """Hits, false alarms and misses; nothing predicted gives P = 1, nothing wanted R = 1.

    The interval of F1 joins the lower edges of P and R, and their upper edges: it is wider than 95 %.

    >>> round((Count(8, 2, 0) + Count(0, 0, 2)).f1, 3)
    0.8
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def p(self) -> float:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def r(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        return harmonic(self.p, self.r)

    @property
    def intervals(self) -> dict[str, tuple[float, float]]:
        p, r = wilson(self.tp, self.tp + self.fp), wilson(self.tp, self.tp + self.fn)
        return {"p": p, "r": r, "f1": (harmonic(p[0], r[0]), harmonic(p[1], r[1]))}


@dataclass(frozen=True, slots=True)
class Finding:
    """A miss, a false alarm, a trap hit or a wrong attribute, by name and with the words of the page."""

    table: str
    document: str
    key: tuple[str, ...]
    start: int
    end: int
    quote: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scores:
    """The outcome of :func:`pipeline.evaluate.evaluate`.

    ``counts`` by (table, document), mentions among the tables; ``attributes`` by (table, attribute): equal, compared.
    """

    counts: Mapping[tuple[str, str], Count] = field(default_factory=dict)
    attributes: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    misses: tuple[Finding, ...] = ()
    false_alarms: tuple[Finding, ...] = ()
    trap_hits: tuple[Finding, ...] = ()
    denied: tuple[Finding, ...] = ()  # among the false alarms: what the page denies, predicted as a fact
    wrong_attributes: tuple[Finding, ...] = ()
    unscored: Mapping[str, int] = field(default_factory=dict)

    def table(self, name: str) -> Count:
        """A table over all documents."""
        return sum((count for (table, _), count in self.counts.items() if table == name), Count())

    def document(self, name: str) -> Count:
        """A document over the claim tables (mentions apart)."""
        return sum((c for (table, doc), c in self.counts.items() if doc == name and table != "mentions"), Count())

    @property
    def total(self) -> Count:
        """All claim tables over all documents (mentions apart)."""
        return sum((count for (table, _), count in self.counts.items() if table != "mentions"), Count())

    def accuracy(self, table: str = "") -> float:
        """The share of equal attributes on matched rows, of one table or of all; 1 when none was compared."""
        chosen = [pair for (name, _), pair in self.attributes.items() if not table or name == table]
        compared = sum(pair[1] for pair in chosen)
        return sum(pair[0] for pair in chosen) / compared if compared else 1.0
