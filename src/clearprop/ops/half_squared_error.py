"""Half of the squared error, summed over outputs."""

from typing import Any

import numpy as np

from clearprop.expression import Expression
from clearprop.ops.loss import OutputLoss


class HalfSquaredError(OutputLoss):
    """r = mean over rows of ½ Σ (y_hat - y)², ∂L/∂y_hat = g (y_hat - y) / rows.

    y_hat, y: f[rows, outputs] -> r: f[].
    """

    symmetric = True
    complex_step = True
    examples = (
        (np.array([[0.5, -1.0, 2.0], [0.0, 1.5, 40.0]]), np.array([[1.0, 0.0, 2.0], [0.0, -1.0, 1.0]])),
        (np.array([[0.5], [-1.0], [0.3]]), np.array([[1.0], [0.0], [0.0]])),
    )

    def each(self, y_hat: Any, y: Any) -> Any:
        return (y_hat - y) ** 2 / 2

    def slope(self, y_hat: Any, y: Any) -> Any:
        return y_hat - y

    def term(self, y_hat: Expression, y: Expression) -> Expression:
        return (y_hat - y) ** 2 / 2
