"""Whatever one page does, the others are read: limits of time and memory, and a fault for everything that is raised."""

from __future__ import annotations

import resource
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import TypeVar

from pipeline.records import Fault, Faults

Result = TypeVar("Result")
SECONDS = 60  # of processor time for one page: the slowest page of the largest size takes a fifth
MEMORY = 4 * 1024**3  # bytes a worker may map, libraries included; it holds a tenth of that when it starts
REPORT = "report it with the page; it is left out until then"


class OverTime(BaseException):
    """Not an Exception: no handler on the way may take it for something else."""


def tried(name: str, function: Callable[[], Result]) -> tuple[Result | None, tuple[Fault, ...]]:
    """The result of reading one page, or the faults that say why there is none; nothing is raised but a stop by hand.

    >>> tried("p", lambda: 1 / 0)[1][0].code
    'page_failed'
    """
    try:
        with limited(SECONDS):
            return function(), ()
    except Faults as raised:
        return None, raised.faults
    except Fault as fault:
        return None, (fault,)
    except OverTime:
        problem = f"it takes more than {SECONDS} seconds of processor time"
        return None, (Fault("page_too_slow", name, problem, REPORT),)
    except MemoryError:
        return None, (Fault("page_too_large", name, "it takes more memory than one page may", REPORT),)
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        problem = f"{type(error).__name__} in {PurePath(last.filename).name}:{last.lineno}: {error}"
        return None, (Fault("page_failed", name, " ".join(problem.split())[:300], REPORT),)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise OverTime inside the block after so much processor time. Only where signals arrive: the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise OverTime

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def limit_memory() -> None:
    """Let this process map at most MEMORY; beyond that Python raises MemoryError and the page is left out."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY if most < 0 else min(MEMORY, most), most))
