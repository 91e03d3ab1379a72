"""Elements in rising order along an axis."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ir import Type
from clearprop.ops.base import Op, example
from clearprop.ops.loops import each, zeros
from clearprop.ops.reshape import flattened

X = np.array([[1.0, -2.0, 0.0, 4.5], [3.5, 3.0, -1.0, 1.5], [2.0, 0.0, 7.0, 1.0]])


@dataclass(frozen=True)
class Sort(Op):
    """r = x in rising order along the axis; ∂L/∂x = g put back in the order of x.   x: f[*s] -> r: f[*s].

    Of equal elements the first comes first, and each gets the gradient of the place that it came to.
    """

    axis: int = 0

    traces = np.sort
    examples = (
        example(X, axis=1),
        example(X, axis=0),
        example(np.array([3.0, -1.0, 0.0, 12.0, 5.0, -7.0, 1.0])),
        example(np.array([2.0, 0.0, 2.0, 0.0, 0.0]), smooth=False),
        example(np.array([1.5])),
    )

    @classmethod
    def trace(cls, a: Any, axis: int | None = -1, kind: Any = None, order: Any = None, *, stable: Any = None) -> Any:
        a, at = flattened(a, axis)
        return cls(at)(a)

    def evaluate(self, x: Any) -> Any:
        return np.sort(x, axis=self.axis)

    def infer(self, x: Type) -> Type:
        return x

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        places = np.argsort(np.argsort(x, axis=self.axis), axis=self.axis)
        return (np.take_along_axis(g, places, axis=self.axis),)

    def jvp(self, r: Any, operands: tuple[Any], tangents: tuple[Any]) -> Any:
        return np.take_along_axis(tangents[0], np.argsort(operands[0], axis=self.axis), axis=self.axis)

    def numpy(self, *operands: Expression) -> Expression:
        return Call("sort", operands, (("axis", self.axis),))

    def loops(self, result: Any, x: Any) -> None:
        n = x.shape[self.axis]
        merged = zeros(n)
        for before in each(x.shape[: self.axis]):
            for after in each(x.shape[self.axis + 1 :]):
                for i in range(n):
                    result[*before, i, *after] = x[*before, i, *after]
                width = 1
                while width < n:  # runs of this width are in order; merge them in pairs
                    start = 0
                    while start < n:
                        middle = start + width if start + width < n else n
                        end = middle + width if middle + width < n else n
                        left = start
                        right = middle
                        for k in range(start, end):
                            if left < middle and (
                                right >= end or result[*before, left, *after] <= result[*before, right, *after]
                            ):
                                merged[k] = result[*before, left, *after]
                                left += 1
                            else:
                                merged[k] = result[*before, right, *after]
                                right += 1
                        start = end
                    for i in range(n):
                        result[*before, i, *after] = merged[i]
                    width *= 2
