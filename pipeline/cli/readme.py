"""The part of README.md that is made from the data: rows to look at and the known error rate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline import store
from pipeline.cli.quality import error_rate, stored

BEGIN, END = "<!-- made by: python -m pipeline readme -->", "<!-- end of what is made -->"
SHARES = {"indication": 4, "adverse_event": 3, "administration": 2, "agent_fact": 1}  # ten rows
LONGEST = 150  # a quotation that still fits a line of a table
STATED = ("approval", "frequency", "severity")
Row = Mapping[str, str]


def refresh(root: Path) -> bool:
    """Write what is made into README.md; tell whether anything changed."""
    before = store.read_text(root / "README.md")
    after = renewed(before, made(root))
    if after != before:
        store.write_atomic(root / "README.md", after.encode("utf-8"))
    return after != before


def made(root: Path) -> str:
    """The rows and the error rate as Markdown, from ``data_out/``."""
    rows = chosen(store.read_csv_rows(root / "data_out/tables/claims_flat.csv"))
    lines = ["| agent | relation | object | as stated | words on the page | source |", "|---|---|---|---|---|---|"]
    lines += [_line(row) for row in rows]
    return "\n".join([*lines, "", f"**Known error rate.** {error_rate(stored(root / 'data_out/scores.json'))}"])


def renewed(text: str, block: str) -> str:
    """The text with ``block`` between the markers.

    >>> renewed(f"a {BEGIN} old {END} b", "new").split(chr(10))[1]
    'new'
    """
    head, _, rest = text.partition(BEGIN)
    return f"{head}{BEGIN}\n{block}\n{END}{rest.partition(END)[2]}"


def chosen(rows: Iterable[Row]) -> Iterator[Row]:
    """Ten rows that show what there is: of each type, repaired and fully stated ones first, no agent twice."""
    short = sorted((row for row in rows if len(row["quote"]) <= LONGEST), key=_rank)
    for type, share in SHARES.items():
        once = {row["agent_id"]: row for row in reversed(short) if row["claim_type"] == type}
        yield from sorted(once.values(), key=_rank)[:share]


def _rank(row: Row) -> tuple:
    return (not _is_mended(row), -len(_stated(row)), -int(row["n_independent_sources"]), row["evidence_id"])


def _is_mended(row: Row) -> bool:
    """Whether the repaired words differ by more than spaces."""
    return row["repaired_quote"].split() != row["quote"].split()


def _stated(row: Row) -> Sequence[str]:
    """What the page states beyond agent, relation and object."""
    said = [row[column] for column in STATED if row[column] not in ("", "not_stated")]
    said += [row["polarity"]] if row["polarity"] != "affirmed" else []
    return said + list(filter(None, row["qualifiers"].split("|")))


def _line(row: Row) -> str:
    words = f"“{row['quote']}”"
    if _is_mended(row):
        words += f" repaired: “{row['repaired_quote']}”"
    cells = (row["agent_name"], row["relation"], row["object_name"], ", ".join(_stated(row)), words, row["source_id"])
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"
