"""Publishing swaps a whole folder in one step, or not at all."""

import errno
import inspect
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from pipeline import store
from pipeline.records import Fault

NAMES = [f"tables/{n}.csv" for n in range(30)] + ["README.md", "site/index.html"]


def edition(mark: str) -> dict[str, bytes]:
    return {name: f"{mark} {name}\n".encode() * 500 for name in NAMES}


def whole(target) -> str:
    """The mark of the one edition that the folder holds, byte for byte; fails on a mixture."""
    found = store.read_tree(target, skip=("releases",))
    mark = found["README.md"].split()[0].decode()
    assert found == edition(mark)
    return mark


def clean(target):
    return sorted(p.name for p in target.parent.iterdir()) == [f".{target.name}.lock", target.name]


@pytest.fixture
def target(tmp_path):
    target = tmp_path / "out"
    store.publish(edition("first"), target, lambda folder: None)
    (target / "releases").mkdir()
    (target / "releases" / "1.zip").write_bytes(b"zip")
    return target


def test_what_is_published_is_what_was_verified(target):
    seen = {}
    store.publish(edition("second"), target, lambda folder: seen.update(store.read_tree(folder)))
    assert whole(target) == "second" and clean(target)
    assert store.read_tree(target) == seen
    assert seen["releases/1.zip"] == b"zip"


def test_files_of_the_old_edition_do_not_linger(target):
    (target / "tables" / "gone.csv").write_bytes(b"x")
    store.publish(edition("second"), target, lambda folder: None)
    assert whole(target) == "second"


@pytest.mark.parametrize("error", [Fault("x", "y", "z", "w"), ValueError("bug"), KeyboardInterrupt()])
def test_a_refusal_leaves_everything_as_it_was(target, error):
    before = store.read_tree(target)

    def refuse(folder):
        raise error

    with pytest.raises(type(error)):
        store.publish(edition("second"), target, refuse)
    assert store.read_tree(target) == before and clean(target)


def test_names_that_leave_the_package_are_refused(target):
    with pytest.raises(Fault, match="path_escapes"):
        store.publish(edition("second") | {"../stray": b"x"}, target, lambda folder: None)
    assert whole(target) == "first" and clean(target)


def test_without_exchange_two_renames_do(target, monkeypatch):
    monkeypatch.setattr(store.publishing, "_exchange", lambda one, other: False)
    store.publish(edition("second"), target, lambda folder: None)
    assert whole(target) == "second" and clean(target)


def test_without_exchange_a_death_between_the_renames_is_mended(target, monkeypatch):
    os.rename(target, target.with_name(".out.old"))
    (target.with_name(".out.new") / "half").mkdir(parents=True)
    store.recover(target)
    assert whole(target) == "first" and clean(target)


def test_a_second_rename_that_fails_is_taken_back(target, monkeypatch):
    monkeypatch.setattr(store.publishing, "_exchange", lambda one, other: False)
    real = os.rename

    def rename(one, other):
        if str(one).endswith(".new"):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(one, other)

    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(Fault, match="disk_full"):
        store.publish(edition("second"), target, lambda folder: None)
    assert whole(target) == "first" and clean(target)


CHILD = """
import itertools, resource, time
from pipeline import store
NAMES = {names!r}
{edition}
{before}
print("start", flush=True)
for mark in itertools.islice(itertools.cycle({marks!r}), {times}):
    store.publish(edition(mark), {target!r}, lambda folder: time.sleep({pause}))
"""


def child(target, marks=("second", "third"), before="", times=10**6, pause=0):
    """Another process that publishes again and again, started and ready."""
    values = {"names": NAMES, "edition": inspect.getsource(edition), "target": str(target)}
    code = CHILD.format(marks=marks, before=before, times=times, pause=pause, **values)
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "start\n", process.stderr.read()
    return process


NO_EXCHANGE = "store.publishing._exchange = lambda one, other: False"


@pytest.mark.parametrize("before", ["", NO_EXCHANGE], ids=["exchange", "two renames"])
def test_killed_at_any_moment_the_last_good_edition_is_whole(target, before):
    draw = random.Random(2)
    for _ in range(8):
        process = child(target, before=before)
        time.sleep(draw.uniform(0, 0.15))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        if not before:
            whole(target)  # nobody need mend anything for readers to see it whole
        store.recover(target)
        whole(target)
        assert clean(target)
        assert (target / "releases" / "1.zip").read_bytes() == b"zip"


def test_two_runs_at_once_take_turns(target):
    runs = [child(target, (mark,), times=12, pause=0.02) for mark in ("second", "third")]
    while any(run.poll() is None for run in runs):
        (target / "README.md").read_text()  # there at every moment
    for run in runs:
        message = run.communicate()[1]
        assert run.returncode == 0, message
    assert whole(target) in {"second", "third"} and clean(target)
    assert store.read_tree(target)["releases/1.zip"] == b"zip"


def test_a_run_that_waits_too_long_says_why(target):
    def meanwhile(folder):
        store.publish(edition("third"), target, lambda folder: None, wait=0)

    with pytest.raises(Fault, match="locked"):
        store.publish(edition("second"), target, meanwhile)
    assert whole(target) == "first" and clean(target)


def test_a_full_disk_is_one_clear_fault(target):
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))"
    process = child(target, before=limit)
    message = process.communicate(timeout=30)[1].splitlines()[-1]
    assert "[disk_full]; remedy: free some space" in message
    assert whole(target) == "first" and clean(target)


def test_a_target_that_is_a_link_stays_one(target):
    link = target.with_name("link")
    link.symlink_to(target)
    store.publish(edition("second"), link, lambda folder: None)
    assert link.is_symlink() and whole(target) == "second"
