"""Evenly spaced numbers between two that may be traced: np.linspace, in arithmetic."""

from typing import Any

import numpy as np

from clearprop.ops.axes import array
from clearprop.ops.base import TRACED


def linspace(
    start: Any,
    stop: Any,
    num: int = 50,
    endpoint: bool = True,
    retstep: bool = False,
    dtype: Any = None,
    axis: int = 0,
) -> Any:
    """From start in ``num`` even steps to stop, which is the last number unless ``endpoint`` is False."""
    start, stop = array(start), array(stop)
    step = (stop - start) / max(num - 1 if endpoint else num, 1)
    counts = np.reshape(np.arange(num, dtype=step.dtype), (num,) + (1,) * len(step.shape))
    numbers = counts * step + start
    numbers = numbers if axis == 0 else np.moveaxis(numbers, 0, axis)
    numbers = numbers if dtype is None else numbers.astype(dtype)
    return (numbers, step) if retstep else numbers


TRACED[np.linspace] = linspace
