"""The matrix product, with NumPy's rules for vectors and stacks of matrices."""

import math
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Expression, total
from clearprop.ir import Type
from clearprop.ops.base import TRACED, Op, broadcast_index, sum_to


class Matmul(Op):
    """r = x y, ∂L/∂x = g yᵀ, ∂L/∂y = xᵀ g.

    x: f[*b, n, k], y: f[*c, k, m] -> r: f[*broadcast, n, m]; with a vector
    x: f[*b, n, k], y: f[k] -> r: f[*b, n], or
    x: f[k], y: f[*c, k, m] -> r: f[*c, m], or
    x: f[k], y: f[k] -> r: f[].
    """

    traces = np.matmul
    symbol = "@"
    complex_step = True
    examples = (
        (np.arange(15.0).reshape(5, 3) - 7, np.arange(12.0).reshape(3, 4) * 0.3 - 1),
        (np.arange(3.0) - 1, np.arange(12.0).reshape(3, 4) * 0.3 - 1),
        (np.arange(15.0).reshape(5, 3) - 7, np.array([0.5, 0.0, -2.0])),
        (np.array([0.5, 0.0, -2.0]), np.array([1.5, -1.0, 2.0])),
        (np.arange(30.0).reshape(2, 5, 3) - 7, np.arange(12.0).reshape(3, 4) * 0.3 - 1),
        (np.arange(15.0).reshape(5, 3) - 7, np.arange(24.0).reshape(2, 3, 4) * 0.3 - 1),
        (np.arange(30.0).reshape(2, 5, 3) - 7, np.array([0.5, 0.0, -2.0])),
        (np.array([0.5, 0.0, -2.0]), np.arange(24.0).reshape(2, 3, 4) * 0.3 - 1),
    )

    def evaluate(self, x: Any, y: Any) -> Any:
        return np.matmul(x, y)

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        return common_dtype(operands)

    def infer(self, x: Type, y: Type) -> Type:
        if not x.shape or not y.shape:
            raise ValueError(f"matmul of {x} and {y}: expected vectors or matrices; write * for a number.")
        inner = y.shape[-2] if y.ndim > 1 else y.shape[-1]
        if x.shape[-1] != inner:
            raise ValueError(f"matmul of {x} and {y}: the inner sizes {x.shape[-1]} and {inner} differ.")
        stack = np.broadcast_shapes(x.shape[:-2], y.shape[:-2])
        return Type(x.dtype, stack + x.shape[-2:-1] * (x.ndim > 1) + y.shape[-1:] * (y.ndim > 1))

    def vjp(self, g: Any, r: Any, x: Any, y: Any) -> tuple[Any, Any]:
        if x.ndim == 1 and y.ndim == 1:
            return g * y, g * x
        if x.ndim == 1:  # g: f[*c, m]
            dy = np.outer(x, g) if y.ndim == 2 else x[:, None] * g[..., None, :]
            return (y @ g, dy) if y.ndim == 2 else (sum_to((y @ g[..., None])[..., 0], x.shape), dy)
        if y.ndim == 1:  # g: f[*b, n]
            return (np.outer(g, y), g @ x) if x.ndim == 2 else (g[..., None] * y, np.ravel(g) @ rows_of(x))
        if y.ndim == 2:  # rows of a stack are rows of one matrix
            return g @ np.transpose(y), np.transpose(rows_of(x)) @ rows_of(g)
        return sum_to(g @ np.swapaxes(y, -1, -2), x.shape), sum_to(np.swapaxes(x, -1, -2) @ g, y.shape)

    def jvp(self, r: Any, operands: tuple[Any, Any], tangents: tuple[Any, Any]) -> Any:
        (x, y), (dx, dy) = operands, tangents
        if dx is None:
            return x @ dy
        return dx @ y if dy is None else dx @ y + x @ dy

    def element(self, index: tuple[Expression, ...], x: ArrayView, y: ArrayView) -> Expression:
        row, column = len(x.shape) > 1, len(y.shape) > 1
        stack = index[: len(index) - row - column]
        i, j = index[len(stack) : len(stack) + row], index[len(index) - 1 :] if column else ()
        before_x = broadcast_index(stack, x.shape[:-2]) if row else ()
        before_y = broadcast_index(stack, y.shape[:-2]) if column else ()
        return total(x.shape[-1], lambda k: x[(*before_x, *i, k)] * y[(*before_y, k, *j)])


def rows_of(x: Any) -> Any:
    """A stack of matrices as one matrix of all their rows."""
    return x if x.ndim == 2 else np.reshape(x, (math.prod(x.shape[:-1]), x.shape[-1]))


def common_dtype(operands: tuple[Any, ...]) -> tuple[Any, ...]:
    """Operands in NumPy's common result dtype."""
    dtype = np.result_type(*(operand.dtype for operand in operands))
    return tuple(operand if operand.dtype == dtype else operand.astype(dtype) for operand in operands)


def linalg_matmul(x1: Any, x2: Any, /) -> Any:
    """np.linalg.matmul."""
    return np.matmul(x1, x2)


TRACED |= {np.linalg.matmul: linalg_matmul}
