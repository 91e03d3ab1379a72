"""Handles and plain values: looking for traced ones, taking values out, holding new arrays."""

from typing import Any

import numpy as np

from clearprop.ops.base import TRACED
from clearprop.ops.set_at import SetAt
from clearprop.ops.symbol import SIMPLE
from clearprop.trace.arrays import TracedArray
from clearprop.trace.recorder import Recorded, Recorder


def is_handle(value: Any) -> bool:
    return type(value) is TracedArray


def is_traced(value: Any) -> bool:
    """Whether the value is a handle that depends on an input."""
    return type(value) is TracedArray and type(value._read()) is Recorded


def at_once(recorder: Recorder, function: Any, operands: tuple[Any, ...]) -> TracedArray | None:
    """The shortest way for numbers and arrays through a function that is an op as it is; None where it is not."""
    op = SIMPLE[function]
    if op is None:
        return None
    symbol = op(*[operand._read() if type(operand) is TracedArray else operand for operand in operands])
    return TracedArray(recorder, symbol.value, symbol) if type(symbol) is Recorded else held(recorder, symbol)


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
    if handle is not None:
        return handle
    writing = bool(written) and has_traced(written) and value.dtype.kind in "fiub"
    if not writing and not recorder.promoted:
        return value
    root = value
    while isinstance(root.base, np.ndarray):
        root = root.base
    if not writing and id(root) not in recorder.promoted:
        return value
    if id(root) not in recorder.promoted:
        recorder.promoted[id(root)] = TracedArray(recorder, root, root)
    if root is not value:
        recorder.promoted[id(value)] = captured_view(recorder.promoted[id(root)], value)
    return recorder.promoted[id(value)]


def captured_view(root: TracedArray, value: np.ndarray) -> TracedArray:
    """The handle of a captured array that is a view of another: reads and writes go to the places that they share."""
    memory = root._value
    item = memory.itemsize
    offset = (value.__array_interface__["data"][0] - memory.__array_interface__["data"][0]) // item
    strides = np.array(value.strides) // item
    places = offset + sum((np.indices(value.shape)[k] * stride for k, stride in enumerate(strides)), np.zeros((), int))
    if not memory.flags.c_contiguous or value.dtype != memory.dtype:
        raise root._recorder.refuse(
            "a view of a captured array in an unusual layout is written", "write the array itself."
        )
    flat = places.reshape(-1)

    def read(below: Any) -> Any:
        return np.reshape(np.reshape(below, (-1,))[flat], value.shape)

    def write(below: Any, new: Any) -> Any:
        base: Any = below if type(below) is Recorded else np.array(below)
        whole = SetAt(("array",), (memory.size,))(np.reshape(base, (-1,)), np.reshape(new, (-1,)), flat)
        symbol: Any = np.reshape(whole, memory.shape)
        return Recorded(symbol.builder, symbol.atom, memory) if type(symbol) is Recorded else memory

    return root._view(value, read, write)


def as_symbol(value: Any, recorder: Recorder) -> Any:
    """A handle's symbol; a nested list with traced numbers inside as one stacked symbol."""
    if type(value) is TracedArray:
        return value._read()
    if isinstance(value, list | tuple) and has_traced(value):
        return TRACED[np.stack]([as_symbol(element, recorder) for element in value])
    return values(value) if isinstance(value, list | tuple) else value


def as_parameter(value: Any) -> Any:
    """A traced integer (a size, an axis, a count) as the number that it is now, which a guard holds."""
    if is_integer_number(value):
        return value._integer()
    if type(value) in (list, tuple) and has_traced(value) and all_integers(value):
        return type(value)(map(int, value))
    return value


def as_data(value: Any) -> Any:
    """Traced integers and truth values as they are now, which a guard holds; what depends on floats stays."""
    if type(value) is not TracedArray or value.dtype.kind not in "iub":
        return as_parameter(value)
    symbol, now = value._read(), value._value
    if type(symbol) is Recorded:
        value._recorder.guard(symbol, np.array(now) if np.ndim(now) else now)
    return now


def all_integers(argument: Any) -> bool:
    return all(type(a) is int or is_integer_number(a) for a in argument)


def is_integer_number(value: Any) -> bool:
    return type(value) is TracedArray and value.ndim == 0 and value.dtype.kind in "iu"
