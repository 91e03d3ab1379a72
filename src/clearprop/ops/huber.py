"""Huber's loss: squared for small errors, absolute for large ones."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import Expression, absolute, where
from clearprop.ops.base import example
from clearprop.ops.loss import OutputLoss


@dataclass(frozen=True)
class Huber(OutputLoss):
    """r = mean over rows of Σ h(y_hat - y), h(d) = ½ d² where |d| ≤ δ, else δ (|d| - ½ δ); h' = d kept in [-δ, δ].

    y_hat, y: f[rows, outputs] -> r: f[].
    """

    delta: float = 1.0

    symmetric = True
    examples = (
        (np.array([[0.5, -1.0, 2.0], [0.0, 1.5, 40.0]]), np.array([[1.0, 0.3, 2.0], [0.0, -1.0, 1.0]])),
        example(np.array([[0.5], [-1.0], [0.3]]), np.array([[1.0], [0.0], [0.0]]), delta=0.4),
    )

    def each(self, y_hat: Any, y: Any) -> Any:
        size = np.abs(y_hat - y)
        return np.where(size <= self.delta, size**2 / 2, self.delta * (size - self.delta / 2))

    def slope(self, y_hat: Any, y: Any) -> Any:
        return np.clip(y_hat - y, -self.delta, self.delta)

    def term(self, y_hat: Expression, y: Expression) -> Expression:
        size = absolute(y_hat - y)
        return where(size <= self.delta, size**2 / 2, self.delta * (size - self.delta / 2))
