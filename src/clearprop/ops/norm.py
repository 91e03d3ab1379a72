"""The Euclidean (or Frobenius) norm over axes; np.linalg.norm's other orders are written with smaller ops."""

from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Call, Expression, sqrt
from clearprop.ops.axes import array, kept, normal_axes, reduce_over
from clearprop.ops.base import TRACED, example
from clearprop.ops.reduction import Reduction, averaged_dtype
from clearprop.ops.reshape import ravel

X = np.array([[1.0, -2.0, 0.0, 4.5], [0.5, 3.0, 1.5, -1.0], [2.0, 0.0, 7.0, 1.0]])


class Norm(Reduction):
    """r = √(Σ x²) over the axes, ∂L/∂x = g x / r, and 0 where r is 0.   x: f[*s] -> r: f[*t]."""

    complex_step = True
    examples = (
        example(X),
        example(X, axis=(0,)),
        example(X, axis=(1,), keepdims=True),
        example(np.array([[0.0, 0.0, 0.0], [1.0, 0.0, -3.0]]), axis=(1,), smooth=False),
    )

    def evaluate(self, x: Any) -> Any:
        if np.iscomplexobj(x) or (self.axis is not None and len(self.axis) != 1):
            return np.sqrt(np.sum(x * x, axis=self.axis, keepdims=self.keepdims))
        return np.linalg.norm(x, axis=self.axis and self.axis[0], keepdims=self.keepdims)

    def result_dtype(self, dtype: str) -> str:
        return averaged_dtype(dtype)

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        return (kept(g / (r + (r == 0)), self.axis, self.keepdims, x.ndim) * x,)

    def jvp(self, r: Any, operands: tuple[Any], tangents: tuple[Any]) -> Any:
        (x,), (t,) = operands, tangents
        return np.sum(t * x, axis=self.axis, keepdims=self.keepdims) / (r + (r == 0))

    def numpy(self, *operands: Expression) -> Expression:
        return Call("linalg.norm", operands, self.written())

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        return sqrt(reduce_over("sum", index, x.shape, self.axis, self.keepdims, lambda at: x[at] * x[at]))


def vector_norm(x: Any, ord: Any = 2, axis: Any = None, keepdims: bool = False) -> Any:
    """(Σ |x|^ord)^(1/ord) over the axes."""
    if ord is None or ord == 2:
        return Norm.trace(x, axis, keepdims=keepdims)
    axis = tuple(axis) if isinstance(axis, list) else axis
    if ord == np.inf:
        return np.max(np.abs(x), axis=axis, keepdims=keepdims)
    if ord == -np.inf:
        return np.min(np.abs(x), axis=axis, keepdims=keepdims)
    if ord == 0:
        return np.sum((x != 0).astype(x.dtype), axis=axis, keepdims=keepdims)
    if ord == 1:
        return np.sum(np.abs(x), axis=axis, keepdims=keepdims)
    return np.sum(np.abs(x) ** ord, axis=axis, keepdims=keepdims) ** (1 / ord)


def matrix_norm(x: Any, /, *, keepdims: bool = False, ord: Any = "fro", axis: tuple[int, int] = (-2, -1)) -> Any:
    """The norm of a matrix, or of a stack of them: 'fro', 1, -1, inf or -inf."""
    x = array(x)
    rows, columns = normal_axes(axis, len(x.shape))
    if ord is None or ord in ("fro", "f"):
        return Norm.trace(x, (rows, columns), keepdims=keepdims)
    if ord not in (1, -1, np.inf, -np.inf):
        raise ValueError(f"norm of order {ord!r} of a matrix needs singular values; expected 'fro', ±1 or ±inf.")
    along, across = (rows, columns) if abs(ord) == 1 else (columns, rows)
    extreme = np.max if ord > 0 else np.min
    sums = np.sum(np.abs(x), axis=along, keepdims=True)
    return extreme(sums, axis=(along, across), keepdims=keepdims)


def norm(x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    """np.linalg.norm: of all elements, of vectors along an axis, or of matrices along two."""
    x = array(x)
    ndim = len(x.shape)
    if axis is None and (ord is None or ndim == 0):
        flat = Norm.trace(ravel(x) if ndim > 2 else x, None)
        return np.reshape(flat, (1,) * ndim) if keepdims else flat
    axes = normal_axes(axis, ndim)
    if len(axes) == 1:
        return vector_norm(x, ord, axes[0], keepdims)
    if len(axes) == 2:
        return matrix_norm(x, ord=ord, axis=(axes[0], axes[1]), keepdims=keepdims)
    raise ValueError(f"norm of order {ord!r} of an array of {ndim} axes: expected one axis or two.")


def linalg_vector_norm(x: Any, /, *, axis: Any = None, keepdims: bool = False, ord: Any = 2) -> Any:
    """np.linalg.vector_norm."""
    return vector_norm(x, ord, axis, keepdims)


TRACED |= {np.linalg.norm: norm, np.linalg.vector_norm: linalg_vector_norm}
TRACED[np.linalg.matrix_norm] = matrix_norm
