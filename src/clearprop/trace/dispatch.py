"""What the rewritten operators, calls, subscripts and stores do: with traced values they record; else they are Python's."""

import operator
from collections.abc import Callable
from functools import partial
from types import FunctionType, MethodType
from typing import Any

import numpy as np

from clearprop.ops.arraylike import OPERATORS
from clearprop.ops.base import OPS, TRACED
from clearprop.ops.symbol import name_of_function
from clearprop.trace.arrays import TracedArray, recorder_now
from clearprop.trace.functions import BY_NAME, ON_VALUES, SEQUENCES, SPECIAL
from clearprop.trace.items import read_item, write_item
from clearprop.trace.recorder import Recorded, Recorder
from clearprop.trace.views import view_or_new

NATIVE: dict[str, Callable[..., Any]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "truediv": operator.truediv,
    "floordiv": operator.floordiv, "mod": operator.mod, "pow": operator.pow, "matmul": operator.matmul,
    "and": operator.and_, "or": operator.or_, "xor": operator.xor, "lshift": operator.lshift, "rshift": operator.rshift,
    "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge, "eq": operator.eq, "ne": operator.ne,
    "neg": operator.neg, "pos": operator.pos, "invert": operator.invert,
}  # fmt: skip
INPLACE: dict[str, Callable[..., Any]] = {name: getattr(operator, f"i{name}") for name in OPERATORS}
PLAIN = (int, float, bool, str, type(None))


def operate(native: Callable[..., Any]) -> Callable[..., Any]:
    """An operator of the rewritten code."""

    def dispatched(site: int, /, *operands: Any) -> Any:
        recorder = recorder_now()
        if recorder is None or all(type(o) in PLAIN for o in operands):
            return native(*operands)
        recorder.site = site
        operands = tuple(promoted(recorder, o) for o in operands)
        if isinstance(operands[0], str | bytes):
            return native(operands[0], *(values(o) for o in operands[1:]))
        return held(recorder, native(*operands))

    return dispatched


def inplace(name: str) -> Callable[..., Any]:
    """``x += y`` on a name: arrays are written, numbers replaced."""
    native, update = NATIVE[name], INPLACE[name]

    def dispatched(site: int, target: Any, value: Any, /) -> Any:
        recorder = recorder_now()
        if recorder is None:
            return update(target, value)
        recorder.site = site
        target = promoted(recorder, target, value)
        if type(target) is not TracedArray:
            return held(recorder, update(target, value) if not isinstance(target, str) else native(target, values(value)))
        if not isinstance(target._value, np.ndarray):
            return native(target, value)
        return overwrite(target, native(target, value))

    return dispatched


def overwrite(target: TracedArray, result: Any) -> TracedArray:
    """The whole array is written with the result, in its own memory and dtype."""
    target[...] = result
    return target


def named(site: int, value: Any, name: Any, /) -> Any:
    """The author's name for the value: the first one that it gets stays."""
    if type(value) is TracedArray and isinstance(name, str):
        if not value._recorder.closed:
            symbol = value._read()
            value._name = value._name or name
            if type(symbol) is Recorded:
                value._recorder.names.setdefault(symbol.atom, name)
            else:
                value._recorder.constant_names.setdefault(id(symbol), name)
    elif isinstance(name, tuple) and isinstance(value, tuple | list) and len(value) == len(name):
        for part, part_name in zip(value, name, strict=True):
            if part_name is not None:
                named(site, part, part_name)
    return value


def getitem(site: int, container: Any, index: Any, /) -> Any:
    recorder = recorder_now()
    if recorder is None or type(container) in (list, tuple, dict) and type(index) in (int, str, slice):
        return container[index]
    recorder.site = site
    container = promoted(recorder, container)
    if isinstance(container, np.ndarray) and type(container) is not TracedArray and has_traced(index):
        container = TracedArray(recorder, container, container)
    if type(container) is TracedArray and isinstance(container._value, np.ndarray):
        return read_item(container, index)
    if container is np.c_ or container is np.r_:
        return joined(container, index)
    if type(index) is TracedArray and not isinstance(container, dict):
        index = index._integer()
    elif type(index) is TracedArray:
        index = index._value
    return held(recorder, container[index])


def joined(joiner: Any, index: Any) -> Any:
    """``np.r_[a, b]`` and ``np.c_[a, b]``."""
    parts = index if isinstance(index, tuple) else (index,)
    if not has_traced(parts) or any(isinstance(part, str) for part in parts):
        return joiner[values(index)]
    arrays = [np.r_[part] if isinstance(part, slice) else part for part in parts]
    if joiner is np.c_:
        return apply(np.column_stack, (arrays,), {})
    return apply(np.concatenate, ([apply(np.atleast_1d, (part,), {}) for part in arrays],), {})


def setitem(site: int, value: Any, container: Any, index: Any, /) -> None:
    recorder = recorder_now()
    if recorder is None:
        container[index] = value
        return
    recorder.site = site
    container = promoted(recorder, container, value, index)
    if type(container) is TracedArray:
        write_item(container, index, value)
        return
    if isinstance(container, np.ndarray):
        recorder.known.clear()
        container[values(index)] = values(value)
        return
    if type(value) is TracedArray:
        recorder.journal.append(container)
    container[index.__index__() if type(index) is TracedArray and not isinstance(container, dict) else index] = value


def setattr_(site: int, value: Any, target: Any, name: str, /) -> None:
    recorder = recorder_now()
    if recorder is not None:
        recorder.journal.append((target, name))
    setattr(target, name, value)


def augmented_item(site: int, value: Any, container: Any, index: Any, name: str, /) -> None:
    """``container[index] += value``, the container and the index evaluated once."""
    recorder = recorder_now()
    if recorder is None:
        container[index] = INPLACE[name](container[index], value)
        return
    recorder.site = site
    container = promoted(recorder, container, value, index)
    if type(container) is TracedArray and isinstance(index, np.ndarray) and index.dtype == np.bool_ and np.size(value) == 1:
        whole = NATIVE[name](container, value)
        overwrite(container, apply(np.where, (index_axes(index, container.ndim), whole, container), {}))
        return
    before = getitem(site, container, index)
    if type(before) is TracedArray and before._parent is container:  # a view: written through
        overwrite(before, NATIVE[name](before, value))
        return
    setitem(site, inplace(name)(site, before, value), container, index)


def index_axes(mask: Any, ndim: int) -> Any:
    return mask.reshape(mask.shape + (1,) * (ndim - mask.ndim)) if mask.ndim < ndim else mask


def augmented_attribute(site: int, value: Any, target: Any, name: str, operation: str, /) -> None:
    setattr_(site, inplace(operation)(site, getattr(target, name), value), target, name)


def call(site: int, function: Any, /, *arguments: Any, **named_arguments: Any) -> Any:
    """A call of the rewritten code."""
    recorder = recorder_now()
    if recorder is None:
        return function(*arguments, **named_arguments)
    recorder.site = site
    kind = type(function)
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
            return apply(function, arguments, named_arguments)
        return native_call(recorder, function, arguments, named_arguments)
    if isinstance(function, partial):
        return call(site, function.func, *function.args, *arguments, **{**function.keywords, **named_arguments})
    if isinstance(function, type):
        recorder.instrument.cls(function)
        return native_call(recorder, function, arguments, named_arguments)
    if isinstance(function, np.vectorize):
        return vectorized(recorder, function, arguments, named_arguments)
    owner = getattr(function, "__self__", None)
    if isinstance(owner, np.ndarray) and type(owner) is not TracedArray:
        return array_method(recorder, owner, function, arguments, named_arguments)
    if isinstance(function, np.ufunc) or function in TRACED or is_numpy(function):
        return apply(function, arguments, named_arguments)
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


def apply(function: Any, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """A NumPy or math function: its rule where a traced value is among the arguments, else itself."""
    recorder = recorder_now()
    if recorder is None:
        return function(*values(arguments), **values(options))
    special = SPECIAL.get(function)
    if special is not None:
        return special(recorder, *arguments, **options)
    arguments = tuple(promoted(recorder, argument) for argument in arguments)
    if isinstance(function, np.ufunc) and len(arguments) > function.nin:
        arguments, options = arguments[: function.nin], {**options, "out": arguments[function.nin]}
    if function is np.power and type(arguments[1]) is TracedArray and arguments[1].dtype.kind in "iu" and not arguments[1].ndim:
        arguments = (arguments[0], arguments[1]._integer())
    out, mask = options.pop("out", None), options.pop("where", None)
    out = out[0] if isinstance(out, tuple) else out
    if not has_traced((arguments, options, mask)) or function in ON_VALUES:
        more = {} if mask is None else {"where": values(mask)}
        if out is not None:
            more["out"] = out._value if type(out) is TracedArray else out
            recorder.known.clear()
        result = function(*values(arguments), **values(options), **more)
        return out if out is not None and isinstance(out, np.ndarray) else held(recorder, result)
    rule = TRACED.get(function) or BY_NAME.get(getattr(function, "__name__", ""))
    if rule is None:
        raise recorder.refuse(
            f"{name_of_function(function)} has no rule in clearprop",
            "write this step with operations that have one (the docs list them), or add an op: one file, see CONTRIBUTING.md.",
        )
    if mask is not None and function in NEUTRAL:
        return masked_reduction(function, mask, arguments, options)
    result = run_rule(recorder, function, rule, arguments, options)
    if mask is not None:
        result = apply(np.where, (mask, result, 0.0 if out is None else out), {})
    if out is None:
        return result
    return overwrite(promoted(recorder, out, result), result)


NEUTRAL = {np.sum: 0.0, np.prod: 1.0, np.max: -np.inf, np.min: np.inf, np.mean: 0.0}


def masked_reduction(function: Any, mask: Any, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """``np.sum(x, where=mask)``: what is left out counts as the reduction's neutral element."""
    array, *rest = arguments
    if function is np.mean:
        count = apply(np.sum, (apply(np.broadcast_to, (mask, np.shape(array)), {}), *rest), options)
        return apply(np.sum, (apply(np.where, (mask, array, 0.0), {}), *rest), options) / count
    return apply(function, (apply(np.where, (mask, array, NEUTRAL[function]), {}), *rest), options)


def run_rule(recorder: Recorder, function: Any, rule: Any, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
    keep = function in SEQUENCES
    symbols = tuple(as_operand(argument, recorder, keep and k <= 1) for k, argument in enumerate(arguments))
    named_symbols = {key: as_operand(option, recorder, False) for key, option in options.items()}
    try:
        result = rule(*symbols, **named_symbols)
    except (TypeError, NotImplementedError) as error:
        if "unexpected keyword" in str(error) or "positional argument" in str(error):
            raise recorder.refuse(
                f"{name_of_function(function)} has no rule for these arguments ({error})", "leave that option out."
            ) from None
        raise
    return handles(recorder, function, result, arguments, symbols, named_symbols)


def handles(recorder: Recorder, function: Any, result: Any, arguments: Any, symbols: Any, options: Any) -> Any:
    if isinstance(result, tuple) and not isinstance(result, Recorded):
        parts = [handles(recorder, None, part, (), (), {}) for part in result]
        return type(result)(*parts) if hasattr(result, "_fields") else tuple(parts)
    if isinstance(result, list):
        return [
            view_or_new(recorder, part, arguments, lambda a, *rest, k=k, **more: function(a, *rest, **more)[k], symbols, options)
            for k, part in enumerate(result)
        ]
    if type(result) is Recorded:
        return view_or_new(recorder, result, arguments, TRACED.get(function) or function, symbols, options)
    return held(recorder, result)


def as_operand(argument: Any, recorder: Recorder, keep: bool) -> Any:
    """An argument as a rule takes it: handles become symbols; nested lists of traced numbers are stacked to one array."""
    if type(argument) is TracedArray:
        return argument._read()
    if isinstance(argument, list | tuple) and has_traced(argument):
        if all_integers(argument):
            return type(argument)(int(a) for a in argument)
        if keep:
            return [as_operand(element, recorder, False) for element in argument]
        return as_symbol(argument, recorder)
    if isinstance(argument, list | tuple):
        return values(argument)
    return argument


def all_integers(argument: Any) -> bool:
    return all(type(a) is int or type(a) is TracedArray and a.dtype.kind in "iu" and a.ndim == 0 for a in argument)


def as_symbol(value: Any, recorder: Recorder) -> Any:
    """A handle's symbol; a nested list with traced numbers inside as one stacked symbol."""
    if type(value) is TracedArray:
        return value._read()
    if isinstance(value, list | tuple) and has_traced(value):
        return TRACED[np.stack]([as_symbol(element, recorder) for element in value])
    return values(value) if isinstance(value, list | tuple) else value


def vectorized(recorder: Recorder, function: Any, arguments: Any, options: Any) -> Any:
    """``np.vectorize(f)(x)``: f on each element."""
    shape = np.broadcast_shapes(*(np.shape(a) for a in arguments))
    columns = [apply(np.broadcast_to, (a, shape), {}) for a in arguments]
    results = [call(recorder.site, function.pyfunc, *(c[at] for c in columns), **options) for at in np.ndindex(*shape)]
    return apply(np.reshape, (SPECIAL[np.array](recorder, results), shape), {})


def cast(array: TracedArray, dtype: Any) -> Any:
    """``array.astype(dtype)``."""
    symbol = array._read()
    recorder = array._recorder
    if type(symbol) is not Recorded or recorder.closed:
        return held(recorder, np.asarray(array._value).astype(dtype))
    result = OPS["cast"].trace(symbol, np.dtype(dtype))
    if result is symbol:
        result = TRACED[np.copy](symbol)
    return TracedArray(recorder, result.value, result)


def has_traced(value: Any, depth: int = 6) -> bool:
    """Whether a value that depends on an input is anywhere inside."""
    if type(value) is TracedArray:
        return type(value._read()) is Recorded
    if type(value) is Recorded:
        return True
    if type(value) in (list, tuple) and depth:
        return any(has_traced(element, depth - 1) for element in value)
    if type(value) is dict and depth:
        return any(has_traced(element, depth - 1) for element in value.values())
    return False


def values(value: Any) -> Any:
    """Plain values in place of handles, at any depth of lists, tuples and dicts."""
    if type(value) is TracedArray:
        return value._value
    if type(value) is list:
        return [values(element) for element in value]
    if type(value) is tuple:
        return tuple(values(element) for element in value)
    if type(value) is dict:
        return {key: values(element) for key, element in value.items()}
    if type(value) is slice:
        return slice(*(values(part) for part in (value.start, value.stop, value.step)))
    return value


def held(recorder: Recorder, result: Any) -> Any:
    """A new array that depends on no input (yet): a handle, so that traced values can be written into it."""
    if type(result) is np.ndarray and result.dtype.kind in "fiub":
        return TracedArray(recorder, result, result)
    if type(result) is Recorded:
        return TracedArray(recorder, result.value, result)
    return result


def promoted(recorder: Recorder, value: Any, *written: Any) -> Any:
    """A captured array as its handle, once a traced value was (or is now) written into it."""
    if type(value) is not np.ndarray:
        return value
    handle = recorder.promoted.get(id(value))
    if handle is None and written and has_traced(written) and value.dtype.kind in "fiub":
        handle = recorder.promoted[id(value)] = TracedArray(recorder, value, value)
    return value if handle is None else handle


DISPATCH: dict[str, Callable[..., Any]] = {
    **{name: operate(native) for name, native in NATIVE.items()},
    **{f"inplace_{name}": inplace(name) for name in INPLACE},
    "named": named,
    "call": call,
    "getitem": getitem,
    "setitem": setitem,
    "setattr": setattr_,
    "augmented_item": augmented_item,
    "augmented_attribute": augmented_attribute,
    "slice": slice,
}
