"""Claims of the five pages before and after repair, side by side: ``python -m tests.repair.claims [--write]``.

Each page is read three times: as it stands, as the machine alone mends it, with what people decided. What differs is
a row of ``claims.csv``; whether it is right was judged by hand against the page and its original, and a row that is new
has to be judged too. ``--write`` renews the measured columns and keeps the judgements of rows that are the same.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import declare
from pipeline.cli.siblings import others_of, sibling, vouched_for
from pipeline.curate import curate
from pipeline.page import Kit, extract_document
from pipeline.read import read
from pipeline.records import Evidence, Repair
from pipeline.repair import repair

ROOT = Path(__file__).parents[2]
TABLE = Path(__file__).with_name("claims.csv")
SAME = ("agent", "relation", "object", "polarity")  # two claims that share these are one claim that changed
REST = ("certainty", "approval", "regulator", "frequency", "severity", "group", "qualifiers", "partners", "details")
SILENT = ("", "stated", "not_stated", (), None)
MEASURED = ("source_id", "repaired", "change", *SAME, "before", "after", "quote", "read_as", "repairs")
JUDGED = ("verdict", "why")
Row = dict[str, str]


@dataclass(frozen=True)
class Reading:
    """One way to read a page: its repairs, what is published and what waits, by content."""

    repairs: tuple[Repair, ...]
    published: dict[tuple, Evidence]
    waiting: dict[tuple, Evidence]


@dataclass(frozen=True)
class Change:
    """One claim that repair adds, takes away, changes or keeps back; ``repairs`` are those that touch its words."""

    source_id: str
    repaired: str
    kind: str
    before: Evidence | None
    after: Evidence | None
    repairs: tuple[Repair, ...]

    @property
    def row(self) -> Row:
        one = self.after or self.before
        told = {field: str(getattr(one.candidate, field)) for field in SAME}
        quotes = (self.before or self.after).quote, (self.after.repaired_quote if self.after else "")
        used = "|".join(dict.fromkeys(repair.rule for repair in self.repairs))
        cells = (_said(self.before), _said(self.after), *(" ".join(quote.split()) for quote in quotes), used)
        return {"source_id": self.source_id, "repaired": self.repaired, "change": self.kind, **told} | dict(
            zip(MEASURED[-5:], cells, strict=True)
        )


class Pages:
    """The five pages and everything that reads them."""

    def __init__(self, root: Path = ROOT):
        self.declared = declare.load(root)
        self.kit = Kit.of(self.declared.vocabulary, self.declared.rules["repair"])
        self.rows = {row["source_id"]: row for row in self.declared.sources if not row["withdrawn_on"]}
        self.documents = {name: read((root / row["file"]).read_bytes(), name) for name, row in self.rows.items()}
        self.kin = [sibling(row, self.documents[name].text) for name, row in self.rows.items()]

    def repairs(self, name: str, decided: bool) -> tuple[Repair, ...]:
        others = others_of(name, self.kin, self.declared.sources)
        own = [d for d in self.declared.decisions if decided and d.source_id == name and d.action in ("repair", "flag")]
        rules, words = self.kit.repair_rules, self.kit.vocabulary
        return repair(self.documents[name], others, rules, words, own, vouched_for(self.rows[name]))

    def reading(self, name: str, repairs: Sequence[Repair]) -> Reading:
        made = curate(extract_document(self.documents[name], repairs, self.kit).evidence)
        waiting = (one for one in made.aside if one.candidate.outcome == "set_aside")
        return Reading(tuple(repairs), _by_content(made.kept), _by_content(waiting))

    def changes(self) -> Iterator[Change]:
        for name in self.documents:
            plain = self.reading(name, ())
            for label, decided in (("alone", False), ("decided", True)):
                mended = self.reading(name, self.repairs(name, decided))
                yield from changes(name, label, plain, mended)


def changes(name: str, label: str, plain: Reading, mended: Reading) -> Iterator[Change]:
    """What differs between two readings of a page."""
    gone = [one for key, one in plain.published.items() if key not in mended.published]
    new = {key: one for key, one in mended.published.items() if key not in plain.published}
    for one in gone:
        twin = next((key for key in new if key[: len(SAME)] == content(one)[: len(SAME)]), None)
        after = new.pop(twin) if twin else None
        kind = "changes" if twin else "kept_back" if content(one) in mended.waiting else "disappears"
        yield Change(name, label, kind, one, after, touching((one, after), mended.repairs))
    for one in new.values():
        yield Change(name, label, "appears", None, one, touching((one,), mended.repairs))


def touching(pieces: Iterable[Evidence | None], repairs: Iterable[Repair]) -> tuple[Repair, ...]:
    """The repairs within the words that a claim rests on, asked ones included."""
    found = [one.candidate for one in pieces if one]
    spans = [span for one in found for span in ((one.start, one.end), *one.contexts)]
    return tuple(r for r in repairs if any(r.start <= end and start <= r.end for start, end in spans))


def content(one: Evidence) -> tuple:
    """All that a claim says."""
    return tuple(getattr(one.candidate, field) for field in (*SAME, *REST))


def _by_content(evidence: Iterable[Evidence]) -> dict[tuple, Evidence]:
    return {content(one): one for one in evidence}


def _said(one: Evidence | None) -> str:
    if one is None:
        return ""
    told = ((field, getattr(one.candidate, field)) for field in REST)
    return "; ".join(f"{field} {_words(value)}" for field, value in told if value not in SILENT) or "stated"


def _words(value: object) -> str:
    parts = value if isinstance(value, tuple) else (value,)
    return "|".join(" ".join(part) if isinstance(part, tuple) else str(part) for part in parts)


def measured() -> list[Row]:
    """The rows as they are now, without judgement."""
    return sorted((change.row for change in Pages().changes()), key=lambda row: [row[column] for column in MEASURED])


def committed() -> list[Row]:
    """The rows as they were judged."""
    with TABLE.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def table(rows: Iterable[Mapping[str, str]]) -> str:
    """The table for docs/repair.md.

    >>> row = {"repaired": "alone", "change": "appears", "agent": "a", "relation": "treats", "object": "b"}
    >>> print(table([row | {"before": "", "after": "stated", "why": "so"}]))
    | with | change | claim | before | after | why it is right |
    |---|---|---|---|---|---|
    | alone | appears | a treats b |  | stated | so |
    """
    lines = ["| with | change | claim | before | after | why it is right |", "|---|---|---|---|---|---|"]
    for row in rows:
        claim = f"{row['agent']} {row['relation']} {row['object']}"
        cells = (row["repaired"], row["change"].replace("_", " "), claim, row["before"], row["after"], row["why"])
        lines.append(f"| {' | '.join(cell.replace('|', ', ') for cell in cells)} |")
    return "\n".join(lines)


def _written(rows: Iterable[Row]) -> str:
    judged = {tuple(row[column] for column in MEASURED): row for row in (committed() if TABLE.exists() else ())}
    out = io.StringIO()
    writer = csv.DictWriter(out, (*MEASURED, *JUDGED), lineterminator="\n", restval="")
    writer.writeheader()
    for row in rows:
        known = judged.get(tuple(row[column] for column in MEASURED), {})
        writer.writerow(row | {column: known.get(column, "") for column in JUDGED})
    return out.getvalue()


if __name__ == "__main__":
    text = _written(measured())
    if "--write" in sys.argv:
        TABLE.write_text(text, encoding="utf-8", newline="\n")
    print(text)
