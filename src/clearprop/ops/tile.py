"""The whole array repeated side by side."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Call, Expression
from clearprop.ir import Type
from clearprop.ops.axes import array
from clearprop.ops.base import Op, example


@dataclass(frozen=True)
class Tile(Op):
    """r_i = x_{i mod n} along each axis, ∂L/∂x = g summed over the repetitions.   x: T[*s] -> r: T[*t]."""

    reps: tuple[int, ...]

    traces = np.tile
    linear = True
    complex_step = True
    examples = (
        example(np.array([1.5, -2.0, 0.0]), reps=(2,)),
        example(np.arange(6.0).reshape(3, 2) - 4, reps=(2, 3)),
        example(np.arange(6.0).reshape(3, 2) - 4, reps=(4, 1, 2)),
    )

    @classmethod
    def trace(cls, A: Any, reps: Any) -> Any:
        A = array(A)
        counts = tuple(int(n) for n in reps) if hasattr(reps, "__len__") else (int(reps),)
        return cls((1,) * (len(A.shape) - len(counts)) + counts)(A)

    def evaluate(self, x: Any) -> Any:
        return np.tile(x, self.reps)

    def lifted(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """The shape of x with axes of size 1 in front, one for each repetition count."""
        return (1,) * (len(self.reps) - len(shape)) + shape

    def infer(self, x: Type) -> Type:
        return Type(x.dtype, tuple(n * size for n, size in zip(self.reps, self.lifted(x.shape), strict=True)))

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        apart = [n for pair in zip(self.reps, self.lifted(x.shape), strict=True) for n in pair]
        added = np.sum(np.reshape(g, tuple(apart)), axis=tuple(range(0, len(apart), 2)))
        return (np.reshape(added, x.shape),)

    def numpy(self, *operands: Expression) -> Expression:
        reps = self.reps[0] if len(self.reps) == 1 else self.reps
        return Call("tile", operands, (("reps", reps),))

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        extra = len(index) - len(x.shape)
        places = zip(index[extra:], self.reps[extra:], x.shape, strict=True)
        return x[tuple(at if n == 1 or size == 0 else at % size for at, n, size in places)]
