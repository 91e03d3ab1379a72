"""What NumPy did of itself once: an array of one number taken as that number, lists of unequal length as objects."""

from typing import Any

import numpy as np


def single(value: Any) -> Any:
    """The number that an array of one number holds; anything else as it is."""
    if isinstance(value, np.ndarray) and value.size == 1 and value.ndim > 0:
        return value.item()
    return value


def singles(values: Any) -> Any:
    """The same for every value of a tuple, or for one value."""
    return tuple([single(value) for value in values]) if isinstance(values, tuple) else single(values)


def floats(values: Any, dtype: Any = np.float64) -> Any:
    """np.asfarray: an array of floats, of texts of numbers too."""
    return np.asarray(values, dtype=dtype if np.dtype(dtype).kind in "fc" else np.float64)


def ragged(values: Any, *more: Any, **named: Any) -> Any:
    """np.array, of objects where the values differ in length."""
    try:
        return np.array(values, *more, **named)
    except ValueError:
        values = list(values)
        made = np.empty(len(values), dtype=object)
        for place, value in enumerate(values):
            made[place] = value
        return made
