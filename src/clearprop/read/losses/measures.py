"""What people print instead of the loss: accuracy, the root of the mean squared error, the mean error."""

from collections.abc import Iterator

import numpy as np

from clearprop.read.losses.base import Array


def measures(a: Array, y: Array) -> Iterator[tuple[str, float]]:
    """Each by its name.   a, y: f[rows, outputs]."""
    squares = (a - y) ** 2
    yield "root_mean_squared_error", float(np.sqrt(np.mean(squares)))
    yield "root_of_mean_over_rows", float(np.sqrt(np.mean(np.sum(squares, axis=1))))
    yield "error_norm", float(np.sqrt(np.sum(squares)))
    yield "mean_error", float(np.mean(a - y))
    yield "sum_of_errors", float(np.sum(a - y))
    yield "largest_error", float(np.max(abs(a - y)))
    for name, right in (("accuracy", np.mean(hits(a, y))), ("right_answers", np.sum(hits(a, y)))):
        yield name, float(right)
    yield "error_rate", float(1 - np.mean(hits(a, y)))
    yield "wrong_answers", float(len(a) - np.sum(hits(a, y)))
    yield "r_squared", float(1 - np.sum(squares) / spread) if (spread := float(np.sum((y - y.mean(0)) ** 2))) else 0.0


def hits(a: Array, y: Array) -> Array:
    """1 for each row whose class is right: the largest output's, or the one output's side of the middle."""
    if a.shape[1] > 1:
        return np.asarray(a.argmax(axis=1) == y.argmax(axis=1), dtype=np.float64)
    middle = 0.0 if y.min(initial=0.0) < 0 else 0.5
    return np.asarray((a[:, 0] > middle) == (y[:, 0] > middle), dtype=np.float64)
