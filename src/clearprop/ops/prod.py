"""The product over axes."""

from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Expression
from clearprop.ops.axes import all_axes, count_over, kept, reduce_over
from clearprop.ops.base import example
from clearprop.ops.reduction import Reduction, summed_dtype

X = np.array([[1.0, -2.0, 0.0, 4.5], [0.5, 3.0, 1.5, -1.0], [2.0, 0.0, 0.0, 1.0]])


class Prod(Reduction):
    """r = Π x over the axes, ∂L/∂x_i = g Π_{j≠i} x_j (right where x is 0, too).   x: f[*s] -> r: f[*t]."""

    traces = np.prod
    complex_step = True
    examples = (
        example(X[:2]),
        example(X, axis=(0,)),
        example(X, axis=(1,), keepdims=True),
        example((np.arange(30.0).reshape(5, 3, 2) - 7) / 4, axis=(0, 2)),
    )

    @classmethod
    def trace(
        cls, a: Any, axis: Any = None, dtype: Any = None, *, keepdims: bool = False, initial: Any = None, **options: Any
    ) -> Any:
        r = cls.over(a, axis, dtype, keepdims=keepdims, **options)
        return r if initial is None else r * initial

    def evaluate(self, x: Any) -> Any:
        return np.prod(x, axis=self.axis, keepdims=self.keepdims)

    def result_dtype(self, dtype: str) -> str:
        return summed_dtype(dtype)

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        return (kept(g, self.axis, self.keepdims, x.ndim) * self.products_of_others(x),)

    def jvp(self, r: Any, operands: tuple[Any], tangents: tuple[Any]) -> Any:
        (x,), (t,) = operands, tangents
        return np.sum(t * self.products_of_others(x), axis=self.axis, keepdims=self.keepdims)

    def products_of_others(self, x: Any) -> Any:
        """For each element the product of the elements beside it along the axes, without a division."""
        axes, n = all_axes(self.axis, x.ndim), count_over(x.shape, self.axis)
        order = tuple(k for k in range(x.ndim) if k not in axes) + axes
        rows = np.reshape(np.transpose(x, order), (*(x.shape[k] for k in order[: x.ndim - len(axes)]), 1, n))
        others = np.prod(np.where(np.eye(n, dtype=bool), 1, rows), axis=-1)
        back = tuple(order.index(k) for k in range(x.ndim))
        return np.transpose(np.reshape(others, tuple(x.shape[k] for k in order)), back)

    def simplified(self, x: Any) -> Any:
        return x if (self.axis == () or x.shape == ()) and x.dtype.kind == "f" else None

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        return reduce_over("prod", index, x.shape, self.axis, self.keepdims, lambda at: x[at])
