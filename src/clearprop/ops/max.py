"""The largest element along axes."""

from typing import Any

import numpy as np

from clearprop.ops.extremum import Extremum


class Max(Extremum):
    """r = max x over the axes, ∂L/∂x = g at the largest, shared equally by ties.   x: f[*s] -> r: f[*t]."""

    traces = (np.max, np.amax)
    kind = "max"
    pair = np.maximum

    def evaluate(self, x: Any) -> Any:
        return np.max(x, axis=self.axis, keepdims=self.keepdims)
