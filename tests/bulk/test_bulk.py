"""Shards: the claims that ``extract`` prints, and no page read twice."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from pipeline import store
from pipeline.cli import bulk
from pipeline.cli.bulk import shards, worker
from pipeline.records import Fault


def bytes_of(folder):
    return {name: hashlib.sha256(data).hexdigest() for name, data in store.read_tree(folder).items()}


def test_the_claims_are_those_that_extract_prints(cli, pages, run, written):
    summary = run(pages, compared=True, workers=1)
    printed = [json.loads(line) for line in cli("extract", pages).stdout.splitlines()]
    assert summary.claims == len(printed) > 6
    found = {(r["page"], r["agent"], r["relation"], r["object"], r["start"], r["quote"]) for r in written("claims")}
    assert found == {(r["file"], *(r[k] for k in "agent relation object start quote".split())) for r in printed}
    assert [row["page"] for row in written("pages")] == sorted(map(str, pages.iterdir()))


def test_only_what_changed_is_read_again(pages, run, written, tmp_path):
    run(pages)
    before = bytes_of(tmp_path / "out")
    again = run(pages)
    assert again.read == 0 and bytes_of(tmp_path / "out") == before
    (pages / "3.txt").write_text("Nothing here any more.", encoding="utf-8")
    (pages / "new.txt").write_text("Filgrastim is used to treat neutropenia.", encoding="utf-8")
    (pages / "0.txt").unlink()
    summary = run(pages)
    assert (summary.pages, summary.read) == (6, 2)
    left = {row["page"].rpartition("/")[2] for row in written("claims")}
    assert left == {"1.txt", "2.txt", "4.txt", "5.txt", "new.txt"}
    anew = run(pages, out=tmp_path / "anew")
    assert anew.read == 6 and bytes_of(tmp_path / "anew") == bytes_of(tmp_path / "out")


def test_damage_or_another_question_reads_everything_again(pages, run, tmp_path):
    run(pages)
    before = bytes_of(tmp_path / "out")
    (tmp_path / "out/claims/part-00000.parquet").write_bytes(b"PAR1 and then nothing")
    assert run(pages).read == 6 and bytes_of(tmp_path / "out") == before
    assert run(pages, everything=True).read == 6


def test_workers_change_no_byte(pages, run, tmp_path, monkeypatch):
    monkeypatch.setattr(shards, "SIZE", 2)
    run(pages)
    assert len(list((tmp_path / "out/claims").iterdir())) > 1  # three at most: where a page goes hangs on its address
    run(pages, out=tmp_path / "two", workers=2)
    assert bytes_of(tmp_path / "two") == bytes_of(tmp_path / "out")
    monkeypatch.setattr(shards, "SIZE", 1000)  # the number of shards is that of the first run
    assert run(pages).read == 0


def test_pages_and_shards_may_lie_at_an_address(pages, run, tmp_path):
    run(pages)
    summary = run(f"file://{pages}", out=f"file://{tmp_path}/far")
    assert (summary.pages, summary.faults) == (6, [])
    names = [set(bytes_of(tmp_path / folder)) for folder in ("out", "far")]
    assert names[0] == names[1]
    assert run(f"file://{pages}", out=f"file://{tmp_path}/far").read == 0


def test_a_second_run_is_refused(pages, run, tmp_path):
    with store.alone(tmp_path / "out"), pytest.raises(Fault, match="locked"):
        run(pages)


def test_a_folder_of_something_else_is_refused(pages, run, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / bulk.LAYOUT).write_text("many")
    with pytest.raises(Fault, match="layout_unknown"):
        run(pages)


def dies_of(given, shard):
    """``work`` that takes its process down on one page, as a fault in a library would."""
    for page in shard.pages:
        if page.endswith("2.txt") and page not in shard.crashed:
            if shard.watched:
                store.write_atomic(f"{given.out}/{shard.watch}", page.encode())
            os.kill(os.getpid(), signal.SIGKILL)
    return worker.work(given, shard)


def test_a_page_that_takes_its_worker_down_is_left_out(pages, run, written, tmp_path, monkeypatch):
    monkeypatch.setattr(bulk, "work", dies_of)
    summary = run(pages, workers=1)
    assert [(fault.code, fault.where[-5:]) for fault in summary.faults] == [("page_crashed", "2.txt")]
    assert {row["page"][-5:] for row in written("claims")} == {f"{n}.txt" for n in (0, 1, 3, 4, 5)}
    assert not list((tmp_path / "out/pages").glob("*.at"))


def test_killed_at_any_moment_it_goes_on(pages, run, written, tmp_path, thinned, root):
    """What stands there is whole, and the next run makes of it what one run would have made."""
    run(pages, out=tmp_path / "whole", compared=True)
    command = [sys.executable, "-m", "pipeline", "extract", str(pages), "--out", str(tmp_path / "out")]
    env = {**os.environ, "PYTHONPATH": str(root)}
    for _ in range(3):
        started = subprocess.Popen(command, cwd=thinned, env=env, start_new_session=True, stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0.5, 4))
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()
        if (tmp_path / "out/claims").exists():
            written("claims")  # raises for a file in pieces
    run(pages, compared=True)
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "whole")
