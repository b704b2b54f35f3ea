"""What ``dvc repro`` costs: ``python -m bench.repro [--rounds N]``, in a clone of the last commit.

Processor seconds, children included, of a build from nothing, with nothing changed and with one page changed; beside it
DVC's own floor, a pipeline of as many stages that copy a file, and the stages' commands by themselves.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

WORK = Path("build/repro")
HERE, FLOOR = WORK / "clone", WORK / "floor"
ENVIRONMENT = os.environ | {
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    "DVC_NO_ANALYTICS": "1",
    "GX_ANALYTICS_ENABLED": "false",
}


def cost(command: str, folder: Path) -> float:
    """Processor seconds of a command and all that it starts; what it says is shown if it fails."""
    with open(WORK / "output.txt", "w+b") as output:
        run = subprocess.Popen(command.split(), cwd=folder, env=ENVIRONMENT, stdout=output, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(run.pid, 0)
    if status:
        sys.exit(f"{command} failed:\n{(WORK / 'output.txt').read_text()}")
    return used.ru_utime + used.ru_stime


def prepare(stages: int) -> None:
    """The clone, and a chain of so many stages of which each needs the file before it."""
    shutil.rmtree(WORK, ignore_errors=True)
    FLOOR.mkdir(parents=True)
    cost(f"git clone --quiet . {HERE}", Path("."))
    cost("git init --quiet", FLOOR)
    cost("dvc init --quiet", FLOOR)
    chain = {
        f"stage{n}": {
            "cmd": f"cp {n}.txt {n + 1}.txt",
            "deps": [f"{n}.txt"],
            "outs": [{f"{n + 1}.txt": {"cache": False}}],
        }
        for n in range(stages)
    }
    (FLOOR / "dvc.yaml").write_text(yaml.safe_dump({"stages": chain}))
    (FLOOR / "0.txt").write_text("something")


def from_nothing(folder: Path) -> None:
    """What stands in no repository, and what DVC remembers, is gone."""
    for name in ("build", ".dvc/tmp", ".dvc/cache"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for path in (folder / "dvc.lock", *folder.glob("[1-9].txt")):
        path.unlink(missing_ok=True)


def change_page() -> None:
    """One page, the smallest, gets one more line, and its row the new hash."""
    page = min((HERE / "raw/pages").iterdir(), key=lambda path: path.stat().st_size)
    before, after = page.read_bytes(), page.read_bytes() + b"\n"
    page.write_bytes(after)
    sources = (HERE / "raw/sources.csv").read_text(encoding="utf-8")
    old, new = (hashlib.sha256(data).hexdigest() for data in (before, after))
    (HERE / "raw/sources.csv").write_text(sources.replace(old, new), encoding="utf-8")


def change_floor() -> None:
    (FLOOR / "0.txt").write_text("something else")


def measured(commands: dict[str, str]) -> Iterator[tuple[str, float]]:
    """One round."""
    cost("git checkout --quiet .", HERE)
    (FLOOR / "0.txt").write_text("something")
    both: list[tuple[str, Path, Callable[[], None]]] = [
        ("dvc repro", HERE, change_page),
        ("floor", FLOOR, change_floor),
    ]
    for what, folder, change in both:
        from_nothing(folder)
        yield f"{what}, from nothing", cost("dvc repro", folder)
        yield f"{what}, nothing changed", cost("dvc repro", folder)
        change()
        yield f"{what}, one page changed", cost("dvc repro", folder)
    for name, command in commands.items():
        yield f"stage {name} by itself", cost(command, HERE)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.repro")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    stages = yaml.safe_load(Path("dvc.yaml").read_text(encoding="utf-8"))["stages"]
    prepare(len(stages))
    found: dict[str, list[float]] = {}
    for _ in range(asked.rounds):
        for what, seconds in measured({name: stage["cmd"] for name, stage in stages.items()}):
            found.setdefault(what, []).append(seconds)
    print("| what | processor seconds, median (range) |", "|---|---|", sep="\n")
    for what, times in found.items():
        print(f"| {what} | {statistics.median(times):.1f} ({min(times):.1f}–{max(times):.1f}) |")


if __name__ == "__main__":
    main()
