"""The methods of ufuncs: reduce and accumulate of sums, products and extremes; outer of any ufunc of two."""

from collections.abc import Callable
from typing import Any

import numpy as np

from clearprop.ops.axes import array, normal_axis
from clearprop.ops.base import TRACED


def reducing(function: Callable[..., Any]) -> Callable[..., Any]:
    """``ufunc.reduce``: the function over the first axis, unless another is named."""

    def reduce(a: Any, axis: Any = 0, dtype: Any = None, out: None = None, keepdims: bool = False, **rest: Any) -> Any:
        x = array(a)
        return function(x if dtype is None else x.astype(dtype), axis=axis, keepdims=keepdims, **rest)

    return reduce


def accumulating(function: Callable[..., Any]) -> Callable[..., Any]:
    """``ufunc.accumulate``: the function along the first axis, unless another is named."""

    def accumulate(a: Any, axis: int = 0, dtype: Any = None, out: None = None) -> Any:
        x = array(a)
        return function(x if dtype is None else x.astype(dtype), axis=axis)

    return accumulate


def outer_of(ufunc: Any) -> Callable[..., Any]:
    """``ufunc.outer``: the ufunc of each element of a with each of b."""

    def outer(a: Any, b: Any, /, **options: Any) -> Any:
        a, b = array(a), array(b)
        spread = np.reshape(a, tuple(a.shape) + (1,) * len(b.shape)) if b.shape else a
        return ufunc(spread, b, **options)

    return outer


def log_sum_exp(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The logarithm of Σ eˣ along an axis, without overflow."""
    top = np.max(x, axis=axis, keepdims=True)
    r = top + np.log(np.sum(np.exp(x - top), axis=axis, keepdims=True))
    return r if keepdims else np.squeeze(r, axis=axis if axis is not None else tuple(range(len(x.shape))))


def running_extreme(extreme: Callable[..., Any], least: float) -> Callable[..., Any]:
    """The extreme of the elements so far: of a triangle of rows in which the later elements are out of the way."""

    def running(x: Any, axis: int = 0) -> Any:
        at = normal_axis(axis, len(x.shape))
        last = at == len(x.shape) - 1
        rows = (x if last else np.moveaxis(x, at, -1))[..., None, :]
        so_far = extreme(np.where(np.tri(x.shape[at], dtype=bool), rows, least), axis=-1)
        return so_far if last else np.moveaxis(so_far, -1, at)

    return running


REDUCED: dict[Any, Callable[..., Any]] = {np.add: np.sum, np.multiply: np.prod, np.maximum: np.max, np.minimum: np.min}
REDUCED |= {np.logical_and: np.all, np.logical_or: np.any, np.logaddexp: log_sum_exp}
ACCUMULATED: dict[Any, Callable[..., Any]] = {np.add: np.cumsum, np.multiply: np.cumprod}
ACCUMULATED |= {np.maximum: running_extreme(np.max, -np.inf), np.minimum: running_extreme(np.min, np.inf)}

TRACED |= {ufunc.reduce: reducing(function) for ufunc, function in REDUCED.items()}
TRACED |= {ufunc.accumulate: accumulating(function) for ufunc, function in ACCUMULATED.items()}
TRACED |= {
    ufunc.outer: outer_of(ufunc)
    for ufunc in vars(np).values()
    if isinstance(ufunc, np.ufunc) and ufunc.nin == 2 and ufunc.nout == 1 and ufunc.signature is None
}
