"""Names, literals, attributes, loops, text and identity in the rewritten script."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np

from clearprop.read.tape.cells import Cells
from clearprop.read.tape.items import elements, opened, spread
from clearprop.read.tape.matrices import ATTRIBUTES
from clearprop.read.tape.operators import Dispatch, switched
from clearprop.read.tape.recorder import Recorder, Whole, is_frame

SHAPELY = frozenset(
    ("shape", "size", "ndim", "dtype", "flags", "strides", "itemsize", "nbytes", "base", "data", "flat")
)
SMALL = range(-5, 257)
"""The integers of which Python has one object each."""


def names(recorder: Recorder, cells: Cells) -> Dispatch:
    """The dispatch functions of names and literals."""

    def named(site: int, value: Any, name: str, /) -> Any:
        recorder.name(value, site, name)
        return value

    def unpack(site: int, value: Any, form: tuple[Any, ...], /) -> Any:
        value = opened(recorder, site, cells.elements(site, value) if cells.holds(value) else value, form)
        if isinstance(value, list | tuple) and len(value) == len(form):
            for part, name in zip(value, form, strict=True):
                if isinstance(name, str) and not name.startswith("*"):
                    recorder.name(part, site, name)
        return value

    def literal(site: int, value: Any, /) -> Any:
        return recorder.leaf(site, Whole(value) if type(value) is int else value * 1.0, "literal")

    def chosen(site: int, value: Any, /) -> Any:
        result = switched(recorder, site, value)
        return literal(site, value) if result is value else result

    def iterate(site: int, values: Any, form: Any, /) -> Any:
        source = values.base if isinstance(values, np.flatiter) else values
        if isinstance(source, np.ndarray) and recorder.has_node(source):
            return elements(recorder, site, values, form)
        if cells.holds(values):
            return cells.elements(site, values)
        if isinstance(values, np.nditer):
            return entries(recorder, site, values)
        if isinstance(form, tuple) and (isinstance(values, Iterator) or holds_arrays(values, form)):
            return spread(recorder, site, iter(values), form)
        return values

    def formatted(site: int, value: Any, /) -> Any:
        recorder.note("format", value, site)
        return value

    def leave(site: int, /) -> None:
        if recorder.stopping.reached:
            recorder.stopping.leave()

    def is_(site: int, left: Any, right: Any, /) -> bool:
        return left is right or same(recorder, left, right)

    return {
        "named": named, "unpack": unpack, "literal": literal, "switched": chosen, "iterate": iterate, "formatted": formatted,
        "leave": leave, "is": is_, "is_not": lambda site, left, right, /: not is_(site, left, right),
    }  # fmt: skip


def holds_arrays(values: Any, form: tuple[Any, ...]) -> bool:
    """Whether a list has what must be opened before it is unpacked into a target of that form."""
    nested = any(isinstance(part, tuple) for part in form)
    return isinstance(values, list | tuple) and (nested or any(isinstance(part, np.ndarray) for part in values))


def entries(recorder: Recorder, site: int, values: np.nditer) -> Iterator[Any]:
    """What ``np.nditer`` gives: parts of its operands, if it has no buffer of its own."""
    for value in values:
        if isinstance(value, np.ndarray) and recorder.reference(value) is None:
            recorder.leaf(site, value)
        yield value


def same(recorder: Recorder, left: Any, right: Any) -> bool:
    """Whether two objects would be one, had we not given numbers an identity."""
    if type(left) is Whole or type(right) is Whole:
        return type(left) in (int, Whole) and type(right) in (int, Whole) and left == right and int(left) in SMALL
    a, b = (recorder.index.get(id(value)) for value in (left, right))
    return type(left) is float and type(right) is float and a is not None and origin(recorder, a) == origin(recorder, b)


def origin(recorder: Recorder, number: int | None) -> int | None:
    """The node whose object it would be."""
    while number is not None and recorder.ops[number] == "pass":
        number = recorder.arguments[number][0]
    return number


def attributes(recorder: Recorder) -> Dispatch:
    """The dispatch functions of attributes."""

    def get(site: int, target: Any, attribute: str, /) -> Any:
        result = getattr(target, attribute)
        kind = type(target)
        if kind is ModuleType or attribute in SHAPELY:
            return result
        if kind is Whole and attribute == "__class__":
            return int
        if isinstance(target, np.ndarray | np.generic) and recorder.has_node(target):
            op = ATTRIBUTES.get(attribute) if isinstance(target, np.matrix) else None
            return recorder.found(op or f"attribute {attribute}", site, recorder.templates(site, (target,)), result)
        if is_frame(target):
            plain = {"values": "pass", "array": "pass", "T": "attribute T"}
            op = plain.get(attribute, "call pandas.getitem")
            return recorder.found(op, site, recorder.templates(site, (target,)), result)
        if isinstance(result, np.ndarray) and result.dtype.kind in "fiub" and recorder.reference(result) is None:
            return recorder.leaf(site, result)
        return result

    def put(site: int, value: Any, target: Any, attribute: str, /) -> None:
        if not isinstance(target, np.ndarray):
            setattr(target, attribute, value)
            return
        number = recorder.reference(target)
        arguments = recorder.templates(site, (value,))
        recorder.buffers.before_write(target)
        setattr(target, attribute, value)
        if number is not None and attribute == "shape":
            shape = ["t", *(["c", size] for size in target.shape)]
            recorder.buffers.write(
                target, None, recorder.event("method reshape", site, [number, shape], np.array(target, subok=False))
            )
        elif number is not None and attribute == "flat":
            recorder.buffers.write(target, None, recorder.event("put", site, arguments, np.array(target, subok=False)))

    return {"getattr": get, "setattr": put}
