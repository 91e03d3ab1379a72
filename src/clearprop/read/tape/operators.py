"""Operators and comparisons of the rewritten script: Python's, and an event for each number that is computed."""

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from clearprop.read.tape.matrices import recorded_matrix
from clearprop.read.tape.recorder import Recorder, Whole, is_tracked

Dispatch = dict[str, Callable[..., Any]]
BINARY: Dispatch = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "truediv": operator.truediv,
    "floordiv": operator.floordiv, "mod": operator.mod, "pow": operator.pow, "matmul": operator.matmul,
    "and": operator.and_, "or": operator.or_, "xor": operator.xor, "lshift": operator.lshift, "rshift": operator.rshift,
}  # fmt: skip
COMPARING: Dispatch = {
    "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge, "eq": operator.eq, "ne": operator.ne,
}  # fmt: skip
UNARY: Dispatch = {"neg": operator.neg, "pos": operator.pos, "invert": operator.invert}
AUGMENTED: Dispatch = {name: getattr(operator, f"i{name}") for name in BINARY}
BUILT_IN = frozenset(
    (float, int, bool, Whole, str, bytes, list, tuple, dict, set, frozenset, type(None), np.float64, np.float32)
)


def operators(recorder: Recorder) -> Dispatch:
    """The dispatch functions of operators."""
    found: Dispatch = {"slice": slice}
    for name, function in BINARY.items():
        found[name] = binary(recorder, name, function)
    for name, function in COMPARING.items():
        found[name] = comparison(recorder, name, function)
    for name, function in UNARY.items():
        found[name] = unary(recorder, name, function)
    for name, function in AUGMENTED.items():
        found[f"inplace_{name}"] = inplace(recorder, name, function)
    return found


def binary(recorder: Recorder, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    index, node, keep = recorder.index, recorder.node, recorder.keep

    def operate(site: int, left: Any, right: Any, /) -> Any:
        if type(left) not in BUILT_IN or type(right) not in BUILT_IN:
            return unusual(recorder, name, function, site, left, right)
        result = function(left, right)
        kind = type(result)
        if kind is float:
            a, b = index.get(id(left)), index.get(id(right))
            if a is None and b is None:
                return switched(recorder, site, result) if type(left) is bool or type(right) is bool else result
            if id(result) in index:
                result = result * 1.0
            arguments = (["c", constant(left)] if a is None else a, ["c", constant(right)] if b is None else b)
            keep(result, node(name, site, arguments, result))
            return result
        return found(recorder, name, site, left, right, result)

    return operate


def found(recorder: Recorder, name: str, site: int, left: Any, right: Any, result: Any) -> Any:
    """What an operator gave that is no float."""
    kind = type(result)
    if kind is int:
        if type(left) is Whole or type(right) is Whole:
            return recorder.number(name, site, recorder.templates(site, (left, right)), Whole(result))
        return switched(recorder, site, result) if type(left) is bool or type(right) is bool else result
    if kind is str:
        return (
            recorder.trips.filled(site, result, right if isinstance(right, tuple) else (right,))
            if name == "mod"
            else result
        )
    if kind in (list, tuple):
        return repeated(recorder, site, result) if name == "mul" else result
    numbers = isinstance(result, np.ndarray | np.generic) or is_tracked(result)
    if numbers and (recorder.has_node(left) or recorder.has_node(right)):
        return recorder.found(name, site, recorder.templates(site, (left, right)), result)
    return result


def unusual(recorder: Recorder, name: str, function: Callable[..., Any], site: int, left: Any, right: Any) -> Any:
    """Operands that are arrays, or objects with operators of their own."""
    if isinstance(left, np.ndarray) or isinstance(right, np.ndarray):
        if is_objects(left) or is_objects(right):
            return by_element(recorder, name, function, site, left, right)
        introduce(recorder, site, left, right)
        result = function(left, right)
        if isinstance(left, np.matrix) or isinstance(right, np.matrix):
            return recorded_matrix(recorder, name, site, left, right, result)
        return found(recorder, name, site, left, right, result)
    if recorder.has_node(left) or recorder.has_node(right):
        result = function(left, right)
        return recorder.found(name, site, recorder.templates(site, (left, right)), result)
    if not recorder.modules.isdisjoint((type(left).__module__, type(right).__module__)):
        before = recorder.enter(site)
        try:
            return function(left, right)
        finally:
            recorder.call = before
    return found(recorder, name, site, left, right, function(left, right))


def introduce(recorder: Recorder, site: int, left: Any, right: Any) -> None:
    """Data that meet a known number for the first time are a leaf before that: a fresh point puts others there."""
    if recorder.replacements and (recorder.has_node(left) or recorder.has_node(right)):
        recorder.templates(site, (left, right))


def is_objects(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype == object


def by_element(recorder: Recorder, name: str, function: Callable[..., Any], site: int, left: Any, right: Any) -> Any:
    """Arrays of objects: the operation on each pair, as NumPy does it, but seen."""
    operate = binary(recorder, name, function)
    together = np.frompyfunc(lambda a, b: operate(site, a, b), 2, 1)
    return together(left, right)


def constant(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else float(value) if isinstance(value, float) else int(value)


def switched(recorder: Recorder, site: int, result: Any) -> Any:
    """A number that only says how a comparison came out; what was compared is what it depends on."""
    known = [number for value in recorder.compared if (number := recorder.reference(value)) is not None]
    if not known:
        return result
    fresh = Whole(result) if isinstance(result, int) else recorder.again(result)
    return recorder.number("switched", site, [["c", constant(result)], *known], fresh)


def repeated(recorder: Recorder, site: int, result: Any) -> Any:
    """``[0.0] * n``: each element an object of its own, so that each has an identity."""
    fresh = []
    for element in result:
        number = recorder.index.get(id(element))
        if number is not None and type(element) in (float, Whole):
            if recorder.ops[number] == "literal":
                element = recorder.leaf(site, recorder.again(element), "literal")
            else:
                element = recorder.number("pass", site, (number,), recorder.again(element))
        fresh.append(element)
    if isinstance(result, tuple):
        return tuple(fresh)
    result[:] = fresh
    return result


def comparison(recorder: Recorder, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def compare(site: int, left: Any, right: Any, /) -> Any:
        result = function(left, right)
        if type(result) is bool or type(result) is np.bool_:
            recorder.compared = (left, right)
            recorder.compare(site, left, right)
            return result
        return found(recorder, name, site, left, right, result)

    return compare


def unary(recorder: Recorder, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def operate(site: int, value: Any, /) -> Any:
        if is_objects(value):
            return np.frompyfunc(lambda part: operate(site, part), 1, 1)(value)
        result = function(value)
        if recorder.has_node(value):
            if result is value:
                return value
            result = Whole(result) if type(result) is int else result
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
    if is_objects(target):
        target[...] = by_element(recorder, name, BINARY[name], site, target, value)
        return target
    arguments = recorder.templates(site, (target, value))
    recorder.buffers.before_write(target)
    result: np.ndarray = function(target, value)
    if result is target:
        product = name == "mul" and isinstance(target, np.matrix) and np.ndim(value) == 2
        number = recorder.event("matmul" if product else name, site, arguments, None)
        recorder.values[number] = recorder.buffers.content_of(target, number)
        recorder.buffers.write(target, None, number)
        return result
    other: np.ndarray = found(recorder, name, site, target, value, result)
    return other
