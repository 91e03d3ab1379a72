"""The logarithm of the softmax along an axis."""

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
class LogSoftmax(Op):
    """r_i = z_i - ln Σ_j e^(z_j) along the axis; ∂L/∂z = g - e^r Σ_j g_j.   z: f[*s] -> r: f[*s]."""

    axis: int = -1

    named = True
    examples = (example(Z, axis=1), example(Z, axis=0), example(np.array([0.5, -1.0]), axis=0))

    @classmethod
    def trace(cls, z: Any, axis: int = -1) -> Any:
        return cls(axis % z.ndim)(z)

    def evaluate(self, z: Any) -> Any:
        shifted = z - np.max(z, axis=self.axis, keepdims=True)
        return shifted - np.log(np.sum(np.exp(shifted), axis=self.axis, keepdims=True))

    def infer(self, z: Type) -> Type:
        return along_axis(self, z, self.axis)

    def vjp(self, g: Any, r: Any, z: Any) -> tuple[Any, ...]:
        return (g - np.exp(r) * np.sum(g, axis=self.axis, keepdims=True),)

    def jvp(self, r: Any, operands: tuple[Any, ...], tangents: tuple[Any, ...]) -> Any:
        (dz,) = tangents
        return dz - np.sum(np.exp(r) * dz, axis=self.axis, keepdims=True)

    def definition(self, z: Any) -> Any:
        return z - np.log(np.sum(np.exp(z), axis=self.axis, keepdims=True))

    def numpy(self, z: Expression) -> Expression:
        return z - log_of_sum(z, self.axis, keepdims=True)

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
                log_total = math.log(total)
                for i in range(z.shape[self.axis]):
                    result[*before, i, *after] = z[*before, i, *after] - largest - log_total
