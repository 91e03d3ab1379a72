"""Arrays from what people pass in: lists, arrays, and frames or series of any library that converts to NumPy."""

from numbers import Real
from typing import Any

import numpy as np


def array_of(values: Any) -> np.ndarray:
    """The values as an array; objects, as which a frame of columns of several dtypes comes, as f64 if all are numbers."""
    array = np.asarray(values)
    if array.dtype.kind == "O" and all(isinstance(value, Real | np.bool_) for value in array.flat):
        return array.astype(np.float64)
    return array
