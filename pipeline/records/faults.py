"""Faults: what a person must mend, in one line each."""

from __future__ import annotations

from collections.abc import Iterable


class Fault(Exception):
    """Something a person must mend: where it is, what is wrong, and the remedy.

    >>> print(Fault("page_empty", "raw/pages/x.txt", "the page holds no text", "remove it from raw/sources.csv"))
    raw/pages/x.txt: the page holds no text [page_empty]; remedy: remove it from raw/sources.csv
    """

    def __init__(self, code: str, where: str, problem: str, remedy: str):
        super().__init__(code, where, problem, remedy)
        self.code, self.where, self.problem, self.remedy = code, where, problem, remedy

    def __str__(self) -> str:
        return f"{self.where}: {self.problem} [{self.code}]; remedy: {self.remedy}"


class Faults(Exception):
    """All faults of one run, listed at once."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))
