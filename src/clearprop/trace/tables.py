"""The tables of functions that are not rules; ``scalars``, ``functions`` and ``writers`` fill them.

``SPECIAL[function](recorder, *arguments, **options)`` is what a call of it does while recording.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from clearprop.ops.base import OPS

SEQUENCES: set[Any] = {
    np.concatenate, np.stack, np.vstack, np.hstack, np.column_stack, np.dstack, np.append, np.einsum, np.block,
    np.linalg.multi_dot, np.select, np.choose, np.meshgrid, np.broadcast_arrays, np.interp, np.ix_,
}  # fmt: skip
"""Functions that take a sequence of arrays, not an array that may be written as a nested list."""

ON_VALUES: set[Any] = {
    np.shape, np.ndim, np.size, np.zeros_like, np.ones_like, np.result_type, np.isscalar, np.iscomplexobj,
    np.isrealobj, np.shares_memory, np.may_share_memory, np.can_cast, np.min_scalar_type, np.array2string, np.array_repr,
    np.array_str, np.common_type, np.ndindex, np.testing.assert_allclose,
    np.testing.assert_array_equal, np.testing.assert_array_almost_equal, np.broadcast_shapes, np.info,
}  # fmt: skip
"""Functions whose result does not depend on the numbers (or that only look): they run on the values."""

SPECIAL: dict[Any, Callable[..., Any]] = {}
BY_NAME: dict[str, Callable[..., Any]] = {
    "expit": lambda z: OPS["sigmoid"]()(z),
    "erf": lambda z: OPS["erf"]()(z),
    "log_expit": lambda z: -OPS["softplus"]()(-z),
    "softmax": lambda z, axis=-1: OPS["softmax"].trace(z, axis=axis),
}
"""Functions of other libraries (scipy.special) that are rules of ours under another name."""


def special(*functions: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def register(handler: Callable[..., Any]) -> Callable[..., Any]:
        for function in functions:
            SPECIAL[function] = handler
        return handler

    return register
