"""What the comparisons share: numbers or booleans in, booleans out, and no gradient."""

from typing import Any

from clearprop.ops.base import Elementwise


class Comparison(Elementwise, abstract=True):
    """x ? y, without a gradient.   x: T[*s], y: T[*t] -> r: bool[*broadcast]."""

    result_dtype = "bool"
    floating_only = False

    def derivative(self, r: Any, x: Any, y: Any) -> Any:
        return None, None
