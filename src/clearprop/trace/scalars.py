"""Numbers: float, max and min, and the functions of math that are not ops."""

import builtins
import math
from typing import Any

import numpy as np

from clearprop.trace.arrays import TracedArray
from clearprop.trace.recorder import Recorded, Recorder
from clearprop.trace.tables import SPECIAL, special
from clearprop.trace.values import is_traced, values


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
