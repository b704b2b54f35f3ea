"""``make bench``: ratios of what was timed side by side, in turn, in processor seconds; and whether they are enough.

    python -m bench [--pages N] [--rounds N] [--peers PYTHON]

Prints a Markdown table and writes it between the marks of docs/performance.md. Exit 1 if a timed run found other claims
than the untimed one.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

from pipeline import declare
from pipeline.cli.machine import Machine

from . import pages as made

WORK = Path("build/bench")
DOC = Path("docs/performance.md")
MARKS = "<!-- bench: written by make bench -->", "<!-- end of bench -->"
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
LIBRARIES = ("ahocorasick-rs", "lxml", "numpy", "pyarrow", "selectolax")
Row = tuple[str, str, str]
Times = dict[tuple[str, str], list[dict]]


def paragraphs() -> tuple[list[str], list[str]]:
    """All paragraphs, and those that name no agent."""
    machine = Machine.prepared(declare.load(Path("."), pages=False), ())
    parts = made.paragraphs()
    return parts, [p for p in parts if not any(m.type == "agent" for m in machine.read(p.encode(), "p").mentions)]


def fewer(count: int) -> int:
    """Pages for an engine that takes a hundred times as long."""
    return max(count // 10, 5)


def prepare(count: int) -> None:
    """The pages, as files that every engine reads."""
    shutil.rmtree(WORK, ignore_errors=True)
    parts, plain = paragraphs()
    few = fewer(count)
    for kind, made_pages in (
        ("dense", made.made(count, parts)), ("mixed", made.made(count, parts, plain)),
        ("few_dense", made.made(few, parts)), ("few_mixed", made.made(few, parts, plain)),
        ("html", ((f"{n:06}.html", page) for n, page in enumerate(made.html_pages()))),
        ("site", made.site_pages(few, parts)),
    ):  # fmt: skip
        (WORK / kind).mkdir(parents=True)
        for name, data in made_pages:
            (WORK / kind / name).write_bytes(data)


OURS = ("extract=dense", "extract alone=dense", "limit=dense", "extract=mixed", "extract alone=mixed", "limit=mixed",
        "html read=html", "html parse=html", "html read=site", "html parse=site")  # fmt: skip
PEERS = ("medspacy=few_dense", "automaton=dense", "medspacy=few_mixed", "automaton=mixed")


def commands(peers: str) -> Iterator[list[str]]:
    """The two sides of a round; an engine is asked for as engine=folder."""
    sides = [([sys.executable, "-m", "bench.ours"], OURS), *([([peers, "-m", "bench.peers"], PEERS)] if peers else [])]
    for command, engines in sides:
        yield [*command, *(f"{name}={WORK / kind}" for name, kind in (engine.split("=") for engine in engines))]


def timed(rounds: int, peers: str) -> Times:
    """Each engine in turn, round after round, each round in fresh processes."""
    times: Times = {}
    for number in range(rounds):
        for command in commands(peers):
            run = subprocess.run(command, env=os.environ | ONE_CORE, stdout=subprocess.PIPE, text=True, check=True)
            for line in run.stdout.splitlines():
                one = json.loads(line)
                times.setdefault((one["engine"], one["kind"]), []).append(one)
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
    return times


def speed(one: dict) -> float:
    return one["bytes"] / one["seconds"]


def ratio(times: Times, ours: tuple[str, str], theirs: tuple[str, str], of: Callable[[dict], float] = speed) -> str:
    """Median and range over the rounds of how many times faster the first is, per byte."""
    if theirs not in times:
        return "not run"
    found = sorted(of(a) / of(b) for a, b in zip(times[ours], times[theirs], strict=True))
    return f"{_short(statistics.median(found))} ({_short(found[0])}–{_short(found[-1])})"


def _short(value: float) -> str:
    return f"{value:.3g}"


def rows(times: Times) -> Iterator[Row]:
    for kind in ("dense", "mixed"):
        for engine in ("extract", "extract alone"):
            what = "extract" if engine == "extract" else "extract, no page of raw/ to compare with"
            rates = [one["pages"] / one["seconds"] for one in times[engine, kind]]
            yield f"{what}, {kind}: pages per second and core", _short(statistics.median(rates)), "–"
            yield f"{what}, {kind} ÷ medspaCy", ratio(times, (engine, kind), ("medspacy", kind)), "100"
            peer = ratio(times, (engine, kind), ("automaton", kind))
            yield f"{what}, {kind} ÷ pyahocorasick, mentions alone", peer, "–"
            yield f"{what}, {kind}: share of the limit", ratio(times, (engine, kind), ("limit", kind)), "0.08"
    for kind, what in (("html", "pages of 3 KB, all text"), ("site", "pages of 80 KB, a third text")):
        cost = ratio(times, ("html parse", kind), ("html read", kind))
        yield f"reading HTML, {what}: cost ÷ parse alone", cost, "1.5"


def same_claims(times: Times) -> bool:
    """Whether each timed run found what a run outside the clock finds."""
    machine = Machine.of(declare.load(Path("."), pages=False), Path("."))
    from .ours import extract, load

    for kind in ("dense", "mixed"):
        plain = extract(load(str(WORK / kind)), machine)()["claims"]
        if any(one["claims"] != plain for one in times["extract", kind]):
            return False
    return True


def table(times: Times, rounds: int, count: int) -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    head = (
        f"{rounds} rounds, engines in turn, {count} pages of {made.SIZE} bytes (medspaCy: {fewer(count)} of them),\n"
        f"processor seconds of one process; median (range). {os.cpu_count()} cores, {platform.machine()}, Python "
        f"{platform.python_version()},\n{libraries}."
    )
    lines = ["| what | measured | must |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows(times))]
    return "\n".join([head, "", *lines])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", default="", help="the Python of the peers' environment")
    asked = parser.parse_args()
    prepare(asked.pages)
    times = timed(asked.rounds, asked.peers)
    text = table(times, asked.rounds, asked.pages)
    print(text)
    before, _, rest = DOC.read_text(encoding="utf-8").partition(MARKS[0])
    DOC.write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{rest.partition(MARKS[1])[2]}", encoding="utf-8")
    if not same_claims(times):
        sys.exit("the timed runs found other claims than the untimed one")


if __name__ == "__main__":
    main()
