"""The rewritten operators, names, subscripts and stores: with traced values they record; else they are Python's."""

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from clearprop.ops.arraylike import COMPARISONS, OPERATORS, UNARY
from clearprop.trace.arrays import TracedArray, overwrite, recorder_now
from clearprop.trace.items import read_item, write_item
from clearprop.trace.recorder import Recorded, Recorder
from clearprop.trace.values import at_once, has_traced, held, is_handle, promoted, values

NATIVE: dict[str, Callable[..., Any]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "truediv": operator.truediv,
    "floordiv": operator.floordiv, "mod": operator.mod, "pow": operator.pow, "matmul": operator.matmul,
    "and": operator.and_, "or": operator.or_, "xor": operator.xor, "lshift": operator.lshift, "rshift": operator.rshift,
    "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge, "eq": operator.eq, "ne": operator.ne,
    "neg": operator.neg, "pos": operator.pos, "invert": operator.invert,
}  # fmt: skip
INPLACE: dict[str, Callable[..., Any]] = {name: getattr(operator, f"i{name}") for name in OPERATORS}
PLAIN = (int, float, bool, str, type(None))


def operate(name: str) -> Callable[..., Any]:
    """An operator of the rewritten code."""
    native = NATIVE[name]
    function = (OPERATORS | COMPARISONS | UNARY)[name]

    def dispatched(site: int, /, *operands: Any) -> Any:
        recorder = recorder_now()
        if recorder is None:
            return native(*operands)
        plain = traced = True
        for operand in operands:
            kind = type(operand)
            if kind is TracedArray:
                plain = False
            elif kind in PLAIN:
                traced = traced and kind is float
            else:
                plain = traced = False
        if plain:
            return native(*operands)
        recorder.site = site
        result = at_once(recorder, function, operands) if traced else None
        if result is not None:
            return result
        operands = tuple(promoted(recorder, o) for o in operands)
        if isinstance(operands[0], str | bytes):
            text = native(operands[0], *(values(o) for o in operands[1:]))
            if isinstance(text, str) and has_traced(operands):
                recorder.texts[text] = recorder.here()
            return text
        return held(recorder, native(*operands))

    return dispatched


def inplace(name: str) -> Callable[..., Any]:
    """``x += y`` on a name: arrays are written, numbers replaced."""
    native, update = NATIVE[name], INPLACE[name]

    def dispatched(site: int, target: Any, value: Any, /) -> Any:
        recorder = recorder_now()
        if recorder is None:
            return update(target, value)
        recorder.site = site
        target = promoted(recorder, target, value)
        if type(target) is not TracedArray:
            return held(
                recorder, update(target, value) if not isinstance(target, str) else native(target, values(value))
            )
        if not isinstance(target._value, np.ndarray):
            return native(target, value)
        return overwrite(target, native(target, value))

    return dispatched


def named(site: int, value: Any, name: Any, /) -> Any:
    """The author's name for the value: the first one that it gets stays."""
    if type(value) is TracedArray and isinstance(name, str):
        if not value._recorder.closed:
            symbol = value._read()
            value._name = value._name or name
            if type(symbol) is Recorded:
                value._recorder.names.setdefault(symbol.atom, name)
            else:
                value._recorder.constant_names.setdefault(id(symbol), name)
    elif isinstance(name, tuple) and isinstance(value, tuple | list) and len(value) == len(name):
        for part, part_name in zip(value, name, strict=True):
            if part_name is not None:
                named(site, part, part_name)
    return value


def getitem(site: int, container: Any, index: Any, /) -> Any:
    recorder = recorder_now()
    if recorder is None or (type(container) in (list, tuple, dict) and type(index) in (int, str, slice)):
        return container[index]
    recorder.site = site
    container = promoted(recorder, container)
    if is_plain_array(container) and has_traced(index):
        container = TracedArray(recorder, container, container)
    if type(container) is TracedArray and isinstance(container._value, np.ndarray):
        return read_item(container, index)
    if container is np.c_ or container is np.r_:
        return joined(recorder, container, index)
    return held(recorder, container[as_key(container, index)])


def as_key(container: Any, index: Any) -> Any:
    """A key or place: a traced integer as the number that it is now, which a guard holds."""
    if type(index) is tuple:
        return tuple(as_key(container, part) for part in index)
    if type(index) is not TracedArray:
        return index
    return index._value if isinstance(container, dict) and index.dtype.kind not in "iu" else index._integer()


def is_plain_array(value: Any) -> bool:
    return isinstance(value, np.ndarray) and not is_handle(value)


def joined(recorder: Recorder, joiner: Any, index: Any) -> Any:
    """``np.r_[a, b]`` and ``np.c_[a, b]``."""
    parts = index if isinstance(index, tuple) else (index,)
    if not has_traced(parts) or any(isinstance(part, str) for part in parts):
        return joiner[values(index)]
    arrays = [np.r_[part] if isinstance(part, slice) else part for part in parts]
    if joiner is np.c_:
        return recorder.apply(np.column_stack, (arrays,), {})
    return recorder.apply(np.concatenate, ([recorder.apply(np.atleast_1d, (part,), {}) for part in arrays],), {})


def setitem(site: int, value: Any, container: Any, index: Any, /) -> None:
    recorder = recorder_now()
    if recorder is None:
        container[index] = value
        return
    recorder.site = site
    container = promoted(recorder, container, value, index)
    if type(container) is TracedArray:
        write_item(container, index, value)
        return
    if isinstance(container, np.ndarray):
        recorder.known.clear()
        container[values(index)] = value if container.dtype == object else values(value)
        return
    if type(value) is TracedArray:
        recorder.journal.append(container)
    container[as_key(container, index)] = value


def setattr_(site: int, value: Any, target: Any, name: str, /) -> None:
    recorder = recorder_now()
    if recorder is not None:
        recorder.journal.append((target, name))
    setattr(target, name, value)


def augmented_item(site: int, value: Any, container: Any, index: Any, name: str, /) -> None:
    """``container[index] += value``, the container and the index evaluated once."""
    recorder = recorder_now()
    if recorder is None:
        container[index] = INPLACE[name](container[index], value)
        return
    recorder.site = site
    container = promoted(recorder, container, value, index)
    if (
        type(container) is TracedArray
        and isinstance(index, np.ndarray)
        and index.dtype == np.bool_
        and np.size(value) == 1
    ):
        whole = NATIVE[name](container, value)
        overwrite(container, recorder.apply(np.where, (index_axes(index, container.ndim), whole, container), {}))
        return
    before = getitem(site, container, index)
    if type(before) is TracedArray and before._parent is container:  # a view: written through
        overwrite(before, NATIVE[name](before, value))
        return
    setitem(site, inplace(name)(site, before, value), container, index)


def index_axes(mask: Any, ndim: int) -> Any:
    return mask.reshape(mask.shape + (1,) * (ndim - mask.ndim)) if mask.ndim < ndim else mask


def augmented_attribute(site: int, value: Any, target: Any, name: str, operation: str, /) -> None:
    setattr_(site, inplace(operation)(site, getattr(target, name), value), target, name)
