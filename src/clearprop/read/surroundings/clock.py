"""A clock that starts at the same time in every run and moves a little whenever it is read; nobody sleeps."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from clearprop.read.surroundings.replacing import replaced

START, TICK = (
    1_700_000_000,
    0.01,
)  # seconds; so that a loop `while time.time() < end` ends, and a rate has no zero below it


@contextmanager
def own_clock() -> Iterator[None]:
    """time.time() as a function of how often it was called; perf_counter is left alone, the recorder looks at it."""
    ticks = count()

    def seconds() -> float:
        return START + next(ticks) * TICK

    def nanoseconds() -> int:
        return round(seconds() * 1e9)

    def sleep(duration: float) -> None: ...

    with replaced(time, time=seconds, time_ns=nanoseconds, clock=seconds, sleep=sleep):
        yield
