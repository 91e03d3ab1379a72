"""Rows as a network takes them: checked and in its dtype, cut into batches, run through its Programs."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from clearprop.execute.interpret import interpret
from clearprop.ir import Program
from clearprop.nn.choices import is_whole
from clearprop.train.frames import array_of
from clearprop.train.outcomes import Outcome

ROWS_AT_ONCE = 2048
"""How many rows are predicted at once: more would only take memory."""

Programs = Callable[[int], Program]
Arrays = Mapping[str, np.ndarray]


def rows_of(features: Any, columns: int, dtype: np.dtype) -> np.ndarray:
    """f[rows, columns] of the dtype. ValueError for what does not fit, and for NaN."""
    x = array_of(features)
    if x.dtype.kind not in "buif":
        raise ValueError(f"X holds {x.dtype}; expected numbers.")
    if x.ndim != 2 or x.shape[1] != columns:
        raise ValueError(f"X has the shape {list(x.shape)}; this network takes [rows, {columns}].")
    x = np.asarray(x, dtype)
    if not np.isfinite(x).all():
        row = int(np.argmin(np.isfinite(x).all(axis=1)))
        raise ValueError(f"X holds NaN or infinity, first in row {row}; leave out such rows or fill them in.")
    return x


def batch_of(batch_size: int | str | None, rows: int, least: int = 1) -> int:
    """How many rows a batch has: None is all, "auto" 32 or all. ValueError for one that is larger than the data.

    No batch may have fewer than ``least``, not the last one either: "auto" sees to it, and ValueError for another.
    """
    if rows < least:
        raise ValueError(
            f"there is {rows} row to train on; this network normalises over the batch, which takes {least}."
        )
    if batch_size is None:
        return rows
    if batch_size == "auto":
        return fitting(rows, least)
    if not is_whole(batch_size, 1):
        raise ValueError(f"batch_size={batch_size!r}: expected a whole number of at least 1, or None for all rows.")
    size = int(batch_size)
    if size > rows:
        raise ValueError(
            f"a batch of {size} is larger than the data, which has {rows} rows; choose at most that, or None for all."
        )
    smallest = min(size, rows % size or size)
    if smallest < least:
        raise ValueError(
            f"{rows} rows in batches of {size} leave a batch of {smallest}, and this network normalises over the batch, "
            f"which takes {least} rows; choose another batch_size, such as {fitting(rows, least)}."
        )
    return size


def fitting(rows: int, least: int) -> int:
    """32 or all rows, or somewhat fewer where too few would be left."""
    sizes = range(min(32, rows), 0, -1)
    return next((size for size in sizes if least <= min(size, rows % size or size)), rows)


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
