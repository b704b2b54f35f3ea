"""Cost against the number of names: ``python -m bench.vocabulary 1000 20000 100000 [--rounds N]``.

Fewer names than there are: a sample. More: invented ones beside them, each a made-up word between two words of real
names, so that the automaton grows where real names stand; they are merged after the declarations were read. Start-up is
what a worker pays before its second page, without reading the declarations.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

from pipeline.cli.machine import Machine
from pipeline.records import Name

from . import __main__ as bench
from . import ours

SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
KINDS = ("dense", "mixed")


def invented(names: tuple[Name, ...], count: int) -> Iterator[Name]:
    """So many names of the entries that have names; the same on every machine."""
    draw = random.Random(count)
    words = sorted({word for name in names for word in name.name.split()})
    for _ in range(count):
        made = "".join(draw.choices(SYLLABLES, k=4))
        yield replace(draw.choice(names), name=f"{draw.choice(words)} {made} {draw.choice(words)}", match="any_case")


def resized(names: tuple[Name, ...], count: int) -> tuple[Name, ...]:
    """Exactly so many names."""
    if count < len(names):
        return tuple(random.Random(count).sample(names, count))
    return names + tuple(invented(names, count - len(names)))


def one(count: int) -> dict:
    """Figures of one size, in this process; no names asked for: those that there are."""
    declared = ours.declared()
    names = resized(declared.vocabulary.names, count or len(declared.vocabulary.names))
    declared = replace(declared, vocabulary=replace(declared.vocabulary, names=names))
    pages = {kind: ours.load(str(bench.WORK / kind)) for kind in KINDS}
    start = time.process_time()
    machine = Machine.prepared(declared, ())
    ours.extract(pages["dense"][:1], machine)()
    found: dict = {"names": len(names), "start-up": time.process_time() - start}
    gc.freeze()
    claims = []
    for kind, loaded in pages.items():
        start = time.process_time()
        claims.append(ours.extract(loaded, machine)()["claims"][:6])
        found[kind] = 1000 * (time.process_time() - start) / len(loaded)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found | {"claims": "+".join(claims), "memory": memory}


def row(found: list[dict]) -> str:
    """Medians over the rounds."""
    cells = [statistics.median(one[what] for one in found) for what in ("names", "start-up", *KINDS, "memory")]
    claims = {one["claims"] for one in found}
    return "| {:.0f} | {:.2f} | {:.1f} | {:.1f} | {:.0f} | {} |".format(*cells, " ".join(sorted(claims)))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.vocabulary")
    parser.add_argument("counts", type=int, nargs="+", help="0: as many as there are")
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inner:
        print(json.dumps(one(asked.counts[0])))
        return
    bench.prepare(asked.pages)
    found: dict[int, list[dict]] = {count: [] for count in asked.counts}
    for _ in range(asked.rounds):
        for count in asked.counts:
            command = [sys.executable, "-m", "bench.vocabulary", str(count), "--inner"]
            run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
            found[count].append(json.loads(run.stdout))
    print("| names | start-up, s | dense, ms per page | mixed, ms per page | MB | hash of the claims |")
    print("|---|---|---|---|---|---|", *map(row, found.values()), sep="\n")


if __name__ == "__main__":
    main()
