"""Class numbers as one-hot rows."""

import numpy as np
from numpy.typing import NDArray

from clearprop.train.data.errors import DataError


def one_hot(labels: NDArray[np.int64], classes: int) -> NDArray[np.float64]:
    """f64[rows, classes] from i64[rows]: 1 at the row's class, 0 elsewhere.

    Raises DataError for a label that is out of range or no whole number.
    """
    labels = np.asarray(labels)
    if labels.ndim != 1 or labels.dtype.kind not in "iu":
        raise DataError(f"expected class numbers i64[rows], found {labels.dtype}{list(labels.shape)}.")
    outside = labels[(labels < 0) | (labels >= classes)]
    if outside.size:
        raise DataError(f"expected class numbers from 0 to {classes - 1}, found {outside[0]}.")
    rows = np.zeros((len(labels), classes))
    rows[np.arange(len(labels)), labels] = 1
    return rows
