"""Functions of arrays that are not rules: makers of arrays, places taken from data, loops over elements."""

from functools import partial
from typing import Any

import numpy as np

from clearprop.ops.base import TRACED
from clearprop.trace.arrays import TracedArray
from clearprop.trace.items import guarded_mask
from clearprop.trace.recorder import Recorded, Recorder
from clearprop.trace.tables import SPECIAL, special
from clearprop.trace.values import as_data, as_parameter, as_symbol, has_traced, held, is_traced, promoted, values


@special(np.array)
def array(recorder: Recorder, value: Any, dtype: Any = None, copy: Any = None, **options: Any) -> Any:
    """np.array of anything that holds traced numbers, at any depth."""
    value = promoted(recorder, value)
    if not has_traced(value):
        return held(recorder, np.array(values(value), dtype=dtype, **options))
    if type(value) is TracedArray and value.ndim and dtype is not None:
        return value.astype(dtype)
    if type(value) is TracedArray and value.ndim:
        return value.copy() if copy is not False else value
    symbol = as_symbol(value, recorder)
    symbol = symbol if dtype is None else symbol.astype(dtype)
    real = np.array(symbol.value)
    return TracedArray(recorder, real, Recorded(recorder, symbol.atom, real))


@special(np.asarray, np.asanyarray, np.ascontiguousarray)
def as_array(recorder: Recorder, value: Any, dtype: Any = None, **options: Any) -> Any:
    if isinstance(value, np.ndarray) and (dtype is None or value.dtype == np.dtype(dtype)):
        return promoted(recorder, value)
    return array(recorder, value, dtype, **options)


@special(np.empty)
def empty(recorder: Recorder, shape: Any, dtype: Any = float, **options: Any) -> Any:
    """Zeros: what stands in an empty array is chance, and would stand in emitted code."""
    return held(recorder, (np.empty if dtype is object else np.zeros)(as_parameter(shape), dtype, **options))


@special(np.empty_like)
def empty_like(recorder: Recorder, like: Any, dtype: Any = None, **options: Any) -> Any:
    return held(recorder, np.zeros_like(values(like), dtype, **as_parameter(options)))


@special(np.bincount)
def bincount(recorder: Recorder, x: Any, weights: Any = None, minlength: Any = 0) -> Any:
    """The number of bins depends on the integers: they are guarded."""
    x, minlength = as_data(x), as_parameter(minlength)
    if not has_traced(weights):
        return held(recorder, np.bincount(values(x), values(weights), minlength))
    return recorder.rule(np.bincount, TRACED[np.bincount], (values(x), weights, minlength))


for chooser in (np.compress, np.extract):

    def chosen(
        recorder: Recorder, condition: Any, value: Any, *rest: Any, chooser: Any = chooser, **options: Any
    ) -> Any:
        """Elements where a mask holds: it is guarded."""
        condition = values(as_data(condition))
        if not has_traced(value):
            return held(recorder, chooser(condition, *values((value, *rest)), **values(options)))
        return recorder.rule(chooser, partial(TRACED[chooser], **options), (condition, value, *rest))

    SPECIAL[chooser] = chosen


@special(np.full)
def full(recorder: Recorder, shape: Any, fill_value: Any, dtype: Any = None, **options: Any) -> Any:
    shape = tuple(int(size) for size in shape) if isinstance(shape, list | tuple) else (int(shape),)
    if not is_traced(fill_value):
        return held(recorder, np.full(shape, values(fill_value), dtype, **options))
    symbol = TRACED[np.copy](np.broadcast_to(fill_value._read(), shape))
    return TracedArray(recorder, np.array(symbol.value), Recorded(recorder, symbol.atom, np.array(symbol.value)))


@special(np.full_like)
def full_like(recorder: Recorder, like: Any, fill_value: Any, **options: Any) -> Any:
    return full(recorder, like.shape, fill_value, options.get("dtype") or like.dtype)


for finder in (np.nonzero, np.flatnonzero, np.argwhere):

    def found(recorder: Recorder, value: Any, finder: Any = finder) -> Any:
        """Places taken from data: the mask is guarded."""
        if is_traced(value):
            value = guarded_mask(value if value.dtype == np.bool_ else value != 0)
        result = finder(values(value))
        return tuple(held(recorder, part) for part in result) if isinstance(result, tuple) else held(recorder, result)

    SPECIAL[finder] = found


@special(np.where)
def where(recorder: Recorder, condition: Any, *choices: Any) -> Any:
    if not choices:
        return SPECIAL[np.nonzero](recorder, condition)
    arguments = tuple(promoted(recorder, argument) for argument in (condition, *choices))
    if not has_traced(arguments):
        return held(recorder, np.where(*values(arguments)))
    return recorder.rule(np.where, TRACED[np.where], arguments)


@special(np.nditer)
def iterated(recorder: Recorder, value: Any, *arguments: Any, **options: Any) -> Any:
    if not has_traced(value):
        return np.nditer(values(value), *arguments, **options)
    raise recorder.refuse("np.nditer runs in C and cannot be followed", "loop over np.ndindex(x.shape) instead.")


@special(np.ndenumerate)
def enumerated(recorder: Recorder, value: Any) -> Any:
    return ((at, value[at]) for at in np.ndindex(*np.shape(value)))


@special(np.apply_along_axis)
def along_axis(recorder: Recorder, function: Any, axis: int, value: Any, *arguments: Any, **options: Any) -> Any:
    moved = recorder.apply(np.moveaxis, (value, axis, -1), {})
    results = [recorder.call(function, moved[at], *arguments, **options) for at in np.ndindex(*moved.shape[:-1])]
    stacked = array(recorder, results)
    whole = recorder.apply(np.reshape, (stacked, moved.shape[:-1] + stacked.shape[1:]), {})
    return recorder.apply(np.moveaxis, (whole, -1, axis), {}) if stacked.ndim > 1 else whole


@special(np.isclose)
def is_close(
    recorder: Recorder, a: Any, b: Any, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False
) -> Any:
    if not (is_traced(a) or is_traced(b)):
        return np.isclose(float_array(a), float_array(b), rtol, atol, equal_nan)
    return abs(a - b) <= atol + rtol * abs(b)


@special(np.allclose)
def all_close(
    recorder: Recorder, a: Any, b: Any, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False
) -> bool:
    return bool(recorder.apply(np.all, (is_close(recorder, a, b, rtol, atol, equal_nan),), {}))


@special(np.array_equal)
def array_equal(recorder: Recorder, a: Any, b: Any) -> bool:
    return np.shape(a) == np.shape(b) and bool(recorder.apply(np.all, (a == b,), {}))


def float_array(value: Any) -> Any:
    return value._value if type(value) is TracedArray else value


@special(np.fromiter)
def from_iterable(recorder: Recorder, iterable: Any, dtype: Any = None, count: int = -1) -> Any:
    elements = list(iterable)
    return array(recorder, elements if count < 0 else elements[:count], dtype)


@special(np.piecewise)
def piecewise(recorder: Recorder, x: Any, conditions: Any, functions: Any, *arguments: Any, **options: Any) -> Any:
    """The functions on all elements, and a choice: the last condition that holds wins, as in NumPy."""
    masks = (
        list(conditions) if isinstance(conditions, list | tuple) or np.ndim(conditions) > np.ndim(x) else [conditions]
    )
    parts = [recorder.call(f, x, *arguments, **options) if callable(f) else f for f in functions]
    result = parts[len(masks)] if len(parts) > len(masks) else recorder.apply(np.zeros_like, (x,), {})
    for mask, part in zip(masks, parts, strict=False):
        result = recorder.apply(np.where, (mask, part, result), {})
    return result
