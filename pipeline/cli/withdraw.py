"""``withdraw``: a page leaves the dataset; its row stays, so that its standing is known and nobody adds it again."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pipeline import declare, store
from pipeline.read import read
from pipeline.records import Fault

GOLD = "tests/gold"
DECISIONS = "curation/decisions.csv"
WRITTEN = ("curation", "docs", "tests")  # folders in which people may have quoted the page
TEXTS = (".csv", ".md", ".py", ".txt", ".yaml")
RUN = 12  # words in a row that nobody writes by chance


def run(root: Path, source_id: str, reason: str) -> None:
    """Delete the page's file and the rows that repeat its words, date its row, and name what else quotes it."""
    declared = declare.load(root)
    rows = [dict(row) for row in declared.sources]
    row = next((one for one in rows if one["source_id"] == source_id), None)
    if row is None or row["withdrawn_on"]:
        problem = f"{source_id} is {'withdrawn already' if row else 'no page of the manifest'}"
        known = ", ".join(one["source_id"] for one in rows if not one["withdrawn_on"])
        raise Fault("dangling", "raw/sources.csv", problem, f"name one of {known}")
    path = root / row["file"]
    words = runs(read(store.read_bytes(path), source_id).text)
    row["withdrawn_on"] = datetime.date.today().isoformat()
    row["note"] = f"Withdrawn: {reason.strip()}"
    declare.set_rows(root, "sources", rows)
    store.delete(path)
    print(f"{source_id}: {row['file']} deleted, its row says withdrawn_on {row['withdrawn_on']}")
    _drop(root, root / DECISIONS, lambda one: one["source_id"] == source_id)
    for gold in store.list_files(root / GOLD, "*.csv") if (root / GOLD).is_dir() else ():
        _drop(root, gold, lambda one: path.name in one.values())
    if left := [text for text in _texts(root) if runs(store.read_bytes(text).decode("utf-8", "replace")) & words]:
        print(f"quoted here too, to be taken out by hand: {', '.join(_short(root, text) for text in left)}")
    print("now: make repro")


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of so many words, by which a quotation is found again however it is wrapped."""
    words = re.findall(r"\w+", text.lower())
    return set(zip(*(words[n:] for n in range(RUN)), strict=False))


def _drop(root: Path, path: Path, quotes: Callable[[Mapping[str, str]], bool]) -> None:
    """Take out the rows that repeat words of the page."""
    rows = store.read_csv_rows(path)
    kept = [row for row in rows if not quotes(row)]
    if len(kept) == len(rows):
        return
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(kept)
    store.write_atomic(path, out.getvalue().encode("utf-8"))
    print(f"{_short(root, path)}: {len(rows) - len(kept)} row(s) that quoted it deleted")


def _texts(root: Path) -> Iterator[Path]:
    for folder in (root / name for name in WRITTEN if (root / name).is_dir()):
        yield from (path for path in store.list_files(folder) if path.suffix in TEXTS)


def _short(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
