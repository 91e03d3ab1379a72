"""What det and slogdet have in common: Gaussian elimination; the product of its pivots is the determinant."""

import math
from typing import Any

import numpy as np

from clearprop.ir import Type
from clearprop.ops.base import Op
from clearprop.ops.loops import each, zeros
from clearprop.ops.solve import A, in_floats, square


class Elimination(Op, abstract=True):
    """A number from the pivots of a matrix.   a: f[*s, n, n] -> r: f[*s]."""

    examples = ((A,), (np.stack([A, A.T + np.eye(3)]),), (np.array([[-4.0]]),))

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        return in_floats(operands)

    def infer(self, a: Type) -> Type:
        square(self.name, a)
        return Type(a.dtype, a.shape[:-2])

    def loops(self, result: Any, a: Any) -> None:
        n = a.shape[-1]
        upper = zeros(n, n)
        for at in each(a.shape[:-2]):
            for i in range(n):
                for j in range(n):
                    upper[i, j] = a[*at, i, j]
            found = 0.0 if self.name == "logabsdet" else 1.0
            for k in range(n):
                pivot = k
                for i in range(k + 1, n):
                    if abs(upper[i, k]) > abs(upper[pivot, k]):
                        pivot = i
                if pivot != k:
                    for j in range(k, n):
                        held = upper[k, j]
                        upper[k, j] = upper[pivot, j]
                        upper[pivot, j] = held
                    if self.name != "logabsdet":
                        found = -found
                if upper[k, k] == 0.0:
                    found = -math.inf if self.name == "logabsdet" else 0.0
                    break
                if self.name == "det":
                    found *= upper[k, k]
                elif self.name == "logabsdet":
                    found += math.log(abs(upper[k, k]))
                elif upper[k, k] < 0.0:
                    found = -found
                for i in range(k + 1, n):
                    factor = upper[i, k] / upper[k, k]
                    for j in range(k + 1, n):
                        upper[i, j] -= factor * upper[k, j]
            result[*at] = found
