"""The squared error, averaged over rows and outputs."""

import math

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
    each = SquaredError.each
    slope = SquaredError.slope
    term = SquaredError.term

    def divisor(self, shape: tuple[int, ...]) -> int:
        return math.prod(shape)

    def numpy(self, y_hat: Expression, y: Expression) -> Expression:
        return Call("mean", (self.term(y_hat, y),))
