"""All windows of a size, one for each place where it fits."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from clearprop.expression import ArrayView, Call, Expression
from clearprop.ir import Type
from clearprop.ops.add_at import AddAt
from clearprop.ops.axes import array, normal_axis
from clearprop.ops.base import Op, example
from clearprop.ops.full import full_like_of


@dataclass(frozen=True)
class SlidingWindowView(Op):
    """r_{i, k} = x_{i + k}, ∂L/∂x_j = the sum of g over the windows that hold x_j.   x: T[*s] -> r: T[*t, *w]."""

    window_shape: tuple[int, ...]
    axis: tuple[int, ...]

    traces = sliding_window_view
    shares = True
    linear = True
    complex_step = True
    examples = (
        example(np.array([1.0, -2.0, 0.0, 4.5, 3.0]), window_shape=(3,), axis=(0,)),
        example(np.arange(20.0).reshape(5, 4) - 7, window_shape=(2, 3), axis=(0, 1)),
        example(np.arange(24.0).reshape(2, 4, 3) - 7, window_shape=(2,), axis=(1,)),
    )

    @classmethod
    def trace(cls, x: Any, window_shape: Any, axis: Any = None, *, subok: bool = False, writeable: bool = False) -> Any:
        x = array(x)
        sizes = tuple(int(n) for n in window_shape) if hasattr(window_shape, "__len__") else (int(window_shape),)
        axes = range(len(x.shape)) if axis is None else axis if isinstance(axis, tuple | list) else (axis,)
        if len(sizes) != len(axes):
            raise ValueError(f"sliding_window_view: {len(sizes)} window sizes for {len(axes)} axes.")
        return cls(sizes, tuple(normal_axis(k, len(x.shape)) for k in axes))(x)

    def evaluate(self, x: Any) -> Any:
        return sliding_window_view(x, self.window_shape, self.axis)

    def places(self, shape: tuple[int, ...]) -> list[int]:
        """How many windows there are along each axis."""
        count = list(shape)
        for k, size in zip(self.axis, self.window_shape, strict=True):
            count[k] -= size - 1
        return count

    def infer(self, x: Type) -> Type:
        count = self.places(x.shape)
        if min(count, default=0) < 0 or min(self.window_shape, default=1) < 1:
            raise ValueError(f"sliding_window_view of {x}: windows of {self.window_shape} do not fit axes {self.axis}.")
        return Type(x.dtype, (*count, *self.window_shape))

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        at = ("array",) * x.ndim
        return (AddAt(at, tuple(x.shape))(full_like_of(x, 0.0), g, *self.sources(tuple(x.shape))),)

    def sources(self, shape: tuple[int, ...]) -> list[Any]:
        """For each axis of x, where the elements of the windows come from: an array that broadcasts to the result."""
        ndim = len(shape) + len(self.axis)

        def along(axis: int, size: int) -> Any:
            return np.arange(size).reshape((size,) + (1,) * (ndim - axis - 1))

        found = [along(k, count) for k, count in enumerate(self.places(shape))]
        for number, (k, size) in enumerate(zip(self.axis, self.window_shape, strict=True)):
            found[k] = found[k] + along(len(shape) + number, size)
        return found

    def numpy(self, *operands: Expression) -> Expression:
        return Call("lib.stride_tricks.sliding_window_view", operands, tuple(self.parameters().items()))

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        at = list(index[: len(x.shape)])
        for number, k in enumerate(self.axis):
            at[k] = at[k] + index[len(x.shape) + number]
        return x[tuple(at)]
