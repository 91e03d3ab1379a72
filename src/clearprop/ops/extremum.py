"""What max and min over axes have in common: the gradient goes to the extreme elements, in equal shares at ties."""

from typing import Any, ClassVar

import numpy as np

from clearprop.expression import ArrayView, Expression
from clearprop.ir import Type
from clearprop.ops.axes import count_over, kept, reduce_over
from clearprop.ops.base import example
from clearprop.ops.reduction import Reduction

X = np.array([[1.0, -2.0, 0.0, 4.5], [0.5, 3.0, 1.5, -1.0], [2.0, 0.0, 7.0, 1.0]])
EXTREMUM_EXAMPLES = (
    example(X),
    example(X, axis=(0,)),
    example(X, axis=(1,), keepdims=True),
    example(X, axis=(1,)),
    example(np.array([[2.0, 2.0, -1.0, -1.0], [0.0, 3.0, 3.0, 3.0]]), axis=(1,), smooth=False),
)


class Extremum(Reduction, abstract=True):
    """r = an extreme element along the axes.   x: f[*s] -> r: f[*t]."""

    kind: ClassVar[str]
    pair: ClassVar[Any]
    examples = EXTREMUM_EXAMPLES

    @classmethod
    def trace(cls, a: Any, axis: Any = None, *, keepdims: bool = False, initial: Any = None, **options: Any) -> Any:
        r = cls.over(a, axis, keepdims=keepdims, **options)
        return r if initial is None else cls.pair(r, initial)

    def infer(self, x: Type) -> Type:
        if count_over(x.shape, self.axis) == 0:
            raise ValueError(f"{self.name} of {x}: no elements along the axes; expected one at least.")
        return super().infer(x)

    def shares_of(self, r: Any, x: Any) -> Any:
        """1 for an element that is the extreme one; an equal part of 1 for each of several."""
        extreme = (x == kept(r, self.axis, self.keepdims, x.ndim)).astype(x.dtype)
        return extreme / np.sum(extreme, axis=self.axis, keepdims=True)

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        return (kept(g, self.axis, self.keepdims, x.ndim) * self.shares_of(r, x),)

    def jvp(self, r: Any, operands: tuple[Any], tangents: tuple[Any]) -> Any:
        (x,), (t,) = operands, tangents
        return np.sum(t * self.shares_of(r, x), axis=self.axis, keepdims=self.keepdims)

    def simplified(self, x: Any) -> Any:
        return x if self.axis == () or x.shape == () else None

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        return reduce_over(self.kind, index, x.shape, self.axis, self.keepdims, lambda at: x[at])
