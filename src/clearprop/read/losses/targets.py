"""Targets as a loss wants them: labels as one-hot rows, no and yes as -1 and 1."""

from typing import Any

import numpy as np

from clearprop.read.losses.base import Array, as_rows


def targets_for(a: Any, y: Any, kind: str) -> Array | None:
    """The targets in the shape of the predictions, as losses of this kind take them; None where they do not fit."""
    a, rows = as_rows(a), as_rows(y)
    if rows.shape != a.shape:
        found = one_hot(a, rows)
        if found is None:
            return None
        rows = found
    if kind == "sign" and set(np.unique(rows)) <= {0.0, 1.0}:
        return 2 * rows - 1
    return rows


def one_hot(a: Array, labels: Array) -> Array | None:
    """Rows with a one at each label."""
    whole = labels.astype(int)
    if labels.shape != (len(a), 1) or (whole != labels).any() or whole.min() < 0 or whole.max() >= a.shape[1]:
        return None
    return np.asarray(np.eye(a.shape[1])[whole[:, 0]])
