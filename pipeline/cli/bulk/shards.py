"""Shards: which pages belong together, and what is stored of them.

A page's shard follows from its address alone, so that a page more or less touches one shard of many.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.cli.claims import claim_row
from pipeline.records import Evidence, Fault

SIZE = 1000  # pages of a shard, about: fewer cost start-up, more cost memory and lost work
TEXT, TEXTS, NUMBER = pa.string(), pa.list_(pa.string()), pa.int64()
REPAIR = {"start": NUMBER, "end": NUMBER, **dict.fromkeys(("before", "after", "kind", "rule", "status"), TEXT)}
NO_TEXT = {
    "qualifiers": TEXTS, "partners": TEXTS, "heading": TEXTS, "start": NUMBER, "end": NUMBER,
    "details": pa.map_(TEXT, TEXT), "contexts": pa.list_(pa.list_(NUMBER)), "repairs": pa.list_(pa.struct(REPAIR)),
}  # fmt: skip
LEFT_OUT = ("file", "agent_names", "object_names")  # of what ``extract`` prints: the first is ``page`` here
PAGES = pa.schema(
    [("page", TEXT), ("sha256", TEXT), ("n_claims", NUMBER), ("code", TEXT), ("problem", TEXT), ("remedy", TEXT)]
)


@dataclass(frozen=True, slots=True)
class Shard:
    """Pages by address, sorted. ``crashed`` are those that took a worker down; ``watched``: say which page is read."""

    number: int
    pages: tuple[str, ...]
    crashed: frozenset[str] = frozenset()
    watched: bool = False

    @property
    def claims(self) -> str:
        return f"claims/part-{self.number:05}.parquet"

    @property
    def index(self) -> str:
        return f"pages/part-{self.number:05}.parquet"

    @property
    def watch(self) -> str:
        return f"pages/part-{self.number:05}.at"


def count_for(pages: int) -> int:
    """How many shards so many pages need.

    >>> [count_for(n) for n in (0, 1000, 1001, 100_000)]
    [1, 1, 2, 100]
    """
    return max(1, -(-pages // SIZE))


def shards_of(pages: Iterable[str], count: int) -> list[Shard]:
    """All shards, empty ones too: one that lost its pages must be written anew."""
    rows: list[list[str]] = [[] for _ in range(count)]
    for page in sorted(set(pages)):
        rows[int.from_bytes(hashlib.sha256(page.encode("utf-8", "surrogatepass")).digest()[:8]) % count].append(page)
    return [Shard(number, tuple(row)) for number, row in enumerate(rows)]


def claims_table(pages: Sequence[tuple[str, Sequence[Evidence]]]) -> pa.Table:
    """The claims of pages, in order, as columns."""
    rows = [(page, claim_row(piece, {})) for page, evidence in pages for piece in evidence]
    columns = [pa.array([page for page, _ in rows], TEXT)]
    for name in CLAIMS.names[1:]:
        values = [row[name] for _, row in rows]
        values = [list(value.items()) for value in values] if name == "details" else values
        columns.append(pa.array(values, CLAIMS.field(name).type))
    return pa.Table.from_arrays(columns, schema=CLAIMS)


def index_row(page: str, sha256: str, claims: int, faults: Sequence[Fault] = ()) -> dict[str, object]:
    """What is known of one page; of several faults the first is kept, they have one cause."""
    code, problem, remedy = (faults[0].code, faults[0].problem, faults[0].remedy) if faults else ("", "", "")
    row = {"page": page, "sha256": sha256, "n_claims": claims}
    return row | {"code": code, "problem": problem, "remedy": remedy}


def to_bytes(table: pa.Table) -> bytes:
    """The table as Parquet: the same bytes for the same rows."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue().to_pybytes()


def from_bytes(data: bytes) -> pa.Table:
    return pq.read_table(pa.BufferReader(data))


def _claims_schema() -> pa.Schema:
    """The names that ``extract`` prints, in its order."""
    from pipeline.records import Candidate

    empty = Evidence("", Candidate("", "", "", "", "", 0, 0, ""), "", "")
    names = [name for name in claim_row(empty, {}) if name not in LEFT_OUT]
    return pa.schema([("page", TEXT), *((name, NO_TEXT.get(name, TEXT)) for name in names)])


CLAIMS = _claims_schema()
