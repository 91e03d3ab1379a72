"""Functions that are not rules: makers of arrays, questions about values, conversions.

``SPECIAL[function](recorder, *arguments, **options)`` is what a call of it does while recording.
"""

import builtins
import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from clearprop.ops.base import OPS, TRACED
from clearprop.trace.arrays import TracedArray
from clearprop.trace.items import guarded_mask
from clearprop.trace.recorder import Recorded, Recorder
from clearprop.trace.values import as_data, as_parameter, as_symbol, has_traced, held, is_traced, promoted, values

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


@special(float)
def to_float(recorder: Recorder, value: Any = 0.0) -> Any:
    made_at = recorder.made_text(value) if isinstance(value, str) else None
    if made_at is not None:
        raise recorder.refuse(
            f"{made_at} formats a traced value and float({value!r}) reads it back, but text is not differentiated",
            "use the number itself.",
        )
    if not is_traced(value):
        return float(value._value if type(value) is TracedArray else value)
    symbol = value._read()
    symbol = symbol.reshape(()) if symbol.shape else symbol
    symbol = symbol.astype(np.float64)
    number = symbol.value if isinstance(symbol.value, np.generic) else np.float64(symbol.value)
    return TracedArray(recorder, number, Recorded(recorder, symbol.atom, number))


@special(np.float64)
def to_double(recorder: Recorder, value: Any = 0.0) -> Any:
    return to_float(recorder, value) if is_traced(value) else np.float64(values(value))


@special(np.float32)
def to_single(recorder: Recorder, value: Any = 0.0) -> Any:
    if not is_traced(value):
        return np.float32(value._value if type(value) is TracedArray else value)
    return value.astype(np.float32)


@special(builtins.type)
def type_of_value(recorder: Recorder, value: Any, *rest: Any) -> Any:
    return type(value, *rest) if rest else type(value._value if type(value) is TracedArray else value)


@special(builtins.max)
def largest(recorder: Recorder, *arguments: Any, **options: Any) -> Any:
    return extreme(recorder, np.maximum, builtins.max, arguments, options)


@special(builtins.min)
def smallest(recorder: Recorder, *arguments: Any, **options: Any) -> Any:
    return extreme(recorder, np.minimum, builtins.min, arguments, options)


def extreme(recorder: Recorder, function: Any, native: Any, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """``max(0, z)`` of traced numbers, without a guard: element by element, as np.maximum."""
    elements = list(arguments[0]) if len(arguments) == 1 else list(arguments)
    if options or not any(is_traced(element) for element in elements):
        return native(*(elements,) if len(arguments) == 1 else arguments, **options)
    result = elements[0]
    for element in elements[1:]:
        result = recorder.apply(function, (result, element), {})
    return result


@special(math.prod)
def product(recorder: Recorder, factors: Any, *, start: Any = 1) -> Any:
    result = start
    for factor in factors:
        result = result * factor
    return result


@special(math.fsum)
def float_sum(recorder: Recorder, terms: Any) -> Any:
    terms = list(terms)
    if not any(is_traced(term) for term in terms):
        return math.fsum(terms)
    return sum(terms[1:], terms[0])


@special(math.dist)
def distance(recorder: Recorder, p: Any, q: Any) -> Any:
    return recorder.apply(np.sqrt, (sum((a - b) ** 2 for a, b in zip(p, q, strict=True)),), {})


@special(math.pow, builtins.pow)
def power(recorder: Recorder, base: Any, exponent: Any, *modulus: Any) -> Any:
    if not (is_traced(base) or is_traced(exponent)):
        return math.pow(base, exponent) if not modulus else pow(base, exponent, *modulus)
    return base**exponent


for question, array_question in ((math.isnan, np.isnan), (math.isinf, np.isinf), (math.isfinite, np.isfinite)):

    def asked(recorder: Recorder, value: Any, question: Any = question, array_question: Any = array_question) -> Any:
        return bool(recorder.apply(array_question, (value,), {})) if is_traced(value) else question(value)

    SPECIAL[question] = asked

for rounding in (math.floor, math.ceil, math.trunc):

    def rounded(recorder: Recorder, value: Any, rounding: Any = rounding) -> Any:
        """An integer taken from data: a guard holds it."""
        if not is_traced(value):
            return rounding(value._value if type(value) is TracedArray else value)
        whole = recorder.apply(getattr(np, rounding.__name__), (value,), {})
        return int(whole)

    SPECIAL[rounding] = rounded


@special(math.isclose)
def number_is_close(recorder: Recorder, a: Any, b: Any, *, rel_tol: float = 1e-9, abs_tol: float = 0.0) -> Any:
    if not (is_traced(a) or is_traced(b)):
        return math.isclose(a, b, rel_tol=rel_tol, abs_tol=abs_tol)
    return bool(abs(a - b) <= builtins.max(rel_tol * builtins.max(abs(float_of(a)), abs(float_of(b))), abs_tol))


def float_of(value: Any) -> float:
    return float(value._value if type(value) is TracedArray else value)


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
