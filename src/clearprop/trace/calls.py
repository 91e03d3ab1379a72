"""Calls: users' functions are followed, NumPy's and math's applied, everything else called as it is."""

from functools import partial
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

import numpy as np

from clearprop.ops.base import TRACED
from clearprop.trace.arrays import TracedArray, recorder_now
from clearprop.trace.recorder import Recorder
from clearprop.trace.tables import SPECIAL
from clearprop.trace.values import as_parameter, at_once, has_traced, held, is_handle, promoted


def call(site: int, function: Any, /, *arguments: Any, **named_arguments: Any) -> Any:
    """A call of the rewritten code."""
    recorder = recorder_now()
    if recorder is None:
        return function(*arguments, **named_arguments)
    recorder.site = site
    kind = type(function)
    if (
        kind is BuiltinFunctionType
        and not named_arguments
        and len(arguments) == 1
        and type(arguments[0]) is TracedArray
    ):
        result = at_once(recorder, function, arguments)
        if result is not None:
            return result
    if kind is MethodType:
        return call_method(recorder, function, arguments, named_arguments)
    try:
        special = SPECIAL.get(function)
    except TypeError:
        special = None
    if special is not None:
        return special(recorder, *arguments, **named_arguments)
    if kind is FunctionType:
        if recorder.instrument.function(function):
            return function(*arguments, **named_arguments)
        if (function.__module__ or "").startswith("numpy"):
            return recorder.apply(function, arguments, named_arguments)
        return native_call(recorder, function, arguments, named_arguments)
    if isinstance(function, partial):
        return call(site, function.func, *function.args, *arguments, **{**function.keywords, **named_arguments})
    if isinstance(function, type):
        recorder.instrument.cls(function)
        return native_call(recorder, function, arguments, named_arguments)
    if isinstance(function, np.vectorize):
        return vectorized(recorder, function, arguments, named_arguments)
    owner = getattr(function, "__self__", None)
    if isinstance(owner, np.ndarray) and not is_handle(owner):
        return array_method(recorder, owner, function, arguments, named_arguments)
    if isinstance(function, np.ufunc) or function in TRACED or is_numpy(function):
        return recorder.apply(function, arguments, named_arguments)
    if hasattr(function, "__wrapped__"):  # functools.lru_cache would keep traced values
        return call(site, function.__wrapped__, *arguments, **named_arguments)
    recorder.instrument.instance(function)
    if isinstance(owner, list | dict | set):
        recorder.journal.append(owner)
    return native_call(recorder, function, arguments, named_arguments)


def call_method(recorder: Recorder, method: Any, arguments: tuple[Any, ...], named_arguments: dict[str, Any]) -> Any:
    owner = method.__self__
    if type(owner) is not TracedArray:
        recorder.instrument.instance(owner)
        if isinstance(method.__func__, FunctionType):
            recorder.instrument.function(method.__func__)
        return native_call(recorder, method, arguments, named_arguments)
    return method(*arguments, **named_arguments)


def native_call(recorder: Recorder, function: Any, arguments: tuple[Any, ...], named_arguments: dict[str, Any]) -> Any:
    """Code that we do not follow; functions among its arguments are followed when it calls them."""
    if is_random(function):
        arguments = tuple(map(as_parameter, arguments))
        named_arguments = {key: as_parameter(argument) for key, argument in named_arguments.items()}
    wrapped = tuple(callback(recorder, argument) for argument in arguments)
    named_wrapped = {key: callback(recorder, argument) for key, argument in named_arguments.items()}
    return held(recorder, function(*wrapped, **named_wrapped))


def callback(recorder: Recorder, argument: Any) -> Any:
    """A function handed to code that we do not follow: math.exp in ``map(math.exp, z)`` goes through dispatch."""
    if isinstance(argument, FunctionType):
        recorder.instrument.function(argument)
        return argument
    builtin = callable(argument) and not isinstance(argument, type | MethodType) and not hasattr(argument, "__dict__")
    try:
        if builtin and argument in TRACED:
            site = recorder.site
            return lambda *arguments: call(site, argument, *arguments)
    except TypeError:
        pass
    return argument


def is_random(function: Any) -> bool:
    owners = (type(getattr(function, "__self__", None)).__module__, str(getattr(function, "__module__", "")))
    return any(owner.startswith("numpy.random") for owner in owners)


def is_numpy(function: Any) -> bool:
    module = getattr(function, "__module__", None) or type(getattr(function, "__self__", None)).__module__
    return str(module).startswith("numpy") and "random" not in str(module)


def array_method(recorder: Recorder, owner: np.ndarray, method: Any, arguments: Any, named_arguments: Any) -> Any:
    """A method of a plain (captured) array."""
    array = promoted(recorder, owner)
    if array is owner and not has_traced((arguments, named_arguments)):
        if method.__name__ in ("fill", "sort", "put", "partition", "resize", "setfield"):
            recorder.known.clear()
        return held(recorder, method(*arguments, **named_arguments))
    array = array if type(array) is TracedArray else TracedArray(recorder, owner, owner)
    return getattr(array, method.__name__)(*arguments, **named_arguments)


def vectorized(recorder: Recorder, function: Any, arguments: Any, options: Any) -> Any:
    """``np.vectorize(f)(x)``: f on each element."""
    shape = np.broadcast_shapes(*(np.shape(a) for a in arguments))
    columns = [recorder.apply(np.broadcast_to, (a, shape), {}) for a in arguments]
    results = [call(recorder.site, function.pyfunc, *(c[at] for c in columns), **options) for at in np.ndindex(*shape)]
    return recorder.apply(np.reshape, (SPECIAL[np.array](recorder, results), shape), {})
