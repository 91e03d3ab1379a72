"""What updates may descend: each standard loss as a derivative at the predictions, whatever way their array lies."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from clearprop.read.losses import DIRECTIONS, StandardLoss
from clearprop.read.losses.base import IS
from clearprop.read.losses.targets import targets_for

Derivative = Callable[[Any, Any], Any]

BY_ROW = frozenset(("cross_entropy_with_logits",))
"""Losses whose derivative at one output takes the other outputs of the row as well."""


def derivative_of(loss: StandardLoss) -> Derivative:
    """∂L/∂a of predictions and targets as the script keeps them: a number, a vector, rows, columns."""

    def derivative(a: Any, y: Any) -> Any:
        a, y = np.asarray(a, float), np.asarray(y, float)
        if y.size > a.size:  # one prediction, held against several targets
            several = np.broadcast_shapes(a.shape, y.shape)
            return gathered(derivative(np.broadcast_to(a, several), np.broadcast_to(y, several)), a.shape)
        y = np.broadcast_to(y, a.shape) if y.size != a.size else y.reshape(a.shape)
        rows, back = rowwise(a, y) if loss.name in BY_ROW else apart(a)
        targets = targets_for(rows(a), rows(y), loss.targets)
        with np.errstate(all="ignore"):
            return back(loss.derivative(rows(a), rows(y) if targets is None else targets))

    return derivative


def gathered(share: Any, shape: tuple[int, ...]) -> Any:
    """What a value gets that was stretched over a larger array: the sum over the axes that it was stretched along."""
    share = np.sum(share, axis=tuple(range(np.ndim(share) - len(shape))))
    stretched = tuple(axis for axis, size in enumerate(shape) if size == 1 and share.shape[axis] != 1)
    return np.sum(share, axis=stretched, keepdims=True)


def apart(a: np.ndarray) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """To one row for each number, and back."""
    return lambda x: np.reshape(x, (-1, 1)), lambda x: np.reshape(x, a.shape)


def rowwise(a: np.ndarray, y: np.ndarray) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """To rows whose targets sum to one, and back."""
    if a.ndim == 2 and np.allclose(y.sum(axis=0), 1) and not np.allclose(y.sum(axis=1), 1):
        return lambda x: np.transpose(x), lambda x: np.transpose(x)
    if a.ndim < 2:
        return lambda x: np.reshape(x, (1, -1)), lambda x: np.reshape(x, a.shape)
    return lambda x: x, lambda x: x


LOSSES: dict[str, Derivative] = {loss.name: derivative_of(loss) for loss in DIRECTIONS}
"""One derivative for each direction."""


BETWEEN = "probability"
NUMBER_BY_NUMBER = {"distribution": BETWEEN}
"""Of a distribution, one number tells only that it lies between 0 and 1."""


def possible(pairs: Sequence[tuple[Any, Any]]) -> list[str]:
    """The losses that are meant for such predictions and targets; numbers that never pass 1 are no counts."""
    a = np.concatenate([np.ravel(np.asarray(a, float)) for a, _ in pairs])
    y = np.concatenate([np.ravel(np.asarray(y, float)) for _, y in pairs])
    signs = set(np.unique(y[:10_000])) <= {-1.0, 0.0, 1.0}
    found = []
    for loss in DIRECTIONS:
        fits = signs if loss.targets == "sign" else IS[NUMBER_BY_NUMBER.get(loss.targets, loss.targets)](y)
        shares = loss.targets == "count" and loss.predictions == "positive" and np.all(a <= 1) and np.all(y <= 1)
        if fits and IS[loss.predictions](a) and not shares:
            found.append(loss.name)
    return found
