"""What the losses share: predictions and targets, row by row, become one number, the mean over rows."""

import math
from typing import Any, ClassVar

import numpy as np

from clearprop.expression import ArrayView, Call, Expression, total
from clearprop.ir import Type
from clearprop.ops.base import Op, as_dtype, promoted


class Loss(Op, abstract=True):
    """A loss: the mean over rows of a loss of each row.   y_hat: f[rows, outputs], y: f[rows, outputs] -> r: f[]."""

    named = True

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        dtype = promoted(operands, floating=True)
        return tuple(as_dtype(operand, dtype) for operand in operands)

    def rows(self, y_hat: Any, y: Any) -> Any:
        """The loss of each row, in NumPy text: what this is the mean of.   y_hat, y: f[rows, outputs] -> f[rows]."""
        raise NotImplementedError

    def infer(self, y_hat: Type, y: Type) -> Type:
        if y_hat != y or y_hat.ndim != 2 or not y_hat.floating:
            raise ValueError(f"{self.name} of {y_hat} and {y}: expected the same type f64[rows, outputs] for both.")
        return Type(y_hat.dtype)


class OutputLoss(Loss, abstract=True):
    """A loss that is a sum over outputs of a loss of single numbers: ``each``, with ``slope`` = ∂each/∂y_hat."""

    symmetric: ClassVar[bool] = False  # of the difference y_hat - y: then the target has the opposite gradient

    # The NumPy text of one output's loss and its two derivatives, and the same loss as a tree.

    def each(self, y_hat: Any, y: Any) -> Any:
        raise NotImplementedError

    def slope(self, y_hat: Any, y: Any) -> Any:
        raise NotImplementedError

    def target_slope(self, y_hat: Any, y: Any) -> Any:
        return -self.slope(y_hat, y)

    def term(self, y_hat: Expression, y: Expression) -> Expression:
        raise NotImplementedError

    def divisor(self, shape: tuple[int, ...]) -> int:
        return math.prod(shape[:1])  # the rows

    def rows(self, y_hat: Any, y: Any) -> Any:
        return np.sum(self.each(y_hat, y), axis=1) / (self.divisor(y_hat.shape) // y_hat.shape[0])

    def evaluate(self, y_hat: Any, y: Any) -> Any:
        return np.sum(self.each(y_hat, y)) / self.divisor(y_hat.shape)

    def vjp(self, g: Any, r: Any, y_hat: Any, y: Any) -> tuple[Any, ...]:
        n = self.divisor(y_hat.shape)
        gradient = g * self.slope(y_hat, y) / n
        return gradient, -gradient if self.symmetric else g * self.target_slope(y_hat, y) / n

    def jvp(self, r: Any, operands: tuple[Any, ...], tangents: tuple[Any, ...]) -> Any:
        slopes = (self.slope, self.target_slope)
        moves = [
            slope(*operands) * tangent for slope, tangent in zip(slopes, tangents, strict=True) if tangent is not None
        ]
        return np.sum(sum(moves[1:], moves[0])) / self.divisor(operands[0].shape) if moves else None

    def definition(self, y_hat: Any, y: Any) -> Any:
        return self.evaluate(y_hat, y)

    def numpy(self, y_hat: Expression, y: Expression) -> Expression:
        return mean_over_rows(self.term(y_hat, y))

    def element(self, index: tuple[Expression, ...], y_hat: ArrayView, y: ArrayView) -> Expression:
        rows, outputs = y_hat.shape
        terms = total(rows, lambda n: total(outputs, lambda i: self.term(y_hat[n, i], y[n, i])))
        return terms / self.divisor(y_hat.shape)


def mean_over_rows(terms: Expression) -> Expression:
    """``np.mean(np.sum(terms, axis=1))``."""
    return Call("mean", (Call("sum", (terms,), (("axis", 1),)),))
