"""Cost against the number of pages: ``python -m bench.scale 1000 10000 [--workers N] [--scheduler ADDRESS]``.

What ``extract --out`` costs per page in processor time, workers included, and how much memory the largest of its
processes took. Without the pages of raw/ to compare with, which cost the same for every page.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

from . import __main__ as bench
from . import pages as made

WORK = Path("build/scale")


def one(count: int, workers: int, scheduler: str) -> None:
    """One run, in this process: so that what the children took is its own."""
    from pipeline.cli import bulk

    bulk.siblings_of = lambda declared, root: ()
    start = time.perf_counter()
    summary = bulk.run([str(WORK / str(count))], str(WORK / "out"), Path("."), workers, scheduler)
    wall = time.perf_counter() - start
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = sum(use.ru_utime + use.ru_stime for use in (own, children))
    peak, by = max(own.ru_maxrss, children.ru_maxrss) / 1024, "dask" if scheduler else "processes"
    print(
        f"| {count} | {workers} | {by} | {summary.read} | {1000 * seconds / count:.2f} "
        f"| {wall:.0f} | {peak:.0f} | {digest()} |",
        flush=True,
    )


def digest() -> str:
    """One hash of everything that was written."""
    total = hashlib.sha256()
    for path in sorted((WORK / "out").rglob("*.parquet")):
        total.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:12]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.scale")
    parser.add_argument("counts", type=int, nargs="+")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--scheduler", default="")
    parser.add_argument("--again", action="store_true", help="go on with what stands there: nothing changed, or little")
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inner:
        one(asked.counts[0], asked.workers, asked.scheduler)
        return
    parts, plain = bench.paragraphs()
    print("| pages | workers | by | read | ms of processor per page | seconds | MB of the largest process | hash |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    for count in asked.counts:
        if not (WORK / str(count)).exists():
            (WORK / str(count)).mkdir(parents=True)
            for name, data in made.made(count, parts, plain):
                (WORK / str(count) / name).write_bytes(data)
        if not asked.again:
            shutil.rmtree(WORK / "out", ignore_errors=True)
        options = ["--workers", str(asked.workers), "--scheduler", asked.scheduler, "--inner"]
        subprocess.run([sys.executable, "-m", "bench.scale", str(count), *options], check=True)


if __name__ == "__main__":
    main()
