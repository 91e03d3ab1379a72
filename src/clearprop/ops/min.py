"""The smallest element along axes."""

from typing import Any

import numpy as np

from clearprop.ops.extremum import Extremum


class Min(Extremum):
    """r = min x over the axes, ∂L/∂x = g at the smallest, shared equally by ties.   x: f[*s] -> r: f[*t]."""

    traces = (np.min, np.amin)
    kind = "min"
    pair = np.minimum

    def evaluate(self, x: Any) -> Any:
        return np.min(x, axis=self.axis, keepdims=self.keepdims)
