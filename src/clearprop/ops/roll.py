"""The elements moved along axes; what leaves at the end comes in at the front."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Call, Expression
from clearprop.ir import Type
from clearprop.ops.axes import array, normal_axis
from clearprop.ops.base import Op, example
from clearprop.ops.reshape import ravel


@dataclass(frozen=True)
class Roll(Op):
    """r_{(i + shift) mod n} = x_i, ∂L/∂x = g rolled back.   x: T[*s] -> r: T[*s]."""

    shift: tuple[int, ...]
    axis: tuple[int, ...]

    traces = np.roll
    linear = True
    complex_step = True
    examples = (
        example(np.arange(5.0) - 2, shift=(2,), axis=(0,)),
        example(np.arange(15.0).reshape(5, 3) - 7, shift=(-1, 7), axis=(1, 0)),
        example(np.zeros((2, 0)), shift=(1,), axis=(1,)),
    )

    @classmethod
    def trace(cls, a: Any, shift: Any, axis: Any = None) -> Any:
        a = array(a)
        if axis is None:
            return np.reshape(cls.trace(ravel(a), shift, 0), a.shape) if len(a.shape) != 1 else cls.trace(a, shift, 0)
        shifts, axes = np.broadcast_arrays(np.atleast_1d(shift), np.atleast_1d(axis))
        moved: dict[int, int] = {}
        for by, at in zip(shifts.tolist(), axes.tolist(), strict=True):
            at = normal_axis(at, len(a.shape))
            moved[at] = moved.get(at, 0) + int(by)
        return cls(tuple(moved.values()), tuple(moved))(a)

    def evaluate(self, x: Any) -> Any:
        return np.roll(x, self.shift, self.axis)

    def infer(self, x: Type) -> Type:
        return x

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        return (Roll(tuple(-by for by in self.shift), self.axis)(g),)

    def numpy(self, *operands: Expression) -> Expression:
        one = len(self.axis) == 1
        shift, axis = (self.shift[0], self.axis[0]) if one else (self.shift, self.axis)
        return Call("roll", operands, (("shift", shift), ("axis", axis)))

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        moved = dict(zip(self.axis, self.shift, strict=True))
        by = [(-moved[k]) % size if k in moved and size else 0 for k, size in enumerate(x.shape)]
        return x[tuple((at + n) % size if n else at for at, n, size in zip(index, by, x.shape, strict=True))]
