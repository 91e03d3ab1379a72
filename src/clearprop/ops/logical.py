"""What the logical operations share: booleans in (anything else is asked whether it is 0), booleans out."""

from collections.abc import Callable
from typing import Any

import numpy as np

from clearprop.ops.base import as_dtype
from clearprop.ops.numpy_function import NumpyFunction


class Logical(NumpyFunction, abstract=True):
    """An operation on truth values, without a gradient.   x: bool[*s], y: bool[*t] -> r: bool[*broadcast]."""

    result_dtype = "bool"

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(as_dtype(operand, np.dtype(np.bool_)) for operand in operands)

    def derivative(self, r: Any, *operands: Any) -> Any:
        return tuple(None for _ in operands)


def on_booleans(op: type[Logical], symbol: str) -> Callable[..., Any]:
    """``x & y`` and the like: on booleans the logical operation; integers have no bits in a Program."""

    def apply(*operands: Any) -> Any:
        for operand in operands:
            if getattr(operand, "dtype", np.dtype(type(operand))).kind != "b":
                raise TypeError(f"{symbol} takes booleans; write integer arithmetic with +, *, // and %.")
        return op()(*operands)

    return apply
