"""The cross-entropy of classes, from probabilities."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, log, where
from clearprop.ops.base import example
from clearprop.ops.loss import OutputLoss


class CrossEntropy(OutputLoss):
    """r = mean over rows of -Σ y ln p, ∂L/∂p = -g (y / p) / rows.   p, y: f[rows, classes] -> r: f[]; y is one-hot.

    Nothing is clipped in secret: a p of 0 for the right class gives an infinite loss.
    The other classes' p do not matter.
    """

    examples = (
        (np.array([[0.5, 0.5], [0.25, 0.75], [0.999, 0.001]]), np.array([[0.1, 0.9], [0.9, 0.1], [0.5, 0.5]])),
        example(
            np.array([[0.5, 0.1, 0.4], [0.03, 0.9, 0.07]]), np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]), smooth=False
        ),
    )

    def each(self, p: Any, y: Any) -> Any:
        return -y * np.log(np.where(y == 0, 1, p))

    def slope(self, p: Any, y: Any) -> Any:
        return -y / np.where(y == 0, 1, p)

    def target_slope(self, p: Any, y: Any) -> Any:
        return -np.log(p)

    def term(self, p: Expression, y: Expression) -> Expression:
        return -y * log(where(y == 0, 1.0, p))

    def definition(self, p: Any, y: Any) -> Any:
        return np.sum(-y * np.log(p)) / self.divisor(p.shape)
