"""Where the elements in rising order stand: data, without a gradient."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ir import Type
from clearprop.ops.base import Op, example
from clearprop.ops.loops import each, indices
from clearprop.ops.reshape import flattened

X = np.array([[1.0, -2.0, 0.0, 4.5], [3.5, 3.0, -1.0, 1.5], [2.0, 0.0, 7.0, 1.0]])


@dataclass(frozen=True)
class Argsort(Op):
    """r = the indices that put x in rising order, the first of equals first; no derivative.   x: T[*s] -> r: i[*s]."""

    axis: int = 0

    traces = np.argsort
    examples = (
        example(X, axis=1),
        example(X, axis=0),
        example(np.array([2.0, 0.0, 2.0, 0.0, 0.0]), smooth=False),
        example(np.array([3, 0, 1, 2, 4])),
    )

    @classmethod
    def trace(cls, a: Any, axis: int | None = -1, kind: Any = None, order: Any = None, *, stable: Any = None) -> Any:
        a, at = flattened(a, axis)
        return cls(at)(a)

    def evaluate(self, x: Any) -> Any:
        return np.argsort(x, axis=self.axis, kind="stable")

    def infer(self, x: Type) -> Type:
        return Type("i64", x.shape)

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[None]:
        return (None,)

    def numpy(self, *operands: Expression) -> Expression:
        return Call("argsort", operands, (("axis", self.axis), ("kind", "stable")))

    def loops(self, result: Any, x: Any) -> None:
        n = x.shape[self.axis]
        merged = indices(n)
        for before in each(x.shape[: self.axis]):
            for after in each(x.shape[self.axis + 1 :]):
                for i in range(n):
                    result[*before, i, *after] = i
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
                                right >= end
                                or x[*before, result[*before, left, *after], *after]
                                <= x[*before, result[*before, right, *after], *after]
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
