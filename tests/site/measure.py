"""How fast the explorer is with many claims: ``python -m tests.site.measure [CLAIMS]`` prints the figures.

The published claims, with their evidence, are repeated under keys of their own until there are as many as asked for.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

import pandas as pd

from pipeline import compile, declare, package, store

ROOT = Path(__file__).parents[2]
KEYED = ("claims", "indications", "adverse_events", "administration", "agent_facts", "evidence", "claims_flat")
KEYS = ("claim_id", "pair_id", "evidence_id")
FILTERS = ("claims?standing=denied", "claims?q=melanoma", "claims?agent=interleukin", "claims?type=adverse_event", "claims")
ANSWER = """const [hash, done] = arguments, from = performance.now();
addEventListener('hashchange', () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - from))), {once: true});
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
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    declared = declare.load(ROOT)
    schemas = compile.expand(declared.schemas, declared.enumerations)
    tables = ROOT / "data_out" / "tables"
    frames = {name: compile.parse_csv(store.read_bytes(tables / f"{name}.csv"), schemas[name]) for name in schemas}
    made = package.site_bytes(store.read_tree(ROOT / "site"), many(frames, claims), schemas, declared.package, {})
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1440,900"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.html"
        path.write_bytes(made)
        loads, answers = [], {hash: [] for hash in FILTERS}
        for _ in range(5):
            driver.get("about:blank")
            driver.get(path.as_uri())
            loads.append(driver.execute_script("return performance.getEntriesByType('mark').at(-1).startTime"))
            for hash in FILTERS:
                answers[hash].append(driver.execute_async_script(ANSWER, hash))
    driver.quit()
    print(f"{claims} claims, {len(made) / 1e6:.1f} MB, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"first rows after {statistics.median(loads):.0f} ms (largest of five {max(loads):.0f})")
    for hash, times in answers.items():
        print(f"{hash}: {statistics.median(times):.0f} ms (largest {max(times):.0f})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 5000)
