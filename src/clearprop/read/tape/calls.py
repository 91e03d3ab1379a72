"""Calls in the rewritten script: who is called decides how the result is known."""

import functools
import operator
from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

import numpy as np

from clearprop.read.tape.array_methods import array_method, frame_method
from clearprop.read.tape.cells import Cells
from clearprop.read.tape.chosen_rows import chooses_rows, rows_chosen
from clearprop.read.tape.expanded import apply_along_axis, vectorized
from clearprop.read.tape.operators import (
    BINARY,
    UNARY,
    Dispatch,
    binary,
    switched,
    unary,
)
from clearprop.read.tape.outside import outside
from clearprop.read.tape.python_functions import python_functions
from clearprop.read.tape.random_functions import is_random, random_call
from clearprop.read.tape.recorder import Recorder, Whole, is_frame

COMPUTING = ("numpy", "math", "random", "cmath", "statistics", "scipy", "time")
KEEPING = frozenset((list, dict, tuple, set, float, int))
NOTHING_KEPT = frozenset((range, print, len, round, abs, max, min, sum, enumerate, isinstance, str, pow))


def calls(recorder: Recorder, cells: Cells) -> Dispatch:
    """The dispatch functions of calls."""
    index = recorder.index

    def call(site: int, function: Any, /, *positional: Any, **named: Any) -> Any:
        if recorder.stopping.reached:
            recorder.stopping.leave()
        if site in recorder.written and keeps(function):
            positional = marked(site, positional, named)
        return invoke(site, function, *positional, **named)

    def invoke(site: int, function: Any, /, *positional: Any, **named: Any) -> Any:
        kind = type(function)
        if kind is FunctionType or kind is MethodType:
            code = function.__code__ if kind is FunctionType else getattr(function.__func__, "__code__", None)
            if code is not None and code.co_filename in recorder.files:
                return into_user(site, function, positional, named)
        elif kind is functools.partial:
            return invoke(site, function.func, *function.args, *positional, **{**function.keywords, **named})
        elif kind is type or isinstance(function, type):
            if function.__module__ in recorder.modules:
                return into_user(site, function, positional, named)
        elif kind is not BuiltinFunctionType and kind is not np.ufunc and is_own_object(recorder, function):
            return into_user(site, function, positional, named)
        special = specials.get(function) if is_hashable(function) else None
        if special is not None:
            return special(site, *positional, **named)
        if kind is np.vectorize:
            return vectorized(recorder, invoke, site, function, positional, named)
        if is_random(function):
            return random_call(recorder, site, function, positional, named)
        receiver = getattr(function, "__self__", None)
        if receiver is not None and not isinstance(receiver, type):
            if isinstance(receiver, np.ndarray | np.generic) and recorder.has_node(receiver):
                return array_method(recorder, site, function, positional, named)
            if is_frame(receiver) and recorder.reference(receiver) is not None:
                return frame_method(recorder, site, receiver, function.__name__, positional, named)
            if cells.holds(receiver):
                return cells.method(site, receiver, function.__name__, positional)
            if type(receiver) is list and function.__name__ == "append":
                recorder.note("append", positional[0], site)
            if isinstance(receiver, str) and function.__name__ == "format":
                return recorder.trips.filled(site, function(*positional, **named), (*positional, *named.values()))
        if chooses_rows(recorder, function, positional):
            return rows_chosen(recorder, site, function, positional, named)
        return outside(recorder, site, function, positional, named)

    def method(site: int, target: Any, name: str, /, *positional: Any, **named: Any) -> Any:
        return call(site, getattr(target, name), *positional, **named)

    def marked(site: int, positional: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        """The arguments, of which those that are literals get an identity."""
        given = list(positional)
        for place, literal_site in recorder.written[site]:
            holder: Any = given if isinstance(place, int) else named
            value = holder[place]
            holder[place] = recorder.leaf(literal_site, Whole(value) if type(value) is int else value * 1.0, "literal")
        return tuple(given)

    def into_user(site: int, function: Any, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
        before = recorder.enter(site)
        first = len(recorder.ops)
        recorder.compared = ()
        try:
            result = function(*positional, **named)
        finally:
            recorder.call = before
        return returned(site, result, first)

    def returned(site: int, result: Any, first: int) -> Any:
        """What a function of the script gave: a number gets an object of its own, which stands for the call."""
        kind = type(result)
        if kind is float or kind is Whole or isinstance(result, np.floating):
            number = index.get(id(result))
            if number is None or (number >= first and recorder.ops[number] == "literal"):
                return switched(recorder, site, result)
            if isinstance(result, np.generic):
                return recorder.number("pass", site, (number,), kind(result))
            return recorder.number("pass", site, (number,), recorder.again(result))
        if kind is int:
            return switched(recorder, site, result)
        if isinstance(result, np.ndarray):
            number = recorder.reference(result)
            if number is not None:
                recorder.passes.append((number, site, ""))
        elif kind is list or kind is tuple:
            recorder.name(result, site, "")
        return result

    def keeps(function: Any) -> bool:
        """Whether a number that is passed may be kept by the function; what only computes needs no identity."""
        if isinstance(function, np.ufunc) or (is_hashable(function) and function in NOTHING_KEPT):
            return False
        module = getattr(function, "__module__", None) or getattr(
            type(getattr(function, "__self__", None)), "__module__", ""
        )
        return not str(module).startswith(COMPUTING)

    specials = recorder.specials
    specials.update(python_functions(recorder, invoke, cells))
    specials[np.apply_along_axis] = functools.partial(apply_along_axis, recorder, invoke)
    for operation, made, functions in ((binary, BINARY, BINARY), (unary, UNARY, UNARY)):
        for name in made:
            specials[functions[name]] = operation(recorder, name, functions[name])
    specials[operator.pow] = specials[pow] = powered(recorder, specials[operator.pow])
    return {"call": call, "method": method}


def powered(recorder: Recorder, power: Callable[..., Any]) -> Callable[..., Any]:
    def operate(site: int, base: Any, exponent: Any, modulus: Any = None, /) -> Any:
        return power(site, base, exponent) if modulus is None else pow(base, exponent, modulus)

    return operate


def is_own_object(recorder: Recorder, function: Any) -> bool:
    """Whether the class of the object gives it a ``__call__`` in the script."""
    called = next((vars(kind)["__call__"] for kind in type(function).__mro__ if "__call__" in vars(kind)), None)
    code = getattr(called, "__code__", None)
    return code is not None and code.co_filename in recorder.files


def is_hashable(function: Any) -> bool:
    return getattr(type(function), "__hash__", None) is not None and not isinstance(function, np.ndarray)
