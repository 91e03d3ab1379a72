"""Handles and plain values: looking for traced ones, taking values out, holding new arrays."""

from typing import Any

import numpy as np

from clearprop.ops.base import TRACED
from clearprop.trace.arrays import TracedArray
from clearprop.trace.recorder import Recorded, Recorder


def is_handle(value: Any) -> bool:
    return type(value) is TracedArray


def is_traced(value: Any) -> bool:
    """Whether the value is a handle that depends on an input."""
    return type(value) is TracedArray and type(value._read()) is Recorded


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


def as_symbol(value: Any, recorder: Recorder) -> Any:
    """A handle's symbol; a nested list with traced numbers inside as one stacked symbol."""
    if type(value) is TracedArray:
        return value._read()
    if isinstance(value, list | tuple) and has_traced(value):
        return TRACED[np.stack]([as_symbol(element, recorder) for element in value])
    return values(value) if isinstance(value, list | tuple) else value
