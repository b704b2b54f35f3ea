"""How fast the explorer is with many claims: ``python -m tests.site.measure [CLAIMS]`` prints the figures.

The published claims, with their evidence, are repeated under keys of their own until there are as many as asked for.
"""

from __future__ import annotations

import hashlib
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from pipeline import compile, declare, package, store
from tests.site.browser import chromium, resize

ROOT = Path(__file__).parents[2]
KEYED = ("claims", "indications", "adverse_events", "administration", "agent_facts", "evidence", "claims_flat")
ROUNDS = 5
KEYS = ("claim_id", "pair_id", "evidence_id")
FILTERS = tuple(f"claims?{part}" for part in ("standing=denied", "q=cancer", "agent=interleukin", "type=adverse_event"))
ANSWER = """const [hash, done] = arguments, from = performance.now();
const shown = () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - from)));
addEventListener('hashchange', shown, {once: true});
location.hash = `/${hash}`;"""


def many(frames: dict[str, pd.DataFrame], claims: int) -> dict[str, pd.DataFrame]:
    """The tables with each claim repeated until there are ``claims`` of them."""
    times = -(-claims // len(frames["claims"]))
    grown = dict(frames)
    for name in KEYED:
        copies = [frames[name].assign(**_keys(frames[name], copy)) for copy in range(times)]
        grown[name] = pd.concat(copies, ignore_index=True)
    kept = set(grown["claims"]["claim_id"].iloc[:claims])
    return grown | {name: grown[name][grown[name]["claim_id"].isin(kept)] for name in KEYED}


def _keys(frame: pd.DataFrame, copy: int) -> dict[str, pd.Series]:
    """The key columns of one copy; the first copy keeps its keys, so that conflicts still lead somewhere."""
    columns = [column for column in KEYS if column in frame] if copy else []
    return {column: frame[column].map(lambda key: _other(key, copy)) for column in columns}


def _other(key: str, copy: int) -> str:
    return f"{key.split('-')[0]}-{hashlib.sha256(f'{key} {copy}'.encode()).hexdigest()[:12]}"


def main(claims: int) -> None:
    declared = declare.load(ROOT)
    schemas = compile.expand(declared.schemas, declared.enumerations)
    tables = ROOT / "data_out" / "tables"
    frames = {name: compile.parse_csv(store.read_bytes(tables / f"{name}.csv"), schemas[name]) for name in schemas}
    made = package.site_bytes(store.read_tree(ROOT / "site"), many(frames, claims), schemas, declared.package, {})
    driver = chromium()
    resize(driver, 1440, 900)
    driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    loads, answers = [], {hash: [] for hash in FILTERS}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.html"
        path.write_bytes(made)
        for _ in range(ROUNDS):
            driver.get("about:blank")
            loads.append(_timed(driver, lambda: _load(driver, path)))
            for hash in FILTERS:
                answers[hash].append(_timed(driver, lambda hash=hash: driver.execute_async_script(ANSWER, hash)))
    driver.quit()
    print(f"{claims} claims, {len(made) / 1e6:.1f} MB, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for name, times in {"first rows": loads, **answers}.items():
        wall, busy = (statistics.median(pair[at] for pair in times) for at in (0, 1))
        print(f"{name}: {wall:.0f} ms, of which the page computes {busy:.0f} ms")


def _load(driver, path: Path) -> float:
    driver.get(path.as_uri())
    return driver.execute_script("return performance.getEntriesByName('first rows')[0].startTime")


def _timed(driver, act: Callable[[], float]) -> tuple[float, float]:
    """Milliseconds on the clock, as the page saw it, and on the processor, which a busy machine does not stretch."""
    before = _busy(driver)
    wall = act()
    return wall, _busy(driver) - before


def _busy(driver) -> float:
    metrics = driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    return next(one["value"] for one in metrics if one["name"] == "TaskDuration") * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 5000)
