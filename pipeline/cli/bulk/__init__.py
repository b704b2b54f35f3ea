"""``extract --out``: the claims of any number of pages, as Parquet shards that the workers write themselves.

Memory does not grow with the pages: what travels is the addresses of a shard and a summary of it. A page is read again
only if its bytes changed, or the code, the declarations or the pages of ``raw/`` that it is compared with.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path

from pipeline import declare, remote, store
from pipeline.cli.bulk.shards import Shard, count_for, shards_of
from pipeline.cli.bulk.worker import Done, Given, work
from pipeline.cli.machine import siblings_of
from pipeline.cli.terminal import progress
from pipeline.engine import Lost, spread
from pipeline.records import Fault

CODE = ("curate", "read", "recognise", "records", "relate", "repair", "page.py", "cli/claims.py", "cli/bulk")
LIBRARIES = ("ahocorasick-rs", "ftfy", "lxml", "pyarrow", "rapidfuzz", "selectolax", "symspellpy", "wordfreq")
LAYOUT = "shards.txt"  # how many there are: kept, or every page would move to another one


@dataclass
class Summary:
    """What a run did."""

    pages: int = 0
    claims: int = 0
    read: int = 0
    faults: list[Fault] = field(default_factory=list)

    def add(self, done: Done) -> None:
        self.pages += done.pages
        self.claims += done.claims
        self.read += done.read
        self.faults += done.faults

    def __str__(self) -> str:
        return f"{self.pages} pages, {self.claims} claims; {self.read} pages read, the others were up to date"


def run(
    paths: Sequence[str], out: str, root: Path, workers: int = 1, scheduler: str = "", everything: bool = False
) -> Summary:
    """Bring the shards in ``out`` up to date with the pages at ``paths``; a run that was stopped is gone on with.

    Raises Fault where a path, a declaration or ``out`` cannot be read or written; faults of pages are in the summary.
    """
    declared = declare.load(root, pages=False)
    siblings = siblings_of(declared, root)
    key, here = _key(root, everything, siblings), str(Path().absolute())
    given = Given(key, declared, siblings, here, remote.below(here, out), everything, workers > 0 and not scheduler)
    pages = [page for path in paths for page in remote.pages_at(path)]
    summary = Summary()
    with remote.alone(out):
        shards = shards_of(pages, _layout(out, len(set(pages))))
        for done in progress(len(set(pages)), _done(given, shards, workers, scheduler), "reading pages", _pages):
            summary.add(done)
    summary.faults.sort(key=lambda fault: fault.where)
    return summary


def _done(given: Given, shards: Sequence[Shard], workers: int, scheduler: str) -> Iterator[Done]:
    for shard, done in spread(work, given, shards, workers, scheduler):
        yield _watched(given, shard) if isinstance(done, Lost) else done


def _watched(given: Given, shard: Shard) -> Done:
    """A shard that takes its worker down, page by page under watch; the pages that do it are left out."""
    while True:
        shard = replace(shard, watched=True)
        _, done = next(spread(work, given, [shard]))
        page = (remote.held(given.out, shard.watch) or b"").decode("utf-8", "surrogatepass")
        remote.drop(given.out, shard.watch)
        if not isinstance(done, Lost):
            return done
        if not page or page in shard.crashed:
            raise Fault("worker_lost", shard.index, "its worker dies before it reads a page", "give it more memory")
        shard = replace(shard, crashed=shard.crashed | {page})


def _pages(done: Done) -> int:
    return done.pages


def _layout(out: str, pages: int) -> int:
    """The number of shards: that of earlier runs, or what so many pages need."""
    data = remote.held(out, LAYOUT)
    if data is None:
        data = b"%d\n" % count_for(pages)
        remote.put(out, LAYOUT, data)
    if not data.strip().isdigit():
        raise Fault("layout_unknown", f"{out}/{LAYOUT}", "this is no number of shards", "name another folder")
    return int(data)


def _key(root: Path, everything: bool, siblings: Sequence) -> str:
    """What results depend on beside a page's bytes."""
    home = Path(__file__).parents[2]
    digest = hashlib.sha256(repr((everything, [version(name) for name in LIBRARIES])).encode())
    files = [f for part in CODE for f in _files(home / part)] + store.list_files(root / "curation")
    for file in files:
        digest.update(file.name.encode() + hashlib.sha256(store.read_bytes(file)).digest())
    for sibling in siblings:
        digest.update(repr(sibling).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _files(path: Path) -> list[Path]:
    return store.list_files(path, "*.py") if path.is_dir() else [path]
