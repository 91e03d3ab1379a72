"""The absolute error, summed over outputs."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, absolute
from clearprop.ops.base import Kink, example
from clearprop.ops.loss import OutputLoss


class AbsoluteError(OutputLoss):
    """r = mean over rows of Σ |y_hat - y|, ∂L/∂y_hat = g sign(y_hat - y) / rows.

    y_hat, y: f[rows, outputs] -> r: f[].
    """

    symmetric = True
    kinks = (Kink(at=(1.0, 1.0), derivative=(0.0, 0.0), says="halfway between -1 and 1"),)
    examples = (
        (np.array([[0.5, -1.0, 2.0], [0.0, 1.5, 40.0]]), np.array([[1.0, 0.0, 2.5], [0.3, -1.0, 1.0]])),
        example(np.array([[0.5], [-1.0], [0.0]]), np.array([[1.0], [-1.0], [0.0]]), smooth=False),
    )

    def each(self, y_hat: Any, y: Any) -> Any:
        return np.abs(y_hat - y)

    def slope(self, y_hat: Any, y: Any) -> Any:
        return np.sign(y_hat - y)

    def term(self, y_hat: Expression, y: Expression) -> Expression:
        return absolute(y_hat - y)
