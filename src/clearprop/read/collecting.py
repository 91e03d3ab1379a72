"""Python's collector of cycles: while tapes are held it would look at all their nodes again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

RARELY = (200_000, 20, 100)
"""New objects before the collector looks at them; its own default is 700."""


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Within, cycles are looked for rarely; afterwards as before."""
    before = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
