"""What a standard loss is: a value for each row and a derivative for each output, from predictions and targets."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Rule = Callable[[Array, Array], Array]


@dataclass(frozen=True)
class StandardLoss:
    """L of one row from its predictions a and targets y.   a, y: f[rows, outputs]."""

    name: str
    formula: str
    derivative_formula: str
    value: Rule  # -> f[rows]
    derivative: Rule  # ∂L/∂a of each row -> f[rows, outputs]
    predictions: str = "real"  # real, probability (inside 0 and 1), positive
    targets: str = "real"  # real, probability (0 and 1 included), distribution (rows sum to 1), sign (-1 or 1), count
    with_epsilon: Callable[[Array, Array, float], Array] | None = None  # the value with ε inside its logarithms

    def applies(self, a: Any, y: Any) -> bool:
        """Whether the loss is meant for such predictions and targets."""
        a, y = as_rows(a), as_rows(y)
        return bool(a.shape == y.shape and IS[self.predictions](a) and IS[self.targets](y))


IS: dict[str, Callable[[Array], bool]] = {
    "real": lambda x: bool(np.isfinite(x).all()),
    "probability": lambda x: bool(((x >= 0) & (x <= 1)).all()),
    "positive": lambda x: bool((x > 0).all()),
    "distribution": lambda x: bool((x >= 0).all() and np.allclose(x.sum(axis=1), 1)),
    "sign": lambda x: bool((abs(x) == 1).all()),
    "count": lambda x: bool((x >= 0).all()),
}


def as_rows(values: Any) -> Array:
    """f[rows, outputs]: one number is a row, a vector one output for each row."""
    array = np.asarray(values, dtype=np.float64)
    return array.reshape(array.shape[0] if array.ndim else 1, -1) if array.size else array.reshape(0, 0)
