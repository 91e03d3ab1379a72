"""Not."""

from typing import Any

import numpy as np

from clearprop.expression import Expression
from clearprop.ops.base import TRACED, made_by
from clearprop.ops.logical import Logical, on_booleans


class LogicalNot(Logical):
    """r = ¬x, without a gradient.   x: bool[*s] -> r: bool[*s]."""

    traces = np.logical_not
    examples = ((np.array([[True, False, True], [False, False, True]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.logical_not(x)

    def simplified(self, x: Any) -> Any:
        negated = made_by(x, "logical_not")
        return negated[0] if negated else None

    def expression(self, x: Expression) -> Expression:
        return ~x


TRACED[np.invert] = on_booleans(LogicalNot, "~")
