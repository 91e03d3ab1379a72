"""Views made by functions (reshape, transpose, split): they share memory with their array, as NumPy's do."""

from collections.abc import Callable
from typing import Any

import numpy as np

from clearprop.ops.set_at import SetAt
from clearprop.trace.arrays import TracedArray
from clearprop.trace.recorder import Recorded, Recorder


def view_or_new(
    recorder: Recorder, result: Any, arguments: tuple[Any, ...], step: Callable[..., Any], symbols: Any, options: Any
) -> Any:
    """A handle of the result: a view of the first argument where the real arrays share memory."""
    value = result.value
    source = arguments[0] if arguments else None
    if (
        type(source) is not TracedArray
        or not isinstance(value, np.ndarray)
        or not isinstance(source._value, np.ndarray)
    ):
        return TracedArray(recorder, value, result)
    if value is source._value:
        return source
    if not np.may_share_memory(value, source._value):
        return TracedArray(recorder, value, result)
    rest = symbols[1:]
    view = source._view(
        value,
        lambda below: step(below, *rest, **options),
        lambda below, new: written_back(below, new, lambda array: step(array, *rest, **options)),
    )
    view._symbol, view._seen = result, view._state()
    return view


def written_back(below: Any, new: Any, step: Callable[[Any], Any]) -> Any:
    """The array below a view after the view was written: its elements go back to the places that they came from."""
    memory = below.value if type(below) is Recorded else below
    shape = memory.shape
    places = np.asarray(step(np.arange(memory.size).reshape(shape)))
    if places.size == memory.size and np.array_equal(np.sort(places, axis=None), np.arange(memory.size)):
        if np.array_equal(places.ravel(), np.arange(memory.size)):
            return moved(np.reshape(new, shape), memory)
        if (
            places.ndim == 2
            and places.shape == shape[::-1]
            and np.array_equal(places.T.ravel(), np.arange(memory.size))
        ):
            return moved(np.transpose(new), memory)
    op = SetAt(("array",), (memory.size,))
    base: Any = below if type(below) is Recorded else np.array(memory)
    flat = np.reshape(base, (-1,))
    return moved(np.reshape(op(flat, np.reshape(new, (-1,)), places.ravel()), shape), memory)


def moved(symbol: Any, memory: np.ndarray) -> Any:
    """The symbol, whose value is the real memory from now on."""
    if type(symbol) is Recorded:
        return Recorded(symbol.builder, symbol.atom, memory)
    return memory
