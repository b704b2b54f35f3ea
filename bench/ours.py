"""The side that runs in the project's own environment: one round, figures as JSON lines on stdout."""

from __future__ import annotations

import gc
import hashlib
import json
import sys
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from pipeline import declare
from pipeline.cli.bulk.shards import claims_table, to_bytes
from pipeline.cli.bulk.worker import claims_of
from pipeline.cli.machine import Machine, siblings_of
from pipeline.read import read
from pipeline.recognise import Lexicon

Pages = list[tuple[str, bytes]]


def load(folder: str) -> Pages:
    return [(path.name, path.read_bytes()) for path in sorted(Path(folder).iterdir())]


def extract(pages: Pages, machine: Machine) -> Callable[[], dict]:
    """What ``extract --out`` does with a page, repair rules included, and the claims of all as Parquet."""

    def go() -> dict:
        data = to_bytes(claims_table([(name, claims_of(machine, page, name)) for name, page in pages]))
        return {"claims": hashlib.sha256(data).hexdigest()}

    return go


def limit(pages: Pages, lexicon: Lexicon, rows: list) -> Callable[[], dict]:
    """What nobody can save: bytes decoded and folded, one pass of the automaton, the claims written."""

    def go() -> dict:
        hits = 0
        for _, page in pages:
            hits += len(lexicon.automaton.find_matches_as_indexes(page.decode().lower(), overlapping=True))
        return {"hits": hits, "claims": hashlib.sha256(to_bytes(claims_table(rows))).hexdigest()}

    return go


def html_read(pages: Pages) -> Callable[[], dict]:
    return lambda: {"blocks": sum(len(read(page, name).blocks) for name, page in pages)}


def html_parse(pages: Pages) -> Callable[[], dict]:
    from selectolax.lexbor import LexborHTMLParser

    return lambda: {"pages": sum(LexborHTMLParser(page).body is not None for _, page in pages)}


@lru_cache
def declared() -> declare.Declarations:
    return declare.load(Path("."), pages=False)


@lru_cache
def machine_for(name: str) -> Machine:
    siblings = siblings_of(declared(), Path(".")) if name == "extract" else ()
    return Machine.prepared(declared(), siblings)


def engine(name: str, pages: Pages) -> Callable[[], dict]:
    """What is timed under a name; all that is prepared once is prepared here."""
    if name == "html read":
        return html_read(pages)
    if name == "html parse":
        return html_parse(pages)
    machine = machine_for(name)
    if name == "limit":
        rows = [(page, claims_of(machine, data, page)) for page, data in pages]
        return limit(pages, machine.kit.lexicon, rows)
    return extract(pages, machine)


def timed(name: str, folder: str) -> dict:
    """One engine on the pages of a folder."""
    pages = load(folder)
    go = engine(name, pages)
    engine(name, pages[:3])()  # what is loaded or compiled at first use is paid by every run once, not by every page
    gc.collect()
    gc.freeze()
    start = time.process_time()
    result = go()
    seconds = time.process_time() - start
    size = sum(len(page) for _, page in pages)
    kind = Path(folder).name
    return {"engine": name, "kind": kind, "pages": len(pages), "bytes": size, "seconds": seconds, **result}


if __name__ == "__main__":
    for asked in sys.argv[1:]:  # engine=folder
        print(json.dumps(timed(*asked.split("="))), flush=True)
