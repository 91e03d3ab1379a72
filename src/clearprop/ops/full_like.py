"""Arrays of one number in the shape and dtype of another array: compositions, not ops."""

from typing import Any

import numpy as np

from clearprop.ir import type_of
from clearprop.ops.base import TRACED, is_number, shape_of
from clearprop.ops.full import Full


def full_like(
    a: Any, fill_value: Any, dtype: Any = None, order: str = "K", subok: bool = True, shape: Any = None
) -> Any:
    """An array of ``fill_value`` as ``a``, unless a shape or a dtype is given."""
    shape = shape_of(a) if shape is None else (shape,) if isinstance(shape, int) else tuple(shape)
    dtype = getattr(a, "dtype", type(a)) if dtype is None else dtype
    symbol = a if hasattr(a, "builder") else fill_value
    if not is_number(fill_value):
        return np.broadcast_to(fill_value.astype(dtype), shape)
    return symbol.builder.bind(Full(shape, fill_value, type_of(np.empty(0, dtype)).dtype), ())


def zeros_like(a: Any, dtype: Any = None, order: str = "K", subok: bool = True, shape: Any = None) -> Any:
    """Zeros as ``a``."""
    return full_like(a, 0.0, dtype, order, subok, shape)


def ones_like(a: Any, dtype: Any = None, order: str = "K", subok: bool = True, shape: Any = None) -> Any:
    """Ones as ``a``."""
    return full_like(a, 1.0, dtype, order, subok, shape)


TRACED[np.full_like] = full_like
TRACED[np.zeros_like] = zeros_like
TRACED[np.ones_like] = ones_like
TRACED[np.empty_like] = zeros_like
