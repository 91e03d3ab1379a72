"""Reading elements: ``x[...]`` with integers, slices, new axes and integer arrays."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Expression
from clearprop.ir import Type
from clearprop.ops.add_at import AddAt
from clearprop.ops.base import Op, example
from clearprop.ops.full import full_like_of
from clearprop.ops.indexing import At, normalised, real_index, result_shape, source_index, subscript

X = np.arange(15.0).reshape(5, 3) - 4


@dataclass(frozen=True)
class Index(Op):
    """r = x[at]; ∂L/∂x is g added at the same places of zeros.   x: f[*s], places: i[*_], ... -> r: f[*t]."""

    at: At
    shape: tuple[int, ...]  # of x, for printing

    linear = True
    shares = True
    complex_step = True
    examples = (
        example(X, at=(2, (0, 3, 1)), shape=(5, 3)),
        example(X, at=((1, 5, 2), "new", (2, -1, -1)), shape=(5, 3)),
        example(X, np.array([0, 2, 2, 4]), at=("array", (0, 3, 1)), shape=(5, 3)),
        example(X, np.array([0, 2]), np.array([1, 1]), at=("array", "array"), shape=(5, 3)),
        example(np.arange(24.0).reshape(2, 3, 4), np.array([0, 3, 3]), at=(1, (0, 3, 1), "array"), shape=(2, 3, 4)),
    )

    @classmethod
    def trace(cls, x: Any, index: Any) -> Any:
        at, arrays = normalised(index, x.shape)
        return cls(at, tuple(x.shape))(x, *arrays)

    def evaluate(self, x: Any, *arrays: Any) -> Any:
        return x[real_index(self.at, arrays)]

    def infer(self, x: Type, *arrays: Type) -> Type:
        return Type(x.dtype, result_shape(self.at, [array.shape for array in arrays]))

    def vjp(self, g: Any, r: Any, x: Any, *arrays: Any) -> tuple[Any, ...]:
        zeros = full_like_of(x, 0.0)
        return (AddAt(self.at, self.shape)(zeros, g, *arrays), *(None for _ in arrays))

    def vjp_onto(self, before: Any, g: Any, x: Any, *arrays: Any) -> Any:
        return AddAt(self.at, self.shape)(before, g, *arrays)

    def simplified(self, x: Any, *arrays: Any) -> Any:
        whole = tuple((0, size, 1) for size in x.shape)
        return x if self.at == whole else None

    def numpy(self, x: Expression, *arrays: Expression) -> Expression:
        return subscript(x, self.at, self.shape, arrays)

    def element(self, index: tuple[Expression, ...], x: ArrayView, *arrays: ArrayView) -> Expression:
        return x[source_index(self.at, index, arrays)]
