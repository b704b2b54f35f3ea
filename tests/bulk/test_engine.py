"""Spreading work: every task once, whatever happens to a worker."""

import os
import signal

import pytest

from pipeline.engine import LOST, spread


def double(given, task):
    return given * task


def deadly(given, task):
    if task == given:
        os.kill(os.getpid(), signal.SIGKILL)
    return task


def failing(given, task):
    raise ValueError(task)


@pytest.mark.parametrize("workers", [1, 2])
def test_each_task_comes_back_with_its_result(workers):
    assert sorted(spread(double, 3, range(20), workers)) == [(n, 3 * n) for n in range(20)]


def test_only_the_task_that_kills_is_lost():
    done = dict(spread(deadly, 7, range(12), 2))
    assert done.pop(7) is LOST
    assert done == {n: n for n in range(12) if n != 7}


def test_what_work_raises_is_raised():
    with pytest.raises(ValueError, match="0"):
        list(spread(failing, None, [0]))
