"""The functions that a mended script calls; they are built in while it runs."""

import builtins
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from clearprop.read.surroundings.replacing import replaced
from clearprop.read.surroundings.request import Execute
from clearprop.read.surroundings.rewritten import text_of

BOTH_WHOLE, DIVIDED = "__both_whole__", "__divided__"
SINGLE, SINGLES, RAGGED = "__single__", "__singles__", "__ragged__"  # of the text ``scalars``, which is recorded


def both_whole(left: Any, right: Any) -> bool:
    """Whether Python 2 rounds down what these make when one is divided by the other."""
    return is_whole(left) and is_whole(right)


def is_whole(value: Any) -> bool:
    return isinstance(value, int | np.integer) or (isinstance(value, np.ndarray) and value.dtype.kind in "iub")


def divided(left: Any, right: Any) -> Any:
    """Python 2's division, for a place where only a call can stand."""
    return left // right if both_whole(left, right) else left / right


@contextmanager
def mended_names(execute: Execute) -> Iterator[None]:
    """All of them, built in."""
    scalars: dict[str, Any] = {"__name__": "scalars"}
    execute(text_of("scalars"), "scalars.py", scalars)
    recorded = {SINGLE: scalars["single"], SINGLES: scalars["singles"], RAGGED: scalars["ragged"]}
    with (
        replaced(builtins, **{BOTH_WHOLE: both_whole, DIVIDED: divided}, **recorded),
        replaced(np, asscalar=scalars["single"], asfarray=scalars["floats"]),
    ):
        yield
