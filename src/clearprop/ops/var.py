"""The variance over axes."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Expression
from clearprop.ops.axes import all_axes, count_over, kept, reduce_over
from clearprop.ops.base import example
from clearprop.ops.reduction import Reduction, averaged_dtype

X = np.array([[1.0, -2.0, 0.0, 4.5], [0.5, 3.0, 1.5, -1.0], [2.0, 0.0, 7.0, 1.0]])


@dataclass(frozen=True)
class Var(Reduction):
    """r = Σ (x - x̄)² / (n - ddof) over the axes, ∂L/∂x = 2 g (x - x̄) / (n - ddof).   x: f[*s] -> r: f[*t]."""

    ddof: float = 0

    traces = np.var
    complex_step = True
    examples = (
        example(X),
        example(X, axis=(0,)),
        example(X, axis=(1,), keepdims=True, ddof=1),
        example(np.arange(30.0).reshape(5, 3, 2) ** 2 / 9, axis=(0, 2)),
    )

    @classmethod
    def trace(
        cls,
        a: Any,
        axis: Any = None,
        dtype: Any = None,
        *,
        ddof: float = 0,
        keepdims: bool = False,
        correction: float | None = None,
        **options: Any,
    ) -> Any:
        ddof = ddof if correction is None else correction
        return cls.over(a, axis, dtype, keepdims=keepdims, ddof=ddof, **options)

    def evaluate(self, x: Any) -> Any:
        if np.iscomplexobj(x):  # NumPy takes |x|², which no complex step can pass
            deviations = x - np.mean(x, axis=self.axis, keepdims=True)
            return np.sum(deviations**2, axis=self.axis, keepdims=self.keepdims) / self.divisor(x.shape)
        return np.var(x, axis=self.axis, ddof=self.ddof, keepdims=self.keepdims)

    def divisor(self, shape: tuple[int, ...]) -> float:
        return max(count_over(shape, self.axis) - self.ddof, 0)

    def result_dtype(self, dtype: str) -> str:
        return averaged_dtype(dtype)

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        deviations = x - np.mean(x, axis=self.axis, keepdims=True)
        return (kept(g, self.axis, self.keepdims, x.ndim) * (2 / self.divisor(x.shape)) * deviations,)

    def jvp(self, r: Any, operands: tuple[Any], tangents: tuple[Any]) -> Any:
        (x,), (t,) = operands, tangents
        deviations = x - np.mean(x, axis=self.axis, keepdims=True)
        return np.sum(t * deviations, axis=self.axis, keepdims=self.keepdims) * (2 / self.divisor(x.shape))

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        axes = all_axes(self.axis, len(x.shape))

        def squared_deviation(at: tuple[Expression, ...]) -> Expression:
            rest = tuple(i for k, i in enumerate(at) if k not in axes)
            added = reduce_over("sum", rest, x.shape, self.axis, False, lambda to: x[to])
            return (x[at] - added / count_over(x.shape, self.axis)) ** 2

        return reduce_over("sum", index, x.shape, self.axis, self.keepdims, squared_deviation) / self.divisor(x.shape)
