"""The cross-entropy of independent yes-or-no outputs, from probabilities."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, log, where
from clearprop.ops.base import example
from clearprop.ops.loss import OutputLoss


class BinaryCrossEntropy(OutputLoss):
    """r = mean over rows of -Σ (y ln p + (1 - y) ln(1 - p)), ∂L/∂p = g ((1 - y) / (1 - p) - y / p) / rows.

    p, y: f[rows, outputs] -> r: f[].   Nothing is clipped in secret: a p of 0 where y > 0 gives an infinite loss.
    A term of weight 0 is 0 whatever its logarithm, so p = y = 1 gives 0 and not NaN.
    """

    examples = (
        (np.array([[0.5, 0.1, 0.8], [0.03, 0.9, 0.999]]), np.array([[0.9, 0.1, 0.5], [0.1, 0.6, 0.9]])),
        example(np.array([[0.5, 0.1], [0.25, 0.8], [0.3, 0.999]]), np.eye(3, 2), smooth=False),
    )

    def each(self, p: Any, y: Any) -> Any:
        return -(y * np.log(np.where(y == 0, 1, p)) + (1 - y) * np.log(np.where(y == 1, 1, 1 - p)))

    def slope(self, p: Any, y: Any) -> Any:
        return (1 - y) / np.where(y == 1, 1, 1 - p) - y / np.where(y == 0, 1, p)

    def target_slope(self, p: Any, y: Any) -> Any:
        return np.log(1 - p) - np.log(p)

    def term(self, p: Expression, y: Expression) -> Expression:
        return -(y * log(where(y == 0, 1.0, p)) + (1 - y) * log(where(y == 1, 1.0, 1 - p)))

    def definition(self, p: Any, y: Any) -> Any:
        return np.sum(-(y * np.log(p) + (1 - y) * np.log(1 - p))) / self.divisor(p.shape)
