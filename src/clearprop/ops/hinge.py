"""The hinge loss, for targets of -1 and 1."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, maximum
from clearprop.ops.base import Kink, example
from clearprop.ops.loss import OutputLoss


class Hinge(OutputLoss):
    """r = mean over rows of Σ max(0, 1 - y y_hat), ∂L/∂y_hat = g (-y where y y_hat < 1, else 0) / rows.

    y_hat, y: f[rows, outputs] -> r: f[]; y is -1 or 1.
    """

    kinks = (Kink(at=(1.0, 1.0), derivative=(0.0, 0.0), says="as beyond the margin"),)
    examples = (
        (np.array([[0.5, -1.2, 2.0], [0.0, 1.5, -40.0]]), np.array([[1.0, -1.0, 1.0], [-1.0, -1.0, 1.0]])),
        example(np.array([[1.0], [-1.0], [0.3]]), np.array([[1.0], [-1.0], [1.0]]), smooth=False),
    )

    def each(self, y_hat: Any, y: Any) -> Any:
        return np.maximum(0, 1 - y * y_hat)

    def slope(self, y_hat: Any, y: Any) -> Any:
        return -y * (y * y_hat < 1)

    def target_slope(self, y_hat: Any, y: Any) -> Any:
        return -y_hat * (y * y_hat < 1)

    def term(self, y_hat: Expression, y: Expression) -> Expression:
        return maximum(0, 1 - y * y_hat)
