"""Where the largest element stands: data, without a gradient."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ir import Type
from clearprop.ops.base import Op, example
from clearprop.ops.loops import each
from clearprop.ops.reshape import flattened

X = np.array([[1.0, -2.0, 4.5, 4.5], [3.5, 3.0, -1.0, 1.5], [2.0, 0.0, 7.0, 1.0]])


@dataclass(frozen=True)
class Argmax(Op):
    """r = the first index of the largest element along the axis; no derivative.   x: T[*s] -> r: i[*t]."""

    axis: int = 0

    traces = np.argmax
    examples = (example(X, axis=1), example(X, axis=0), example(np.array([-3.0, 0.0, -1.0])))

    @classmethod
    def trace(cls, a: Any, axis: int | None = None, *, keepdims: bool = False) -> Any:
        flat, at = flattened(a, axis)
        r = cls(at)(flat)
        if not keepdims:
            return r
        return np.expand_dims(r, at) if axis is not None else np.reshape(r, (1,) * len(a.shape))

    def evaluate(self, x: Any) -> Any:
        return np.argmax(x, axis=self.axis)

    def infer(self, x: Type) -> Type:
        if x.shape[self.axis] == 0:
            raise ValueError(f"{self.name} of {x}: no elements along axis {self.axis}; expected one at least.")
        return Type("i64", x.shape[: self.axis] + x.shape[self.axis + 1 :])

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[None]:
        return (None,)

    def numpy(self, *operands: Expression) -> Expression:
        return Call(self.name, operands, (("axis", self.axis),))

    def loops(self, result: Any, x: Any) -> None:
        for before in each(x.shape[: self.axis]):
            for after in each(x.shape[self.axis + 1 :]):
                best = 0
                for i in range(1, x.shape[self.axis]):
                    if x[*before, i, *after] > x[*before, best, *after]:
                        best = i
                result[*before, *after] = best
