"""Calls in the rewritten script: functions of the script itself, of Python, and of NumPy."""

import builtins
import copy
import functools
import math
import random
from collections.abc import Callable, Iterator
from types import BuiltinFunctionType, BuiltinMethodType, FunctionType, MethodType
from typing import Any

import numpy as np

from clearprop.read.tape.operators import array_item, items
from clearprop.read.tape.recorder import Recorder, Whole, is_tracked

PURE = ("numpy", "math", "builtins")
MAKERS = (zip, enumerate, map, filter, reversed, iter, list, tuple, sorted)
WRITERS = {np.fill_diagonal, np.copyto, np.put, np.place, np.putmask, np.random.shuffle, np.add.at, np.subtract.at}
CREATORS = {np.zeros, np.ones, np.empty, np.full, np.eye, np.identity, np.arange, np.linspace, np.logspace, range}
ARRAY_WRITERS = {"fill", "sort", "put", "partition", "itemset", "resize"}


def calls(recorder: Recorder, own: set[str]) -> dict[str, Callable[..., Any]]:
    """The dispatch functions of calls; ``own`` are the names of the script's files."""

    def call(site: int, function: Any, /, *positional: Any, **named: Any) -> Any:
        kind = type(function)
        if kind is FunctionType or kind is MethodType:
            code = function.__code__ if kind is FunctionType else getattr(function.__func__, "__code__", None)
            if code is not None and code.co_filename in own:
                return into_user(site, function, positional, named)
        elif kind is type or isinstance(function, type):
            if function.__module__ not in PURE:
                return into_user(site, function, positional, named)
        elif not isinstance(function, BuiltinFunctionType | BuiltinMethodType | np.ufunc) and callable(function):
            if getattr(type(function).__call__, "__code__", None) is not None and type(function).__call__.__code__.co_filename in own:
                return into_user(site, function, positional, named)
        special = SPECIAL.get(function) if hashable(function) else None
        if special is not None:
            return special(recorder, site, *positional, **named)
        return outside(recorder, site, function, positional, named)

    def method(site: int, target: Any, name: str, /, *positional: Any, **named: Any) -> Any:
        if isinstance(target, np.ndarray | np.generic) and recorder.has_node(target):
            return array_method(recorder, site, target, name, positional, named)
        return call(site, getattr(target, name), *positional, **named)

    def into_user(site: int, function: Any, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
        recorder.callers.append((recorder.call, site))
        before, recorder.call = recorder.call, len(recorder.callers) - 1
        try:
            result = function(*positional, **named)
        finally:
            recorder.call = before
        return returned(recorder, site, result, positional)

    return {"call": call, "method": method}


def hashable(function: Any) -> bool:
    return getattr(type(function), "__hash__", None) is not None and not isinstance(function, np.ndarray)


def returned(recorder: Recorder, site: int, result: Any, positional: tuple[Any, ...]) -> Any:
    """What a function of the script gave: a number gets an object of its own, which stands for the call."""
    kind = type(result)
    if kind is float or isinstance(result, np.floating):
        number = recorder.index.get(id(result))
        if number is not None:
            fresh = result * 1.0 if kind is float else kind(result)
            if fresh is result:
                return result
            return recorder.number("pass", site, (number,), fresh)
    elif kind is int or kind is Whole:
        known = [recorder.index[id(a)] for a in positional if id(a) in recorder.index and isinstance(a, float)]
        if known:
            return recorder.number("switched", site, [["c", int(result)], *known], Whole(result))
    elif isinstance(result, np.ndarray):
        number = recorder.reference(result)
        if number is not None:
            recorder.passes.append((number, site, ""))
    return result


def outside(recorder: Recorder, site: int, function: Any, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """A function that is not the script's: what it gave was computed from the numbers that went in."""
    known = not creates(function) and (
        any(recorder.has_node(value) for value in positional) or any(recorder.has_node(v) for v in named.values())
    )
    arguments = recorder.templates(site, positional, named) if known else ()
    if known and isinstance(named.get("out"), np.ndarray):
        return written(recorder, site, function, positional, named, arguments, named["out"])
    if known and hashable(function) and function in WRITERS:
        return written(recorder, site, function, positional, named, arguments, positional[0])
    result = function(*positional, **named)
    op = f"call {name_of(function)}"
    if known:
        return results(recorder, op, site, arguments, result)
    return leaves(recorder, site, result)


def creates(function: Any) -> bool:
    """Whether the function makes numbers from nothing but sizes and settings: generators, ``zeros``, ``linspace``."""
    owner = getattr(function, "__self__", None)
    if isinstance(owner, random.Random | np.random.RandomState | np.random.Generator):
        return getattr(function, "__name__", "") not in ("choice", "permutation", "permuted", "sample", "choices", "shuffle")
    return hashable(function) and function in CREATORS


def written(
    recorder: Recorder, site: int, function: Any, positional: tuple[Any, ...], named: dict[str, Any], arguments: Any, target: Any
) -> Any:
    result = function(*positional, **named)
    if isinstance(target, np.ndarray):
        recorder.buffers.reference(target)
        number = recorder.node(f"call {name_of(function)}", site, arguments, np.array(target, subok=False))
        recorder.buffers.write(target, ..., number, whole=True)
    return result


def results(recorder: Recorder, op: str, site: int, arguments: Any, result: Any) -> Any:
    """The numbers of a result, also of a tuple or list of them."""
    if isinstance(result, np.ndarray) or is_tracked(result):
        return recorder.found(op, site, arguments, result)
    if isinstance(result, tuple | list) and any(isinstance(part, np.ndarray) for part in result):
        for i, part in enumerate(result):
            if isinstance(part, np.ndarray):
                recorder.found(f"{op} [{i}]", site, arguments, part)
    return result


def leaves(recorder: Recorder, site: int, result: Any) -> Any:
    """What came from outside of the script: numbers without a past."""
    if isinstance(result, np.ndarray):
        if result.dtype.kind in "fiub" and not recorder.buffers.known(result):
            return recorder.leaf(site, result)
    elif is_tracked(result):
        if id(result) not in recorder.index:
            return recorder.leaf(site, result)
    elif isinstance(result, tuple | list) and len(result) <= 16:
        for part in result:
            if isinstance(part, np.ndarray) and part.dtype.kind in "fiub" and not recorder.buffers.known(part):
                recorder.leaf(site, part)
        if type(result) is list:
            result[:] = [
                recorder.leaf(site, part) if type(part) is float and id(part) not in recorder.index else part for part in result
            ]
    return result


def name_of(function: Any) -> str:
    owner = getattr(function, "__self__", None)
    if isinstance(owner, np.ufunc):
        return f"numpy.{owner.__name__}.{function.__name__}"
    module = getattr(function, "__module__", None) or ("numpy" if isinstance(function, np.ufunc) else "")
    name = getattr(function, "__name__", type(function).__name__)
    if isinstance(function, np.ufunc) and getattr(np, name, None) is not function:
        module = "scipy.special"
    return f"{module}.{name}" if module else name


def array_method(recorder: Recorder, site: int, target: Any, name: str, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """A method of a known array or NumPy number."""
    arguments = recorder.templates(site, (target, *positional), named)
    result = getattr(target, name)(*positional, **named)
    if name in ARRAY_WRITERS and isinstance(target, np.ndarray):
        number = recorder.node(f"method {name}", site, arguments, np.array(target, subok=False))
        recorder.buffers.write(target, ..., number, whole=True)
        return result
    if name == "tolist" and isinstance(target, np.ndarray):
        return listed(recorder, site, target)
    if name == "item" and type(result) is float:
        return recorder.found("pass", site, arguments[:1] if np.size(target) == 1 else arguments, result)
    return results(recorder, f"method {name}", site, arguments, result)


def listed(recorder: Recorder, site: int, array: np.ndarray) -> Any:
    """``array.tolist()`` with elements that are known."""
    if array.ndim == 0 or array.dtype.kind != "f":
        return array.tolist()
    if array.ndim > 1:
        return [listed(recorder, site, array_item(recorder, site, array, i)) for i in range(len(array))]
    found = []
    for i in range(len(array)):
        item = array_item(recorder, site, array, i)
        found.append(recorder.number("pass", site, (recorder.index[id(item)],), float(item)))
    return found


def walked(recorder: Recorder, site: int, values: Any) -> Any:
    """What an iterator is made of: an array's elements are known one by one."""
    if isinstance(values, np.ndarray) and recorder.has_node(values):
        return items(recorder, site, values, False)
    return values


def maker(function: Any) -> Callable[..., Any]:
    def make(recorder: Recorder, site: int, /, *positional: Any, **named: Any) -> Any:
        return function(*(walked(recorder, site, value) for value in positional), **named)

    return make


def summed(recorder: Recorder, site: int, values: Any, start: Any = 0) -> Any:
    values = walked(recorder, site, values)
    values = list(values) if isinstance(values, Iterator) or not isinstance(values, list | tuple) else values
    result = sum(values, start)
    if is_tracked(result) and any(recorder.has_node(value) for value in values):
        if id(result) in recorder.index:
            result = result * 1.0
        return recorder.number("sum", site, recorder.templates(site, (*values, start)), result)
    if isinstance(result, np.ndarray):
        return recorder.found("sum", site, recorder.templates(site, (*values, start)), result)
    return result


def chosen(function: Any) -> Callable[..., Any]:
    """``max`` and ``min``: one of the numbers, as an object of its own."""

    def choose(recorder: Recorder, site: int, /, *positional: Any, **named: Any) -> Any:
        if len(positional) == 1:
            positional = (walked(recorder, site, positional[0]),)
            if isinstance(positional[0], Iterator):
                positional = (list(positional[0]),)
        result = function(*positional, **named)
        values = positional[0] if len(positional) == 1 else positional
        if named or not plain_number(result) or not any(recorder.has_node(value) for value in values):
            return result
        fresh = Whole(result) if isinstance(result, int) else type(result)(result) if isinstance(result, np.generic) else result * 1.0
        if fresh is result:
            return result
        return recorder.number(f"call {function.__name__}", site, recorder.templates(site, tuple(values)), fresh)

    return choose


def plain_number(value: Any) -> bool:
    return isinstance(value, float | int | np.number) and not isinstance(value, bool)


def to_float(recorder: Recorder, site: int, value: Any = 0.0, /) -> Any:
    result = float(value)
    if recorder.has_node(value):
        return result if result is value else recorder.number("pass", site, recorder.templates(site, (value,)), result)
    return recorder.leaf(site, result * 1.0) if isinstance(value, str) else result


def absolute(recorder: Recorder, site: int, value: Any, /) -> Any:
    result = abs(value)
    if result is value and type(value) is float:
        result = value * 1.0
    return recorder.found("call abs", site, recorder.templates(site, (value,)), result) if recorder.has_node(value) else result


def rounded(recorder: Recorder, site: int, value: Any, digits: Any = None, /) -> Any:
    result = round(value, digits) if digits is not None else round(value)
    if type(result) is float and id(result) in recorder.index:
        result = result * 1.0
    return results(recorder, "call round", site, recorder.templates(site, (value, digits)), result) if recorder.has_node(value) else result


def deep(recorder: Recorder, site: int, value: Any, memo: Any = None, /) -> Any:
    result = copy.deepcopy(value)
    same(recorder, site, value, result, 8)
    return result


def shallow(recorder: Recorder, site: int, value: Any, /) -> Any:
    result = copy.copy(value)
    if isinstance(value, np.ndarray):
        same(recorder, site, value, result, 1)
    return result


def same(recorder: Recorder, site: int, old: Any, new: Any, depth: int) -> None:
    """Arrays in a copy are copies of those in the original."""
    if isinstance(old, np.ndarray) and old is not new and recorder.has_node(old):
        recorder.array("copy", site, recorder.templates(site, (old,)), new)
    elif depth and isinstance(old, list | tuple) and type(old) is type(new):
        for a, b in zip(old, new, strict=True):
            same(recorder, site, a, b, depth - 1)
    elif depth and isinstance(old, dict):
        for key, value in old.items():
            same(recorder, site, value, new[key], depth - 1)
    elif depth and old is not new and hasattr(old, "__dict__") and type(old) is type(new):
        same(recorder, site, vars(old), vars(new), depth - 1)


def shown(recorder: Recorder, site: int, /, *positional: Any, **named: Any) -> None:
    for value in positional:
        number = recorder.reference(value)
        if number is not None:
            recorder.used.append(("print", number, site))
    print(*positional, **named)


def folded(recorder: Recorder, site: int, function: Any, values: Any, /, *start: Any) -> Any:
    return functools.reduce(function, walked(recorder, site, values), *start)


SPECIAL: dict[Any, Callable[..., Any]] = {
    **{function: maker(function) for function in MAKERS},
    builtins.sum: summed,
    math.fsum: summed,
    builtins.max: chosen(max),
    builtins.min: chosen(min),
    float: to_float,
    builtins.abs: absolute,
    builtins.round: rounded,
    copy.deepcopy: deep,
    copy.copy: shallow,
    builtins.print: shown,
    functools.reduce: folded,
}
