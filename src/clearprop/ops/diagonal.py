"""The diagonal of a matrix, or of each matrix of a stack."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Call, Expression
from clearprop.ir import Type
from clearprop.ops.axes import array, normal_axes
from clearprop.ops.base import TRACED, Op, example


@dataclass(frozen=True)
class Diagonal(Op):
    """r_i = x_{i, i + offset}, ∂L/∂x = g on that diagonal and 0 beside it.   x: f[*s] -> r: f[*t, k]."""

    offset: int = 0
    axis1: int = 0
    axis2: int = 1

    traces = np.diagonal
    shares = True
    linear = True
    complex_step = True
    examples = (
        example(np.arange(12.0).reshape(3, 4) - 5),
        example(np.arange(15.0).reshape(5, 3) - 5, offset=-2),
        example(np.arange(30.0).reshape(5, 3, 2) - 5, offset=1, axis1=2, axis2=0),
    )

    @classmethod
    def trace(cls, a: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
        a = array(a)
        if len(a.shape) < 2:
            raise ValueError(f"diagonal of an array of shape {a.shape}: expected two axes or more.")
        first, second = normal_axes((axis1, axis2), len(a.shape))
        return cls(int(offset), first, second)(a)

    def evaluate(self, x: Any) -> Any:
        return np.diagonal(x, self.offset, self.axis1, self.axis2)

    def infer(self, x: Type) -> Type:
        rest = tuple(size for k, size in enumerate(x.shape) if k not in (self.axis1, self.axis2))
        return Type(x.dtype, (*rest, diagonal_length(x.shape[self.axis1], x.shape[self.axis2], self.offset)))

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        rows, columns = x.shape[self.axis1], x.shape[self.axis2]
        there = np.eye(rows, columns, self.offset, dtype=bool)
        length = g.shape[-1]
        start = min(max(-self.offset, 0), rows - length)
        after = rows - start - length
        along = np.pad(g, [(0, 0)] * (g.ndim - 1) + [(start, after)]) if start or after else g  # g_i stands at row i
        spread = np.where(there, along[..., None], 0)
        return (np.moveaxis(spread, (-2, -1), (self.axis1, self.axis2)) if x.ndim > 2 or self.axis1 else spread,)

    def numpy(self, *operands: Expression) -> Expression:
        defaults = {"offset": 0, "axis1": 0, "axis2": 1}
        return Call("diagonal", operands, tuple((k, v) for k, v in self.parameters().items() if v != defaults[k]))

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        rest, i = iter(index[:-1]), index[-1]
        row = i - self.offset if self.offset < 0 else i
        column = i + self.offset if self.offset > 0 else i
        return x[
            tuple(row if k == self.axis1 else column if k == self.axis2 else next(rest) for k in range(len(x.shape)))
        ]


def diagonal_length(rows: int, columns: int, offset: int) -> int:
    """How many elements the diagonal has that starts ``offset`` columns to the right (or rows down, if negative)."""
    return max(0, min(rows + min(offset, 0), columns - max(offset, 0)))


def linalg_diagonal(x: Any, /, *, offset: int = 0) -> Any:
    """np.linalg.diagonal: of the last two axes."""
    return Diagonal.trace(x, offset, -2, -1)


def trace(a: Any, offset: int = 0, axis1: int = 0, axis2: int = 1, dtype: Any = None) -> Any:
    """The sum of the diagonal."""
    return np.sum(Diagonal.trace(a, offset, axis1, axis2), axis=-1, dtype=dtype)


def linalg_trace(x: Any, /, *, offset: int = 0, dtype: Any = None) -> Any:
    """np.linalg.trace: of the last two axes."""
    return trace(x, offset, -2, -1, dtype)


TRACED |= {np.linalg.diagonal: linalg_diagonal, np.trace: trace, np.linalg.trace: linalg_trace}
