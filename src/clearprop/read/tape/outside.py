"""Functions that are not the script's: what they give was computed from the numbers that went in, or is data."""

from typing import Any

import numpy as np

from clearprop.read.tape.array_methods import name_of, results
from clearprop.read.tape.recorder import Recorder, Whole, is_tracked

MAKERS: set[Any] = {
    np.zeros, np.ones, np.empty, np.eye, np.identity, np.zeros_like, np.ones_like, np.empty_like, np.arange, np.linspace,
    np.tri, np.indices,
}  # fmt: skip
"""What they give has no past, whatever they are asked for."""
WRITERS = {
    np.fill_diagonal, np.copyto, np.put, np.place, np.putmask, np.put_along_axis, np.nan_to_num,
    np.ndarray.sort, np.ndarray.fill, np.ndarray.put, np.ndarray.partition,
}  # fmt: skip
"""What writes into its first argument."""
MOST = 20_000
"""How many numbers of one result get an identity."""


def outside(recorder: Recorder, site: int, function: Any, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """The call of a function that is not the script's."""
    known = any(recorder.has_node(value) for value in positional) or any(recorder.has_node(v) for v in named.values())
    if not known or (is_simple(function) and function in MAKERS) or fills(recorder, function, positional, named):
        result = function(*positional, **named)
        if (
            isinstance(result, np.ndarray)
            and is_simple(function)
            and function in (np.empty, np.empty_like)
            and result.dtype.kind in "fiub"
        ):
            result.fill(0)  # what lies there by chance is not the same in another run
        return leaves(recorder, site, result)
    if only_settings(recorder, (*positional, *named.values())):
        return made(recorder, site, function, positional, named)
    target = written_by(function, positional, named)
    if target is not None:
        return writing(recorder, site, function, positional, named, target)
    arguments = recorder.templates(site, positional, named)
    before = watched(recorder, function, positional)
    result = function(*positional, **named)
    for argument, number in before:
        if not np.array_equal(recorder.values[number], argument, equal_nan=argument.dtype.kind == "f"):
            event = recorder.event(f"call {name_of(function)}", site, arguments, np.array(argument, subok=False))
            recorder.buffers.write(argument, None, event)
    return results(recorder, f"call {name_of(function)}", site, arguments, result)


def fills(recorder: Recorder, function: Any, positional: tuple[Any, ...], named: dict[str, Any]) -> bool:
    """Whether an array is filled with a number that was written down, whatever its shape was computed from."""
    if function is not np.full and function is not np.full_like:
        return False
    value = positional[1] if len(positional) > 1 else named.get("fill_value")
    return not recorder.has_node(value) or only_settings(recorder, (value,))


def only_settings(recorder: Recorder, values: tuple[Any, ...]) -> bool:
    """Whether what is known of the arguments are numbers that the author wrote: sizes, rates, seeds."""
    known = [value for value in values if recorder.has_node(value)]
    return all(id(value) in recorder.index and recorder.ops[recorder.index[id(value)]] == "literal" for value in known)


def made(recorder: Recorder, site: int, function: Any, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """What was made to such settings: arrays are data, a number was computed."""
    result = function(*positional, **named)
    if isinstance(result, np.ndarray | tuple | list | dict):
        return leaves(recorder, site, result)
    return results(recorder, f"call {name_of(function)}", site, recorder.templates(site, positional, named), result)


def is_simple(function: Any) -> bool:
    return getattr(type(function), "__hash__", None) is not None and not isinstance(function, np.ndarray)


def written_by(function: Any, positional: tuple[Any, ...], named: dict[str, Any]) -> np.ndarray | None:
    """The array that the function writes into."""
    out = named.get("out")
    out = out[0] if isinstance(out, tuple) and len(out) == 1 else out
    if isinstance(out, np.ndarray):
        return out
    first = positional[0] if positional and isinstance(positional[0], np.ndarray) else None
    if isinstance(function, np.ufunc):
        out = positional[function.nin] if len(positional) > function.nin else None
        return out if isinstance(out, np.ndarray) else None
    at = isinstance(getattr(function, "__self__", None), np.ufunc) and function.__name__ == "at"
    if at or (
        is_simple(function) and function in WRITERS and (function is not np.nan_to_num or named.get("copy") is False)
    ):
        return first
    return None


def writing(
    recorder: Recorder, site: int, function: Any, positional: tuple[Any, ...], named: dict[str, Any], target: np.ndarray
) -> Any:
    """The call of a function that writes into an array."""
    told = named if "where" in named else {key: value for key, value in named.items() if key != "out"}
    given = positional[: function.nin] if isinstance(function, np.ufunc) else positional
    arguments = recorder.templates(site, given, told)
    if recorder.reference(target) is None:
        recorder.leaf(site, target)
    recorder.buffers.before_write(target)
    result = function(*positional, **named)
    number = recorder.event(f"call {name_of(function)}", site, arguments, np.array(target, subok=False))
    recorder.buffers.write(target, None, number)
    return result


def watched(recorder: Recorder, function: Any, positional: tuple[Any, ...]) -> list[tuple[np.ndarray, int]]:
    """The arrays that a function of unknown habits might write into."""
    module = getattr(function, "__module__", None) or ""
    if isinstance(function, np.ufunc | type) or module.startswith(("numpy", "builtins", "math")) or not module:
        return []
    arrays = [value for value in positional if isinstance(value, np.ndarray) and value.flags.writeable]
    return [(value, number) for value in arrays if (number := recorder.reference(value)) is not None]


def leaves(recorder: Recorder, site: int, result: Any, depth: int = 4) -> Any:
    """What came from outside of the script: numbers without a past."""
    if isinstance(result, np.ndarray):
        if result.dtype.kind in "fiub" and recorder.reference(result) is None:
            return recorder.leaf(site, result)
    elif is_tracked(result):
        if id(result) not in recorder.index and type(result) is not Whole:
            return recorder.leaf(site, result)
    elif depth and type(result) is list and len(result) <= MOST:
        for i, part in enumerate(result):
            if isinstance(part, list | dict | tuple | np.ndarray | float | np.number):
                fresh = leaves(recorder, site, part, depth - 1)
                if fresh is not part:
                    result[i] = fresh
    elif depth and type(result) is dict and len(result) <= MOST:
        for key, part in result.items():
            result[key] = leaves(recorder, site, part, depth - 1)
    elif depth and isinstance(result, tuple) and len(result) <= MOST:
        for part in result:
            if isinstance(part, list | dict | tuple | np.ndarray):
                leaves(recorder, site, part, depth - 1)
    return result
