"""Runs a plain function over many items, on one process or several, and keeps their order.

Nothing but this file knows how the work is spread, so another way to spread it is a change here and nowhere else.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def map_chunks(
    function: Callable[[Item], Result], items: Iterable[Item], workers: int = 1, chunk: int = 64
) -> Iterator[Result]:
    """Yield ``function(item)`` for each item, in the order of the items whatever the number of workers.

    With several workers, items travel in chunks: sent one by one they cost more than the work on a small page.
    The function and its items must then be picklable. What the function raises is raised here, at its item's turn.

    >>> list(map_chunks(str.upper, ["a", "b"]))
    ['A', 'B']
    """
    if workers <= 1:
        yield from map(function, items)
        return
    # Spawn, not fork: the same on every platform, and safe beside the threads of the libraries that read tables.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(function, items, chunksize=chunk)
