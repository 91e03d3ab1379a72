"""Each element repeated next to itself."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Call, Expression
from clearprop.ir import Type
from clearprop.ops.base import Op, example
from clearprop.ops.reshape import flattened


@dataclass(frozen=True)
class Repeat(Op):
    """r_i = x_{i // repeats} along the axis, ∂L/∂x = g summed over the repetitions.   x: T[*s] -> r: T[*t]."""

    repeats: int
    axis: int = 0

    traces = np.repeat
    linear = True
    complex_step = True
    examples = (
        example(np.array([1.5, -2.0, 0.0]), repeats=2),
        example(np.arange(15.0).reshape(5, 3) - 4, repeats=4, axis=1),
    )

    @classmethod
    def trace(cls, a: Any, repeats: Any, axis: Any = None) -> Any:
        a, axis = flattened(a, axis)
        counts = np.asarray(repeats)
        if counts.size == 1:
            return cls(int(counts.reshape(())), axis)(a)
        return a[(*(slice(None),) * axis, np.repeat(np.arange(a.shape[axis]), counts))]

    def evaluate(self, x: Any) -> Any:
        return np.repeat(x, self.repeats, self.axis)

    def infer(self, x: Type) -> Type:
        return Type(x.dtype, (*x.shape[: self.axis], x.shape[self.axis] * self.repeats, *x.shape[self.axis + 1 :]))

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        apart = (*x.shape[: self.axis + 1], self.repeats, *x.shape[self.axis + 1 :])
        return (np.sum(np.reshape(g, apart), axis=self.axis + 1),)

    def numpy(self, *operands: Expression) -> Expression:
        return Call("repeat", operands, (("repeats", self.repeats), ("axis", self.axis)))

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        return x[tuple(at // self.repeats if k == self.axis else at for k, at in enumerate(index))]
