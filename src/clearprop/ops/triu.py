"""The upper triangle of a matrix, zeros below."""

from typing import Any

import numpy as np

from clearprop.expression import Expression
from clearprop.ops.tril import Tril


class Triu(Tril):
    """r_ij = x_ij where j ≥ i + k, 0 elsewhere; ∂L/∂x = the same part of g.   x: f[*s, n, m] -> r: f[*s, n, m]."""

    traces = np.triu

    def evaluate(self, x: Any) -> Any:
        return np.triu(x, self.k)

    def stays(self, i: Expression, j: Expression) -> Expression:
        return j >= i + self.k if self.k > 0 else j + -self.k >= i if self.k else j >= i
