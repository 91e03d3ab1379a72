"""Building long Programs: Python's cyclic collector is paused, for equations make no cycles and are many."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Reference counting frees all that a Program drops; a collection would only walk its equations again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
