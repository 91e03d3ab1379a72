"""Methods of known arrays and NumPy numbers, and what functions of NumPy give: arrays, numbers, tuples of them."""

from typing import Any

import numpy as np

from clearprop.read.tape.items import array_item
from clearprop.read.tape.matrices import ATTRIBUTES, reshaped
from clearprop.read.tape.operators import AUGMENTED, BINARY, binary, inplace
from clearprop.read.tape.recorder import Recorder, is_frame, is_tracked

WRITING = {"fill", "sort", "put", "partition", "itemset", "resize", "setfield"}
REDUCING = {"sum", "mean", "max", "min", "prod", "std", "var", "argmax", "argmin", "any", "all", "ptp"}


def array_method(recorder: Recorder, site: int, method: Any, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """A method, bound to a known array or NumPy number."""
    target, name = method.__self__, method.__name__
    if name == "tolist" and isinstance(target, np.ndarray):
        return listed(recorder, site, target)
    special = special_method(recorder, site, target, name, positional)
    if special is not None:
        return special
    told = {key: value for key, value in named.items() if key != "out"}
    arguments = recorder.templates(site, (target, *positional), told)
    out = named.get("out")
    written = target if name in WRITING else out if isinstance(out, np.ndarray) else None
    if isinstance(written, np.ndarray):
        recorder.buffers.before_write(written)
    result = method(*positional, **named)
    if isinstance(written, np.ndarray):
        number = recorder.event(f"method {name}", site, arguments, np.array(written, subok=False))
        recorder.buffers.write(written, None, number)
        return result
    if name == "item" and type(result) is float:
        place = (
            np.unravel_index(*positional, target.shape)
            if len(positional) == 1 and type(positional[0]) is int
            else positional
        )
        item = array_item(recorder, site, np.asarray(target), place) if place else target
        return recorder.number("pass", site, recorder.templates(site, (item,)), result)
    if isinstance(target, np.matrix) and isinstance(result, np.matrix) and name in REDUCING | {"flatten", "ravel"}:
        plain = getattr(np.asarray(target), name)(*positional, **named)
        return reshaped(recorder, f"method {name}", site, arguments, plain, result)
    op = ATTRIBUTES.get(name) if isinstance(target, np.matrix) else None
    return results(recorder, op or f"method {name}", site, arguments, result)


def frame_method(
    recorder: Recorder, site: int, frame: Any, name: str, positional: tuple[Any, ...], named: dict[str, Any]
) -> Any:
    """A method of a known pandas object."""
    arguments = recorder.templates(site, (frame, *positional), named)
    result = getattr(frame, name)(*positional, **named)
    same = name in ("to_numpy", "copy", "to_list", "tolist", "reset_index")
    if result is None:  # it was changed in place
        recorder.frames.changed(frame)
    if isinstance(result, list):
        return list(recorder.frames.elements(site, frame))
    return results(recorder, "pass" if same else f"method {name}", site, arguments[:1] if same else arguments, result)


def special_method(recorder: Recorder, site: int, target: Any, name: str, positional: tuple[Any, ...]) -> Any:
    """``x.__add__(y)`` and the like are operators."""
    plain = name.strip("_")
    if not name.startswith("__") or len(positional) != 1:
        return None
    if plain in BINARY:
        return binary(recorder, plain, BINARY[plain])(site, target, positional[0])
    if plain[:1] == "r" and plain[1:] in BINARY:
        return binary(recorder, plain[1:], BINARY[plain[1:]])(site, positional[0], target)
    if plain[:1] == "i" and plain[1:] in AUGMENTED:
        return inplace(recorder, plain[1:], AUGMENTED[plain[1:]])(site, target, positional[0])
    return array_item(recorder, site, target, positional[0]) if plain == "getitem" else None


def listed(recorder: Recorder, site: int, array: np.ndarray) -> Any:
    """``array.tolist()`` with elements that are known."""
    if array.ndim == 0 or array.dtype.kind != "f" or array.size > 20_000:
        return array.tolist()
    if array.ndim > 1:
        return [listed(recorder, site, array_item(recorder, site, np.asarray(array), i)) for i in range(len(array))]
    found = []
    for i in range(len(array)):
        item = array_item(recorder, site, array, i)
        found.append(recorder.number("pass", site, (recorder.index[id(item)],), float(item)))
    return found


def results(recorder: Recorder, op: str, site: int, arguments: Any, result: Any) -> Any:
    """The numbers of a result, also of a tuple or list of them."""
    if isinstance(result, np.ndarray) or is_tracked(result) or is_frame(result):
        return recorder.found(op, site, arguments, result)
    if isinstance(result, tuple | list) and len(result) < 1000:
        for i, part in enumerate(result):
            if isinstance(part, np.ndarray) or is_tracked(part):
                recorder.found(f"{op} [{i}]", site, arguments, part)
            elif isinstance(part, tuple | list):
                results(recorder, f"{op} [{i}]", site, arguments, part)
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
