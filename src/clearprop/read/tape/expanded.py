"""``np.vectorize`` and ``np.apply_along_axis``: functions of the script that NumPy calls on parts of arrays."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from clearprop.read.tape.items import array_item

if TYPE_CHECKING:
    from clearprop.read.tape.recorder import Recorder

Call = Callable[..., Any]


def vectorized(
    recorder: "Recorder", call: Call, site: int, function: Any, positional: tuple[Any, ...], named: dict[str, Any]
) -> Any:
    """A call of what ``np.vectorize`` made: NumPy runs it, on numbers that are known, and what they gave is put together."""
    if not any(recorder.has_node(value) for value in (*positional, *named.values())) or function.signature is not None:
        return function(*positional, **named)
    given = [as_objects(recorder, site, value) for value in positional]
    told = {key: as_objects(recorder, site, value) for key, value in named.items()}
    gathered: list[Any] = []
    inner = function.pyfunc

    def watching(*values: Any, **options: Any) -> Any:
        gathered.append(call(site, inner, *values, **options))
        return gathered[-1]

    function.pyfunc = watching
    try:
        result = function(*given, **told)
    finally:
        function.pyfunc = inner
        function._ufunc = {} if isinstance(getattr(function, "_ufunc", None), dict) else None
    count = np.size(result)
    return together(recorder, site, gathered[len(gathered) - count :], result)


def as_objects(recorder: "Recorder", site: int, value: Any) -> Any:
    """An array of which every element is a known number of Python's own."""
    if not (isinstance(value, np.ndarray) and recorder.has_node(value)):
        return value
    found = np.empty(value.shape, object)
    for place in np.ndindex(value.shape):
        item = array_item(recorder, site, np.asarray(value), place)
        plain = item.item()
        number = recorder.index.get(id(item))
        if number is not None and isinstance(plain, float):
            recorder.keep(plain, number)
        found[place] = plain
    return found


def together(recorder: "Recorder", site: int, parts: list[Any], result: Any) -> Any:
    """An array that was put together from parts, in order."""
    if not isinstance(result, np.ndarray) or not recorder.has_node(parts):
        return result
    inner = np.array(parts).astype(result.dtype)
    number = recorder.node("call numpy.array", site, recorder.templates(site, (parts,)), inner)
    if inner.shape == result.shape:
        recorder.buffers.add(result, number)
        return result
    shape = ["t", *(["c", size] for size in result.shape)]
    return recorder.found("method reshape", site, [number, shape], result)


def apply_along_axis(
    recorder: "Recorder", call: Call, site: int, function: Any, axis: int, array: Any, /, *more: Any, **named: Any
) -> Any:
    """``np.apply_along_axis``: the function of each slice, put together."""
    gathered: list[Any] = []

    def watching(values: Any, *arguments: Any, **options: Any) -> Any:
        gathered.append(call(site, function, values, *arguments, **options))
        return gathered[-1]

    result = np.apply_along_axis(watching, axis, array, *more, **named)
    if not recorder.has_node(gathered):
        return result
    if np.ndim(gathered[0]) == 0:
        return together(recorder, site, gathered, result)
    rows = np.moveaxis(result, axis % np.ndim(array), -1) if np.ndim(gathered[0]) == 1 else result
    if np.ndim(gathered[0]) != 1 or rows.size != np.size(gathered):
        return recorder.found("call numpy.apply_along_axis", site, recorder.templates(site, (gathered,)), result)
    inner = np.array(gathered)
    stacked = recorder.node("call numpy.array", site, recorder.templates(site, (gathered,)), inner)
    shape = ["t", *(["c", size] for size in rows.shape)]
    wide = recorder.node("method reshape", site, [stacked, shape], inner.reshape(rows.shape))
    arguments = [wide, ["c", -1], ["c", axis % np.ndim(array)]]
    return recorder.found("call numpy.moveaxis", site, arguments, result)
