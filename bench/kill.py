"""Killed with SIGKILL at random moments: ``python -m bench.kill [--times 50] [--pages 300]``.

Bulk runs, begun from nothing and over the shards of other pages in turn, each killed with its workers or alone (so that
they go on without it), each followed by another until one ends: its shards must be those of a run that nobody killed.
Publishing, with and without a kernel that exchanges folders: one whole edition must stand there. Exit 1 if not.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from pipeline import store
from pipeline.cli.bulk.shards import from_bytes

from . import __main__ as bench
from . import pages as made

WORK = Path("build/kill")
PAGES, OUT, TARGET = WORK / "pages", WORK / "out", WORK / "data_out"
SHARDS = 20  # so that a kill finds some done and some not
COMMAND = [sys.executable, "-m", "pipeline", "extract", str(PAGES), "--out", str(OUT), "--workers", "2"]
PUBLISH = """
import itertools
from pipeline import store
from bench.kill import TARGET, edition
{before}
editions = [edition(mark) for mark in (b"b", b"a")]
print(flush=True)
for files in itertools.cycle(editions):
    store.publish(files, TARGET, lambda folder: None)
"""
KERNELS = {"one exchange": "", "two renames": "store._exchange = lambda one, other: False"}
WRONG = "corrupt", "lost a shard", "ended with other bytes", "did not go on"
Tree = dict[str, bytes]


def write_pages(count: int, parts: list[str], plain: list[str]) -> None:
    shutil.rmtree(PAGES, ignore_errors=True)
    PAGES.mkdir(parents=True)
    for name, data in made.made(count, parts, plain):
        (PAGES / name).write_bytes(data)


def begin(shards: Tree) -> None:
    """An output folder with these shards; the number of shards is fixed as an earlier run would have."""
    shutil.rmtree(OUT, ignore_errors=True)
    for name, data in {**shards, "shards.txt": b"%d\n" % SHARDS}.items():
        store.write_atomic(OUT / name, data)


def standing() -> tuple[Tree, int]:
    """The shards that readers see, and how many unfinished files lie beside them."""
    files = store.read_tree(OUT)
    shards = {name: data for name, data in files.items() if Path(name).match("part-*.parquet")}
    return shards, len(files) - len(shards) - 1


def undisturbed() -> tuple[Tree, float]:
    """The shards of a run that nobody killed, and its seconds."""
    begin({})
    start = time.perf_counter()
    subprocess.run(COMMAND, check=True, capture_output=True)
    return standing()[0], time.perf_counter() - start


def done_of(shards: Tree, new: Tree) -> set[str]:
    """The indexes of shards that no run need touch again."""
    return {name for name in new if name.startswith("pages/") and shards.get(name) == new[name]}


def broken(shards: Tree, old: Tree, new: Tree) -> list[str]:
    """Files that are neither the old nor the new ones, and new indexes of claims that are not."""
    strange = [name for name, data in shards.items() if data not in (old.get(name), new[name])]
    claims = (name.replace("pages/", "claims/") for name in done_of(shards, new))
    return strange + [name for name in claims if shards.get(name) != new[name]]


def killed(run: subprocess.Popen, after: float, alone: bool) -> bool:
    """Kill a run, with its workers or alone; false if it ended before."""
    try:
        run.wait(after)
        return False
    except subprocess.TimeoutExpired:
        (os.kill if alone else os.killpg)(run.pid, signal.SIGKILL)
        run.wait()
        return True


def one_life(old: Tree, new: Tree, most: float, draw: random.Random, seen: Counter) -> None:
    """Runs killed one after the other until one ends."""
    begin(old)
    groups, done = [], set()
    while True:
        run = subprocess.Popen(COMMAND, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        groups.append(run.pid)
        alone = draw.random() < 0.5
        if not killed(run, draw.uniform(0, most), alone):
            break
        shards, unfinished = standing()
        before, done = done, done_of(shards, new)
        seen.update(killed=1, alone=alone, unfinished=unfinished, corrupt=bool(broken(shards, old, new)))
        seen.update({"with some shards done": 0 < len(done) < SHARDS, "lost a shard": not before <= done})
    ended(run.communicate()[0].decode(), done, new, seen)
    for group in groups:
        stop(group)


def ended(message: str, done: set[str], new: Tree, seen: Counter) -> None:
    """What the last run made of it: the same bytes, without reading again what was done."""
    read = re.search(r"(\d+) pages read", message)
    pages, kept = len(list(PAGES.iterdir())), sum(from_bytes(new[name]).num_rows for name in done)
    seen.update({"ended": 1, "ended with other bytes": standing()[0] != new, "taken over": kept})
    seen["did not go on"] += not read or pages - int(read[1]) < kept


def stop(group: int) -> None:
    """Workers that outlived their run."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass


def bulk(times: int, count: int, draw: random.Random) -> Counter:
    """Kills of bulk runs, and what was found after them."""
    parts, plain = bench.paragraphs()
    write_pages(count, parts[::2], plain[::2])
    old, _ = undisturbed()
    write_pages(count, parts, plain)
    new, most = undisturbed()
    seen: Counter = Counter()
    while seen["killed"] < times:
        one_life(old if seen["ended"] % 2 else {}, new, most, draw, seen)
        print(told(seen), file=sys.stderr, flush=True)
    return seen


def edition(mark: bytes) -> Tree:
    """The published package, with a mark at the end of every file."""
    return {name: data + mark for name, data in store.read_tree("data_out", skip=("releases",)).items()}


def publishing(times: int, before: str, draw: random.Random) -> Counter:
    """Kills of a process that publishes two editions in turn, and what was found after them."""
    shutil.rmtree(TARGET, ignore_errors=True)
    editions = [edition(mark) for mark in (b"a", b"b")]
    store.publish(editions[0], TARGET, lambda folder: None)
    seen: Counter = Counter()
    for _ in range(times):
        code = PUBLISH.format(before=before)
        run = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True)
        run.stdout.readline()  # it begins
        seen.update(killed=killed(run, draw.uniform(0, 2), False), mended=not TARGET.exists())
        store.recover(TARGET)
        found = store.read_tree(TARGET)
        seen.update(corrupt=found not in editions, second=found == editions[1])
    return seen


def told(seen: Counter) -> str:
    return ", ".join(f"{count} {what}" for what, count in seen.items())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.kill")
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    draw = random.Random(asked.seed)
    runs: dict[str, Callable[[], Counter]] = {
        **{
            f"publishing, {name}": lambda code=code: publishing(asked.times, code, draw)
            for name, code in KERNELS.items()
        },
        "bulk runs": lambda: bulk(asked.times, asked.pages, draw),
    }
    bad = 0
    for name, run in runs.items():
        seen = run()
        print(f"{name}: {told(seen)}", flush=True)
        bad += sum(seen[what] for what in WRONG)
    if bad:
        sys.exit(f"{bad} times something was not whole")


if __name__ == "__main__":
    main()
