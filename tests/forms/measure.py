"""Scores of the pages, form by form: ``python -m tests.forms.measure [--errors] [--write]``.

``--errors`` lists what is missed and wrong on the pages for tuning (never on the held-back ones); ``--write`` sets
``known_failures.csv`` and ``floors.csv`` to what is measured now.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.curate import curate
from pipeline.declare import load
from pipeline.page import Kit, extract_page
from pipeline.records import Page
from tests.forms.score import CONDITION, EVENT, GROUPS, Fact, Result, Tally, score

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
TUNED, HELD_BACK = "a", "b"
MARGIN = 0.02  # how far below the measured F1 a floor is set
EXACT_AT = 0.995  # above this a floor is not lowered: a perfect form stays perfect


@dataclass(frozen=True)
class Scored:
    """A page of a form with its result."""

    form: str
    split: str  # a: rules were tuned on it; b: held back
    name: str
    result: Result


def rows_of(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def page_of(table: Path) -> Path:
    """The page beside its expected claims."""
    (page,) = (path for path in table.parent.glob(table.stem + ".*") if path != table)
    return page


@cache
def kit() -> Kit:
    """The machine as it stands."""
    declared = load(ROOT, pages=False)
    return Kit.of(declared.vocabulary, declared.rules.get("repair", ()))


@cache
def read(table: Path) -> Page:
    """The page beside its expected claims, read by the machine as it stands: once for all who measure."""
    return read_with(table, kit())


def read_with(table: Path, kit: Kit) -> Page:
    """The page beside its expected claims, read by another machine."""
    path = page_of(table)
    return extract_page(path.read_bytes(), path.name, kit)


def tables(split: str = "") -> list[Path]:
    """The expected claims of all pages, or of those of one split."""
    return sorted((HERE / "pages").glob(f"*/{split}*.csv"))


@cache
def scored() -> tuple[Scored, ...]:
    """All pages, read by the machine as it stands."""
    return tuple(scored_as(table, read(table)) for table in tables())


def scored_as(table: Path, page: Page) -> Scored:
    """What was read of a page, held to its expected claims."""
    result = score(rows_of(table), [piece.candidate for piece in curate(page.evidence).kept])
    return Scored(table.parent.name, table.stem[0], table.stem, result)


def by_form(pages: Iterable[Scored]) -> dict[tuple[str, str], dict[str, Tally]]:
    """(form, split) -> tallies by group."""
    sums: dict[tuple[str, str], dict[str, Tally]] = defaultdict(lambda: dict.fromkeys(GROUPS, Tally()))
    for page in pages:
        for group, tally in page.result.tallies.items():
            sums[page.form, page.split][group] += tally
    return dict(sums)


def macro(pages: Iterable[Scored]) -> float:
    """The mean F1 of pages and groups that hold an expected claim."""
    told = [page.result.tallies[group] for page in pages for group in (CONDITION, EVENT)]
    scores = [tally.f1 for tally in told if tally.right + tally.missed]
    return sum(scores) / len(scores)


def failures(pages: Iterable[Scored]) -> Iterator[tuple[str, str, str, str, str, str]]:
    """What is missed and wrong on the pages for tuning: form, page, problem, class, agent, object."""
    for page in pages:
        if page.split == TUNED:
            lists: Sequence[tuple[str, list[Fact]]] = (("missed", page.result.missed), ("wrong", page.result.wrong))
            for problem, facts in lists:
                yield from ((page.form, page.name, problem, *fact) for fact in sorted(facts))


def shares(pages: Iterable[Scored]) -> dict[str, tuple[int, int]]:
    """Attributes on matched claims: name -> right, all."""
    counts: dict[str, tuple[int, int]] = {}
    for page in pages:
        for name, _, expected, found in page.result.attributes:
            right, total = counts.get(name, (0, 0))
            counts[name] = right + (found in expected.split("|")), total + 1
    return counts


def lines(pages: Sequence[Scored]) -> Iterator[str]:
    """The table of scores in Markdown."""
    yield "| form | split | " + " | ".join(f"{group} P R F1 (right, missed, wrong)" for group in GROUPS) + " |"
    yield "|---|---|" + "---|" * len(GROUPS)
    groups = by_form(pages) | {("all", split): _sum(pages, split) for split in (TUNED, HELD_BACK)}
    for (form, split), tallies in sorted(groups.items(), key=lambda item: (item[0][0] == "all", item[0])):
        yield f"| {form} | {split} | " + " | ".join(map(_cell, tallies.values())) + " |"
    for split in (TUNED, HELD_BACK):
        part = [page for page in pages if page.split == split]
        told = ", ".join(f"{name} {right}/{total}" for name, (right, total) in shares(part).items())
        yield f"\nSplit {split}: macro F1 {macro(part):.3f}; attributes {told}"


def _sum(pages: Iterable[Scored], split: str) -> dict[str, Tally]:
    part = [page for page in pages if page.split == split]
    return {group: sum((page.result.tallies[group] for page in part), Tally()) for group in GROUPS}


def _cell(tally: Tally) -> str:
    if not tally.right + tally.missed:
        return f"{tally.wrong} false alarms" if tally.wrong else "-"
    counts = f"({tally.right}, {tally.missed}, {tally.wrong})"
    return f"{tally.precision:.2f} {tally.recall:.2f} {tally.f1:.2f} {counts}"


def floors(pages: Sequence[Scored]) -> Iterator[tuple[str, str, str, str, int]]:
    """form, split, group, least F1, most false alarms: just below what is measured."""
    for (form, split), tallies in sorted(by_form(pages).items()):
        for group in (CONDITION, EVENT):
            tally = tallies[group]
            least = tally.f1 if tally.f1 > EXACT_AT else max(tally.f1 - MARGIN, 0)
            if tally.right + tally.missed:
                yield form, split, group, f"{least:.2f}", tally.wrong + (tally.wrong > 0)
            else:
                yield form, split, group, "", tally.wrong


def write(pages: Sequence[Scored]) -> None:
    """Set the lists beside this file to what is measured now."""
    heads = {
        "known_failures.csv": ("form", "page", "problem", "class", "agent", "object"),
        "floors.csv": ("form", "split", "group", "least_f1", "most_wrong"),
    }
    for name, rows in (("known_failures.csv", failures(pages)), ("floors.csv", floors(pages))):
        with open(HERE / name, "w", encoding="utf-8", newline="") as handle:
            csv.writer(handle, lineterminator="\n").writerows([heads[name], *rows])


if __name__ == "__main__":
    print("\n".join(lines(scored())))
    if "--errors" in sys.argv:
        print("\n".join(" ".join(row) for row in failures(scored())))
    if "--write" in sys.argv:
        write(scored())
