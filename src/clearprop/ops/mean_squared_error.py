"""The squared error, averaged over rows and outputs."""

import math
from typing import Any

from clearprop.expression import Call, Expression
from clearprop.ops.loss import OutputLoss
from clearprop.ops.squared_error import SquaredError


class MeanSquaredError(OutputLoss):
    """r = mean of (y_hat - y)², ∂L/∂y_hat = g 2 (y_hat - y) / (rows outputs).

    y_hat, y: f[rows, outputs] -> r: f[].
    """

    symmetric = True
    complex_step = True
    examples = SquaredError.examples

    def each(self, y_hat: Any, y: Any) -> Any:
        return (y_hat - y) ** 2

    def slope(self, y_hat: Any, y: Any) -> Any:
        return 2 * (y_hat - y)

    def term(self, y_hat: Expression, y: Expression) -> Expression:
        return (y_hat - y) ** 2

    def divisor(self, shape: tuple[int, ...]) -> int:
        return math.prod(shape)

    def numpy(self, y_hat: Expression, y: Expression) -> Expression:
        return Call("mean", (self.term(y_hat, y),))
