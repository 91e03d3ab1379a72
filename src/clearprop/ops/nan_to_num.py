"""Numbers in place of NaN and infinities."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression, where
from clearprop.ops.base import Elementwise, example


@dataclass(frozen=True)
class NanToNum(Elementwise):
    """r = x where it is finite, else the number given for its kind; r' = 1 where x is finite, else 0.

    x: f[*s] -> r: f[*s].
    """

    nan: float = 0.0
    posinf: float = float(np.finfo(np.float64).max)
    neginf: float = float(np.finfo(np.float64).min)

    traces = np.nan_to_num
    examples = (
        (np.array([[-1.5, 0.0, 0.3], [2.0, -40.0, 0.7]]),),
        example(np.array([np.nan, np.inf, -np.inf, 2.0]), smooth=False, nan=1.5, posinf=100.0, neginf=-100.0),
    )

    @classmethod
    def trace(cls, x: Any, copy: bool = True, nan: float = 0.0, posinf: Any = None, neginf: Any = None) -> Any:
        if x.dtype.kind != "f":
            return x
        limits = np.finfo(x.dtype)
        posinf = float(limits.max) if posinf is None else posinf
        return cls(nan, posinf, float(limits.min) if neginf is None else neginf)(x)

    def evaluate(self, x: Any) -> Any:
        return np.nan_to_num(x, nan=self.nan, posinf=self.posinf, neginf=self.neginf)

    def derivative(self, r: Any, x: Any) -> Any:
        return np.isfinite(x)

    def numpy(self, x: Expression) -> Expression:
        options = {"nan": self.nan} if self.nan != 0 else {}
        largest = {float(np.finfo(dtype).max) for dtype in (np.float32, np.float64)}
        options |= {"posinf": self.posinf} if self.posinf not in largest else {}
        options |= {"neginf": self.neginf} if -self.neginf not in largest else {}
        return Call("nan_to_num", (x,), tuple(options.items()))

    def expression(self, x: Expression) -> Expression:
        infinite = where(x > 0, self.posinf, self.neginf)
        return where(Call("isnan", (x,)), self.nan, where(Call("isinf", (x,)), infinite, x))
