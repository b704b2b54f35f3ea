"""``summary``: what the published package holds, and how much of it waits for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline import store
from pipeline.cli.quality import error_rate, stored
from pipeline.cli.terminal import show_table

DATA_OUT = Path("data_out")
TYPES = ("indication", "adverse_event", "administration", "agent_fact")
Row = Mapping[str, str]


def show(root: Path) -> None:
    """Print the summary of ``data_out/``; raises Fault if there is none."""
    tables = {path.stem: store.read_csv_rows(path) for path in store.list_files(root / DATA_OUT / "tables", "*.csv")}
    show_table([{"table": name, "rows": len(rows)} for name, rows in tables.items()], title="Rows per table")
    show_table(claims_per_page(tables["evidence"], tables["claims"], tables["sources"]), title="Claims per page")
    show_table(counted(tables["set_aside"], ("outcome", "reason")), title="Not published, by reason")
    show_table(counted(tables["repairs"], ("status", "kind")), title="Repairs, gaps and flags")
    print(f"{len(list(waiting(tables)))} item(s) await review: python -m pipeline review")
    print(error_rate(stored(root / DATA_OUT / "scores.json")))


def claims_per_page(evidence: Iterable[Row], claims: Iterable[Row], sources: Iterable[Row]) -> list[dict[str, object]]:
    """How many claims of each type a page makes; pages that make none are listed too.

    >>> claims_per_page([{"source_id": "p", "claim_id": "1"}], [{"claim_id": "1", "claim_type": "indication"}],
    ...     [{"source_id": "p"}])[0]["indication"]
    1
    """
    types = {row["claim_id"]: row["claim_type"] for row in claims}
    found = {(row["source_id"], row["claim_id"]) for row in evidence}
    count = Counter((source, types[claim]) for source, claim in found)
    return [{"page": row["source_id"], **{type: count[row["source_id"], type] for type in TYPES}} for row in sources]


def counted(rows: Iterable[Row], columns: Sequence[str]) -> list[dict[str, object]]:
    """How often each combination of these columns stands in a table, in the order of their names."""
    count = Counter(tuple(row[column] for column in columns) for row in rows)
    return [{**dict(zip(columns, values, strict=True)), "n": n} for values, n in sorted(count.items())]


def waiting(tables: Mapping[str, Iterable[Row]]) -> Iterator[dict[str, str]]:
    """Repairs that were asked about, and claims that rest on one."""
    for row in tables["repairs"]:
        if row["status"] == "review":
            yield {"page": row["source_id"], "at": row["start"], "what": f"{row['before']} -> {row['after']}"}
    for row in tables["set_aside"]:
        if row["reason"] == "repair_awaits_review":
            yield {"page": row["source_id"], "at": row["start"], "what": row["quote"]}
