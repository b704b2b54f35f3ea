"""``withdraw``: a page leaves the dataset; its row stays, so that its standing is known and nobody adds it again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from pipeline import declare, store
from pipeline.records import Fault

GOLD = "tests/gold"


def run(root: Path, source_id: str, reason: str) -> None:
    """Delete the page's file, date its row, and name what else in the repository repeats its words."""
    declared = declare.load(root)
    rows = [dict(row) for row in declared.sources]
    row = next((one for one in rows if one["source_id"] == source_id), None)
    if row is None or row["withdrawn_on"]:
        problem = f"{source_id} is {'withdrawn already' if row else 'no page of the manifest'}"
        known = ", ".join(one["source_id"] for one in rows if not one["withdrawn_on"])
        raise Fault("dangling", "raw/sources.csv", problem, f"name one of {known}")
    row["withdrawn_on"] = datetime.date.today().isoformat()
    row["note"] = f"Withdrawn: {reason.strip()}"
    declare.set_rows(root, "sources", rows)
    store.delete(root / row["file"])
    print(f"{source_id}: {row['file']} deleted, its row says withdrawn_on {row['withdrawn_on']}; now: make repro")
    for left in _left(root, declared, source_id, Path(row["file"]).name):
        print(left)


def _left(root: Path, declared: declare.Declarations, source_id: str, file: str) -> Iterator[str]:
    """Files that people wrote and that still hold words of the page."""
    decisions = [one.decision_id for one in declared.decisions if one.source_id == source_id]
    if decisions:
        ids = ", ".join(decisions)
        yield f"curation/decisions.csv: {len(decisions)} decision(s) quote it; delete these rows: {ids}"
    for path in store.list_files(root / GOLD, "*.csv") if (root / GOLD).is_dir() else ():
        n_rows = sum(file in row.values() for row in store.read_csv_rows(path))
        if n_rows:
            yield f"{GOLD}/{path.name}: {n_rows} row(s) quote it; delete the rows that name {file}"
