"""Rows as a network takes them: checked and in its dtype, cut into batches, run through its Programs."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from clearprop.execute.interpret import interpret
from clearprop.ir import Program
from clearprop.nn.choices import is_whole
from clearprop.train.outcomes import Outcome

ROWS_AT_ONCE = 2048
"""How many rows are predicted at once: more would only take memory."""

Programs = Callable[[int], Program]
Arrays = Mapping[str, np.ndarray]


def rows_of(features: Any, columns: int, dtype: np.dtype) -> np.ndarray:
    """f[rows, columns] of the dtype. ValueError for what does not fit, and for NaN."""
    x = np.asarray(features)
    if x.dtype.kind not in "buif":
        raise ValueError(f"X holds {x.dtype}; expected numbers.")
    if x.ndim != 2 or x.shape[1] != columns:
        raise ValueError(f"X has the shape {list(x.shape)}; this network takes [rows, {columns}].")
    x = np.asarray(x, dtype)
    if not np.isfinite(x).all():
        row = int(np.argmin(np.isfinite(x).all(axis=1)))
        raise ValueError(f"X holds NaN or infinity, first in row {row}; leave out such rows or fill them in.")
    return x


def batch_of(batch_size: int | str | None, rows: int) -> int:
    """How many rows a batch has: None is all, "auto" 32 or all. ValueError for one that is larger than the data."""
    if batch_size is None:
        return rows
    if batch_size == "auto":
        return min(32, rows)
    if not is_whole(batch_size, 1):
        raise ValueError(f"batch_size={batch_size!r}: expected a whole number of at least 1, or None for all rows.")
    size = int(batch_size)
    if size > rows:
        raise ValueError(
            f"a batch of {size} is larger than the data, which has {rows} rows; choose at most that, or None for all."
        )
    return size


def outputs_for(x: np.ndarray, arrays: Arrays, predictions: Programs, outputs: int) -> np.ndarray:
    """y_hat for each row.   x: f[rows, features] -> f[rows, outputs]."""
    y_hat = np.empty((len(x), outputs), x.dtype)
    with np.errstate(all="ignore"):
        for start in range(0, len(x), ROWS_AT_ONCE):
            part = x[start : start + ROWS_AT_ONCE]
            y_hat[start : start + len(part)] = interpret(predictions(len(part)), {**arrays, "x": part})["y_hat"]
    return y_hat


def measured(
    x: np.ndarray, y: np.ndarray, arrays: Arrays, objectives: Programs, outcome: Outcome
) -> tuple[float, float]:
    """The mean loss over rows, and the metric.   x: f[rows, features], y: f[rows, outputs]."""
    total, y_hat = 0.0, np.empty_like(y)
    with np.errstate(all="ignore"):
        for start in range(0, len(x), ROWS_AT_ONCE):
            part = slice(start, start + ROWS_AT_ONCE)
            out = interpret(objectives(len(x[part])), {**arrays, "x": x[part], "y": y[part]})
            total += float(out["L"]) * len(x[part])
            y_hat[part] = out["y_hat"]
    return total / len(x), outcome.score(y_hat, y)
