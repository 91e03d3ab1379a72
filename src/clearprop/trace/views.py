"""Views made by functions (reshape, transpose, split): they share memory with their array, as NumPy's do."""

from collections.abc import Callable
from typing import Any

import numpy as np

from clearprop.ops.set_at import SetAt
from clearprop.trace.arrays import TracedArray
from clearprop.trace.recorder import Recorded, Recorder
from clearprop.trace.values import held


def view_or_new(
    recorder: Recorder, result: Any, arguments: tuple[Any, ...], step: Callable[..., Any], options: dict[str, Any]
) -> Any:
    """A handle of the result (a symbol or an array): a view of the argument with which it shares memory, if one does."""
    value = result.value if type(result) is Recorded else result
    place = shared_with(value, arguments)
    if place is None:
        return held(recorder, result)
    source = arguments[place]
    if value is source._value:
        return source
    rest = [argument._read() if type(argument) is TracedArray else argument for argument in arguments]

    def again(below: Any) -> Any:
        return step(*rest[:place], below, *rest[place + 1 :], **options)

    view = source._view(value, again, lambda below, new: written_back(below, new, again))
    view._symbol, view._seen = result, view._state()
    return view


def shared_with(value: Any, arguments: tuple[Any, ...]) -> int | None:
    """The first argument whose memory the array shares."""
    if not isinstance(value, np.ndarray):
        return None
    for place, argument in enumerate(arguments):
        memory = argument._value if type(argument) is TracedArray else None
        if isinstance(memory, np.ndarray) and np.may_share_memory(value, memory):
            return place
    return None


def written_back(below: Any, new: Any, step: Callable[[Any], Any]) -> Any:
    """The array below a view after the view was written: its elements go back to the places that they came from."""
    memory = below.value if type(below) is Recorded else below
    shape, order = memory.shape, np.arange(memory.size)
    places = np.asarray(step(order.reshape(shape)))
    if np.array_equal(places.ravel(), order):
        return moved(np.reshape(new, shape), memory)
    if places.ndim == 2 and places.shape == shape[::-1] and np.array_equal(places.T.ravel(), order):
        return moved(np.transpose(new), memory)
    op = SetAt(("array",), (memory.size,))
    base: Any = below if type(below) is Recorded else np.array(memory)
    return moved(np.reshape(op(np.reshape(base, (-1,)), np.reshape(new, (-1,)), places.ravel()), shape), memory)


def moved(symbol: Any, memory: np.ndarray) -> Any:
    """The symbol, whose value is the real memory from now on."""
    if type(symbol) is Recorded:
        return Recorded(symbol.builder, symbol.atom, memory)
    return memory
