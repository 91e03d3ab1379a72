"""The softmax along an axis."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression, exp
from clearprop.ir import Type
from clearprop.ops.base import Op, example
from clearprop.ops.loops import each

Z = np.array([[1.0, -2.0, 0.0, 0.5], [0.5, 35.0, 1.5, -40.0], [3.0, 3.0, -1.0, 2.0]])


@dataclass(frozen=True)
class Softmax(Op):
    """a_i = e^(z_i) / Σ_j e^(z_j) along the axis; ∂L/∂z = a (g - Σ_j g_j a_j).   z: f[*s] -> a: f[*s]."""

    axis: int = -1

    named = True
    examples = (example(Z, axis=1), example(Z, axis=0), example(np.array([0.5, -1.0]), axis=0))

    @classmethod
    def trace(cls, z: Any, axis: int = -1) -> Any:
        return cls(axis % z.ndim)(z)

    def evaluate(self, z: Any) -> Any:
        e = np.exp(z - np.max(z, axis=self.axis, keepdims=True))  # never above 1
        return e / np.sum(e, axis=self.axis, keepdims=True)

    def infer(self, z: Type) -> Type:
        return along_axis(self, z, self.axis)

    def vjp(self, g: Any, a: Any, z: Any) -> tuple[Any, ...]:
        return (a * (g - np.sum(g * a, axis=self.axis, keepdims=True)),)

    def jvp(self, a: Any, operands: tuple[Any, ...], tangents: tuple[Any, ...]) -> Any:
        return self.vjp(tangents[0], a, operands[0])[0]  # ∂a/∂z is symmetric

    def definition(self, z: Any) -> Any:
        return np.exp(z) / np.sum(np.exp(z), axis=self.axis, keepdims=True)

    def numpy(self, z: Expression) -> Expression:
        return exp(z - log_of_sum(z, self.axis, keepdims=True))

    def loops(self, result: Any, z: Any) -> None:
        for before in each(z.shape[: self.axis]):
            for after in each(z.shape[len(z.shape[: self.axis]) + 1 :]):
                largest = z[*before, 0, *after]
                for i in range(1, z.shape[self.axis]):
                    if z[*before, i, *after] > largest:
                        largest = z[*before, i, *after]
                total = 0.0
                for i in range(z.shape[self.axis]):
                    result[*before, i, *after] = math.exp(z[*before, i, *after] - largest)
                    total += result[*before, i, *after]
                for i in range(z.shape[self.axis]):
                    result[*before, i, *after] = result[*before, i, *after] / total


def log_of_sum(z: Expression, axis: int, keepdims: bool) -> Expression:
    """NumPy's stable ln Σ e^z."""
    return Call("logaddexp.reduce", (z,), (("axis", axis), *((("keepdims", True),) if keepdims else ())))


def along_axis(op: Op, z: Type, axis: int) -> Type:
    """The type itself, if it is floating and has the axis."""
    if not z.floating or not -z.ndim <= axis < z.ndim:
        raise ValueError(f"{op.name} of {z}: expected floating numbers with an axis {axis}.")
    return z
