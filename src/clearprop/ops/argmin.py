"""Where the smallest element stands: data, without a gradient."""

from typing import Any

import numpy as np

from clearprop.ops.argmax import Argmax
from clearprop.ops.loops import each


class Argmin(Argmax):
    """r = the first index of the smallest element along the axis; no derivative.   x: T[*s] -> r: i[*t]."""

    traces = np.argmin

    def evaluate(self, x: Any) -> Any:
        return np.argmin(x, axis=self.axis)

    def loops(self, result: Any, x: Any) -> None:
        for before in each(x.shape[: self.axis]):
            for after in each(x.shape[self.axis + 1 :]):
                best = 0
                for i in range(1, x.shape[self.axis]):
                    if x[*before, i, *after] < x[*before, best, *after]:
                        best = i
                result[*before, *after] = best
