"""What a worker does with one shard: reads its pages, or takes over what an earlier run found, and writes two files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline import remote
from pipeline.cli import guard
from pipeline.cli.bulk.shards import CLAIMS, PAGES, Shard, claims_table, from_bytes, index_row, to_bytes
from pipeline.cli.claims import printed
from pipeline.cli.machine import Machine, gated
from pipeline.declare import Declarations
from pipeline.read import MAX_BYTES
from pipeline.records import Evidence, Fault
from pipeline.repair import Sibling

KEY, CLAIMS_HASH = b"made_with", b"claims_sha256"


@dataclass(frozen=True)
class Given:
    """What every shard needs. ``key`` stands for the code and the data that results depend on."""

    key: str
    declared: Declarations
    siblings: tuple[Sibling, ...]
    base: str  # where relative paths begin: workers may stand elsewhere
    out: str
    everything: bool = False
    own_process: bool = True  # workers are ours, to be limited


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a shard."""

    pages: int
    claims: int
    read: int  # pages that were extracted in this run; the others were taken over
    faults: tuple[Fault, ...]


def work(given: Given, shard: Shard) -> Done:
    """Bring one shard up to date. Raises Fault where the shard itself cannot be read or written."""
    machine = _machine(given)
    known, old = _earlier(given, shard)
    index: list[dict[str, Any]] = []
    fresh: list[tuple[str, list[Evidence]]] = []
    for page in shard.pages:
        sha256, evidence, faults = _page(given, shard, machine, page, known)
        if evidence is None:
            index.append(known[page])
        else:
            index.append(index_row(page, sha256, len(evidence), faults))
            fresh.append((page, evidence))
    if fresh or list(known) != list(shard.pages):
        _write(given, shard, index, _merged(old, fresh, known.keys() & set(shard.pages)))
    faults = tuple(Fault(r["code"], r["page"], r["problem"], r["remedy"]) for r in index if r["code"])
    return Done(len(index), sum(row["n_claims"] for row in index), len(fresh), faults)


_machines: dict[str, Machine] = {}


def _machine(given: Given) -> Machine:
    """The machine for these declarations, made once per process."""
    if given.key not in _machines:
        if given.own_process:
            guard.limit_memory()
        _machines.clear()
        _machines[given.key] = Machine.prepared(given.declared, given.siblings)
    return _machines[given.key]


def _page(given: Given, shard: Shard, machine: Machine, page: str, known: dict[str, dict[str, Any]]):
    """A page's hash, evidence and faults; the evidence is None where the earlier run's holds."""
    if page in shard.crashed:
        known.pop(page, None)
        fault = Fault("page_crashed", page, "the process that read it died", guard.REPORT)
        return "", [], (fault,)
    if shard.watched:
        remote.put(given.out, shard.watch, page.encode("utf-8", "surrogatepass"))
    data, faults = guard.tried(page, lambda: remote.fetch(remote.below(given.base, page), MAX_BYTES))
    if data is None:
        known.pop(page, None)
        return "", [], faults
    sha256 = hashlib.sha256(data).hexdigest()
    if page in known and known[page]["sha256"] == sha256:
        return sha256, None, ()
    known.pop(page, None)
    evidence, faults = guard.tried(page, lambda: claims_of(machine, data, page, given.everything))
    return sha256, evidence or [], faults


def claims_of(machine: Machine, data: bytes, page: str, everything: bool = False) -> list[Evidence]:
    """What is printed of a page: the very function that is timed by ``make bench``."""
    found = machine.read(data, page.rpartition("/")[2], claims_only=True)
    return list(printed(gated(found), everything))


def _earlier(given: Given, shard: Shard) -> tuple[dict[str, dict[str, Any]], pa.Table]:
    """What an earlier run of the same code and data knew of the shard: its pages, in order, and their claims."""
    nothing = {}, CLAIMS.empty_table()
    data = remote.held(given.out, shard.index)
    if data is None:
        return nothing
    try:
        index = from_bytes(data)
        claims = remote.held(given.out, shard.claims) or b""
        marks = index.schema.metadata or {}
        same = marks.get(KEY) == given.key.encode() and marks.get(CLAIMS_HASH) == _hash(claims)
        return ({row["page"]: row for row in index.to_pylist()}, from_bytes(claims)) if same else nothing
    except (pa.ArrowException, KeyError):
        return nothing  # not ours, or damaged: written anew


def _merged(old: pa.Table, fresh: list[tuple[str, list[Evidence]]], kept: Iterable[str]) -> pa.Table:
    """Claims taken over and new ones, by page; those of one page keep their order."""
    taken = old.filter(pc.is_in(old["page"], pa.array(sorted(kept), pa.string()))).cast(CLAIMS)
    both = pa.concat_tables([taken, claims_table(fresh)])
    numbered = both.select(["page"]).append_column("at", pa.array(range(len(both)), pa.int64()))
    return both.take(pc.sort_indices(numbered, [("page", "ascending"), ("at", "ascending")])).combine_chunks()


def _write(given: Given, shard: Shard, index: list[dict[str, Any]], claims: pa.Table) -> None:
    """The claims first: the index, which names them by their hash, is what makes them count."""
    data = to_bytes(claims)
    remote.put(given.out, shard.claims, data)
    marks = {KEY: given.key.encode(), CLAIMS_HASH: _hash(data)}
    remote.put(given.out, shard.index, to_bytes(pa.Table.from_pylist(index, PAGES.with_metadata(marks))))


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()
