"""Operators, subscripts, attributes, stores and names of the rewritten script: Python's, and an event for each number."""

import operator
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import numpy as np

from clearprop.read.tape.recorder import Recorder, Whole, copied

BINARY: dict[str, Callable[..., Any]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "truediv": operator.truediv,
    "floordiv": operator.floordiv, "mod": operator.mod, "pow": operator.pow, "matmul": operator.matmul,
    "and": operator.and_, "or": operator.or_, "xor": operator.xor, "lshift": operator.lshift, "rshift": operator.rshift,
    "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge, "eq": operator.eq, "ne": operator.ne,
}  # fmt: skip
UNARY: dict[str, Callable[..., Any]] = {"neg": operator.neg, "pos": operator.pos, "invert": operator.invert}
AUGMENTED = {
    name: getattr(operator, f"i{name}")
    for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and", "or", "xor", "lshift", "rshift")
}
SHAPELY = frozenset(("shape", "size", "ndim", "dtype", "flags", "strides", "itemsize", "nbytes", "base", "data"))


def operators(recorder: Recorder) -> dict[str, Callable[..., Any]]:
    """The dispatch functions of everything but calls."""
    found: dict[str, Callable[..., Any]] = {"slice": slice}
    for name, function in BINARY.items():
        found[name] = binary(recorder, name, function)
    for name, function in UNARY.items():
        found[name] = unary(recorder, name, function)
    for name, function in AUGMENTED.items():
        found[f"inplace_{name}"] = inplace(recorder, name, function)
    return found | stores(recorder) | names(recorder)


def binary(recorder: Recorder, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    index, node, keep = recorder.index, recorder.node, recorder.keep

    def operate(site: int, left: Any, right: Any, /) -> Any:
        result = function(left, right)
        kind = type(result)
        if kind is float:
            a, b = index.get(id(left)), index.get(id(right))
            if a is None and b is None:
                return result
            if id(result) in index or not (plain(left) and plain(right)):
                return recorder.found(name, site, recorder.templates(site, (left, right)), result)
            keep(result, node(name, site, (["c", constant(left)] if a is None else a, ["c", constant(right)] if b is None else b), result))
            return result
        if kind is bool or kind is int or kind is str:
            return replicated(recorder, site, result)
        if isinstance(result, np.ndarray | np.generic):
            if recorder.has_node(left) or recorder.has_node(right):
                return recorder.found(name, site, recorder.templates(site, (left, right)), result)
            return result
        if kind is list and name == "mul":
            return repeated(recorder, site, result)
        return result

    return operate


def plain(value: Any) -> bool:
    return isinstance(value, int | float | np.generic)


def constant(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else float(value) if isinstance(value, float) else int(value)


def replicated(recorder: Recorder, site: int, result: Any) -> Any:
    return result


def repeated(recorder: Recorder, site: int, result: list[Any]) -> list[Any]:
    """``[0.0] * n``: each element an object of its own, so that each has an identity."""
    fresh = []
    for element in result:
        if type(element) in (float, Whole) and id(element) in recorder.index:
            element = recorder.leaf(site, type(element)(element) if type(element) is Whole else element * 1.0, "literal")
        fresh.append(element)
    result[:] = fresh
    return result


def unary(recorder: Recorder, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def operate(site: int, value: Any, /) -> Any:
        result = function(value)
        if recorder.has_node(value):
            return recorder.found(name, site, recorder.templates(site, (value,)), result)
        return result

    return operate


def inplace(recorder: Recorder, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    fresh = binary(recorder, name, function)

    def operate(site: int, target: Any, value: Any, /) -> Any:
        if isinstance(target, np.ndarray):
            return into(recorder, name, function, site, target, value)
        return fresh(site, target, value)

    return operate


def into(
    recorder: Recorder, name: str, function: Callable[..., Any], site: int, target: np.ndarray, value: Any
) -> np.ndarray:
    """``target += value`` where target is an array: its memory changes."""
    arguments = recorder.templates(site, (target, value))
    result: np.ndarray = function(target, value)
    if result is target and any(type(a) is int for a in arguments):
        recorder.buffers.write(target, ..., recorder.node(name, site, arguments, copied(target)), whole=True)
        return result
    return recorder.found(name, site, arguments, result) if result is not target else result


def stores(recorder: Recorder) -> dict[str, Callable[..., Any]]:
    def getitem(site: int, container: Any, item: Any, /) -> Any:
        if isinstance(container, np.ndarray) and recorder.has_node(container):
            return array_item(recorder, site, container, item)
        result = container[item]
        if isinstance(result, np.ndarray) and not recorder.buffers.known(result) and not isinstance(container, list | dict | tuple):
            return recorder.leaf(site, result)
        if isinstance(result, np.number) and not isinstance(container, list | dict | tuple) and id(result) not in recorder.index:
            return recorder.leaf(site, result)
        return result

    def setitem(site: int, value: Any, container: Any, item: Any, /) -> None:
        if isinstance(container, np.ndarray):
            put(recorder, site, container, item, value)
            return
        container[item] = value

    def augmented_item(site: int, value: Any, container: Any, item: Any, name: str, /) -> None:
        if isinstance(container, np.ndarray):
            before = getitem(site, container, item)
            after = recorder_inplace(recorder, name)(site, before, value)
            if isinstance(before, np.ndarray) and np.shares_memory(before, container):
                return
            put(recorder, site, container, item, after)
            return
        container[item] = recorder_inplace(recorder, name)(site, getitem(site, container, item), value)

    def augmented_attribute(site: int, value: Any, target: Any, attribute: str, name: str, /) -> None:
        setattr(target, attribute, recorder_inplace(recorder, name)(site, getattr(target, attribute), value))

    def get(site: int, target: Any, attribute: str, /) -> Any:
        result = getattr(target, attribute)
        if type(target) is ModuleType or attribute in SHAPELY:
            return result
        if isinstance(result, np.ndarray) and result.dtype.kind in "fiub" and not recorder.buffers.known(result):
            if isinstance(target, np.ndarray) and recorder.has_node(target):
                return recorder.array(f"attribute {attribute}", site, recorder.templates(site, (target,)), result)
            return recorder.leaf(site, result)
        return result

    def set_(site: int, value: Any, target: Any, attribute: str, /) -> None:
        setattr(target, attribute, value)

    return {
        "getitem": getitem, "setitem": setitem, "augmented_item": augmented_item, "getattr": get, "setattr": set_,
        "augmented_attribute": augmented_attribute,
    }  # fmt: skip


def recorder_inplace(recorder: Recorder, name: str) -> Callable[..., Any]:
    return inplace(recorder, name, AUGMENTED[name])


def array_item(recorder: Recorder, site: int, array: np.ndarray, item: Any) -> Any:
    result = array[item]
    if isinstance(result, np.bool_):
        return result
    if not isinstance(result, np.ndarray):
        written = recorder.buffers.element(array, item)
        if written is not None:
            recorder.keep(result, written)
            return result
    return recorder.found("getitem", site, recorder.templates(site, (array, item)), result)


def put(recorder: Recorder, site: int, array: np.ndarray, item: Any, value: Any) -> None:
    if not recorder.has_node(array) and array.dtype.kind in "fiub":
        recorder.leaf(site, array)
    number = recorder.reference(value) if not isinstance(value, list | tuple) else None
    array[item] = value
    written = array[item]
    if number is None or np.shape(recorder.values[number]) != np.shape(written):
        arguments = recorder.templates(site, (value,))
        number = recorder.node("put", site, arguments, copied(written) if isinstance(written, np.ndarray) else written)
    recorder.buffers.write(array, item, number, whole=item is Ellipsis or is_all(item, array))


def is_all(item: Any, array: np.ndarray) -> bool:
    return isinstance(item, slice) and item == slice(None) and array.ndim > 0


def names(recorder: Recorder) -> dict[str, Callable[..., Any]]:
    passes = recorder.passes

    def named(site: int, value: Any, name: str, /) -> Any:
        number = recorder.reference(value)
        if number is not None:
            passes.append((number, site, name))
        return value

    def unpack(site: int, value: Any, parts: tuple[str, ...], /) -> Any:
        if isinstance(value, np.ndarray) and recorder.has_node(value):
            value = [array_item(recorder, site, value, i) for i in range(len(value))]
        if isinstance(value, list | tuple) and len(value) == len(parts):
            for part, name in zip(value, parts, strict=True):
                named(site, part, name)
        return value

    def literal(site: int, value: Any, /) -> Any:
        fresh = Whole(value) if type(value) is int else value * 1.0
        return recorder.leaf(site, fresh, "literal")

    def iterate(site: int, values: Any, unpacked: bool, /) -> Any:
        if isinstance(values, np.ndarray) and recorder.has_node(values):
            return items(recorder, site, values, unpacked)
        if unpacked and isinstance(values, Iterator):
            return spread(recorder, site, values)
        return values

    return {"named": named, "unpack": unpack, "literal": literal, "iterate": iterate}


def items(recorder: Recorder, site: int, array: np.ndarray, unpacked: bool) -> Iterator[Any]:
    """The elements of an array one after the other, each known."""
    for i in range(len(array)):
        item = array_item(recorder, site, array, i)
        if unpacked and isinstance(item, np.ndarray):
            item = [array_item(recorder, site, item, k) for k in range(len(item))]
        yield item


def spread(recorder: Recorder, site: int, values: Iterator[Any]) -> Iterator[Any]:
    """Arrays among the elements, which the loop will unpack, as lists of known elements."""
    for item in values:
        if isinstance(item, np.ndarray) and recorder.has_node(item):
            yield [array_item(recorder, site, item, k) for k in range(len(item))]
        else:
            yield item
