"""The logarithm of a sum of exponentials along an axis."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import Expression
from clearprop.ir import Type
from clearprop.ops.base import Op, example
from clearprop.ops.loops import each
from clearprop.ops.softmax import Z, along_axis, log_of_sum


@dataclass(frozen=True)
class Logsumexp(Op):
    """r = ln Σ_i e^(z_i) along the axis; ∂L/∂z = g e^(z - r).

    z: f[*s, n, *t] -> r: f[*s, *t].
    With keepdims z: f[*s, n, *t] -> r: f[*s, 1, *t].
    """

    axis: int = -1
    keepdims: bool = False

    named = True
    examples = (
        example(Z, axis=1),
        example(Z, axis=0),
        example(Z, axis=1, keepdims=True),
        example(np.array([0.5, -1.0]), axis=0),
    )

    @classmethod
    def trace(cls, z: Any, axis: int | None = None, keepdims: bool = False) -> Any:
        return cls(0)(np.ravel(z)) if axis is None else cls(axis % z.ndim, keepdims)(z)

    def evaluate(self, z: Any) -> Any:
        largest = np.max(z, axis=self.axis, keepdims=True)
        r = largest + np.log(np.sum(np.exp(z - largest), axis=self.axis, keepdims=True))
        return r if self.keepdims else np.squeeze(r, axis=self.axis)

    def infer(self, z: Type) -> Type:
        axis = self.axis % len(along_axis(self, z, self.axis).shape)
        return Type(z.dtype, z.shape[:axis] + (1,) * self.keepdims + z.shape[axis + 1 :])

    def vjp(self, g: Any, r: Any, z: Any) -> tuple[Any, ...]:
        if not self.keepdims:
            g, r = np.expand_dims(g, self.axis), np.expand_dims(r, self.axis)
        return (g * np.exp(z - r),)

    def jvp(self, r: Any, operands: tuple[Any, ...], tangents: tuple[Any, ...]) -> Any:
        kept = r if self.keepdims else np.expand_dims(r, self.axis)
        return np.sum(np.exp(operands[0] - kept) * tangents[0], axis=self.axis, keepdims=self.keepdims)

    def definition(self, z: Any) -> Any:
        return np.log(np.sum(np.exp(z), axis=self.axis, keepdims=self.keepdims))

    def numpy(self, z: Expression) -> Expression:
        return log_of_sum(z, self.axis, self.keepdims)

    def loops(self, result: Any, z: Any) -> None:
        for before in each(z.shape[: self.axis]):
            for after in each(z.shape[len(z.shape[: self.axis]) + 1 :]):
                largest = z[*before, 0, *after]
                for i in range(1, z.shape[self.axis]):
                    if z[*before, i, *after] > largest:
                        largest = z[*before, i, *after]
                total = 0.0
                for i in range(z.shape[self.axis]):
                    total += math.exp(z[*before, i, *after] - largest)
                if self.keepdims:
                    result[*before, 0, *after] = largest + math.log(total)
                else:
                    result[*before, *after] = largest + math.log(total)
