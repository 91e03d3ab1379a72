"""Subscripts of the rewritten script: reading and writing parts of arrays, which share memory, and of everything else."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from clearprop.read.tape.cells import Cells
from clearprop.read.tape.matrices import reshaped
from clearprop.read.tape.operators import AUGMENTED, Dispatch, inplace
from clearprop.read.tape.recorder import Recorder, is_frame, is_tracked

OURS = (list, dict, tuple)
"""What gives back the very object that was put in."""


def items(recorder: Recorder, cells: Cells) -> Dispatch:
    """The dispatch functions of subscripts."""
    augmenting = {name: inplace(recorder, name, function) for name, function in AUGMENTED.items()}

    def getitem(site: int, container: Any, item: Any, /) -> Any:
        kind = type(container)
        if kind is list or kind is dict or kind is tuple:
            return container[item]
        if isinstance(container, np.ndarray) and recorder.has_node(container):
            return array_item(recorder, site, container, item)
        if is_frame(container) or (hasattr(container, "obj") and is_frame(container.obj)):
            return of_frame(recorder, site, container, item)
        result = container[item]
        if isinstance(container, OURS):
            return result
        if cells.holds(container):
            return cells.read(site, container, item, result)
        if isinstance(container, np.flatiter) and recorder.has_node(container.base):
            return array_item(recorder, site, container.base, flat_places(container, item))
        if isinstance(container, np.lib.npyio.NpzFile):
            return recorder.trips.read(site, result, 1)
        if isinstance(container, type(np.r_) | type(np.c_)):
            return joined(recorder, site, container, item, result)
        if isinstance(result, np.ndarray) and result.dtype.kind in "fiub" and recorder.reference(result) is None:
            return recorder.leaf(site, result)
        if isinstance(result, np.number) and is_tracked(result) and id(result) not in recorder.index:
            return recorder.leaf(site, result)
        return result

    def setitem(site: int, value: Any, container: Any, item: Any, /) -> None:
        if isinstance(container, np.ndarray):
            put(recorder, site, container, item, value)
        elif isinstance(container, np.flatiter):
            put(recorder, site, container.base, flat_places(container, item), value)
        else:
            container[item] = value
            if cells.holds(container):
                cells.wrote(site, container, item, value)
            elif is_frame(container):
                recorder.frames.changed(container)

    def held_item(site: int, container: Any, item: Any, /) -> Any:
        return container, item, getitem(site, container, item)

    def augmented_item(site: int, held: Any, value: Any, name: str, called: str, /) -> None:
        container, item, before = held
        after = augmenting[name](site, before, value)
        recorder.name(after, site, called)
        if isinstance(container, np.ndarray):
            if not (isinstance(before, np.ndarray) and after is before and np.may_share_memory(before, container)):
                put(recorder, site, container, item, after)
            return
        setitem(site, after, container, item)

    def held_attribute(site: int, target: Any, attribute: str, /) -> Any:
        return target, attribute, getattr(target, attribute)

    def augmented_attribute(site: int, held: Any, value: Any, name: str, called: str, /) -> None:
        target, attribute, before = held
        after = augmenting[name](site, before, value)
        recorder.name(after, site, called)
        setattr(target, attribute, after)

    def stored(site: int, container: Any, /) -> Any:
        kept = isinstance(container, np.ndarray | np.flatiter) or cells.holds(container)
        return Stored(lambda item, value: setitem(site, value, container, item)) if kept else container

    return {
        "getitem": getitem, "setitem": setitem, "held_item": held_item, "augmented_item": augmented_item,
        "held_attribute": held_attribute, "augmented_attribute": augmented_attribute, "stored": stored,
    }  # fmt: skip


class Stored:
    """Stands for an array in the middle of a target."""

    def __init__(self, store: Callable[[Any, Any], None]) -> None:
        self.store = store

    def __setitem__(self, item: Any, value: Any) -> None:
        self.store(item, value)


def of_frame(recorder: Recorder, site: int, container: Any, item: Any) -> Any:
    """A part of a pandas object (``container`` may be its ``iloc`` or ``loc``)."""
    result = container[item]
    frame = container if is_frame(container) else container.obj
    numbers = is_frame(result) or isinstance(result, np.number)
    if numbers and recorder.frames.values(frame) is not None and recorder.reference(result) is None:
        return recorder.found("call pandas.getitem", site, recorder.templates(site, (frame,)), result)
    return result


def joined(recorder: Recorder, site: int, container: Any, item: Any, result: Any) -> Any:
    """``np.r_[...]`` and ``np.c_[...]``."""
    parts = item if isinstance(item, tuple) else (item,)
    plain = all(isinstance(part, float | int | list | np.ndarray | np.number) for part in parts)
    if not plain or not any(recorder.has_node(part) for part in parts):
        return recorder.leaf(site, result)
    name = "hstack" if container is np.r_ else "column_stack"
    same = (
        np.array_equal(getattr(np, name)([np.asarray(part) for part in parts]), result)
        if name == "hstack" or np.ndim(parts[0])
        else False
    )
    op = f"call numpy.{name}" if same else f"call numpy.{'r_' if container is np.r_ else 'c_'}"
    return recorder.found(op, site, recorder.templates(site, (parts,)), result)


def array_item(recorder: Recorder, site: int, array: np.ndarray, item: Any) -> Any:
    """``array[item]`` of a known array: what was written there, or a reading of the array."""
    result = array[item]
    if isinstance(result, np.bool_):
        return result
    is_array = isinstance(result, np.ndarray)
    if is_array and (result.dtype.kind not in "fiub" or recorder.buffers.known(result)):
        return result
    if not is_array and not is_tracked(result):
        return result
    buffers = recorder.buffers
    known = None if is_array else buffers.number(array, item)
    if known is not None and recorder.values[known] == result:
        recorder.keep(result, known)
        return result
    part = buffers.part(array, item)
    if part is not None:
        node, place = part
        if place is None:
            buffers.add(result, node) if is_array else recorder.keep(result, node)
            return result
        arguments = [node, ["t", *(["c", i] for i in place)]]
        return number_of(recorder, site, array, item, arguments, result)
    source = buffers.unwritten(array, item)
    arguments = recorder.templates(site, (array if source is None else 0, item))
    if source is not None:
        arguments[0] = source
    if not is_array:
        return number_of(recorder, site, array, item, arguments, result)
    if isinstance(array, np.matrix):
        return reshaped(recorder, "getitem", site, arguments, np.asarray(array)[item], result)
    return recorder.found("getitem", site, arguments, result)


def number_of(recorder: Recorder, site: int, array: np.ndarray, item: Any, arguments: Any, result: Any) -> Any:
    """A number of an array, read for the first time since it was written: read again, it is the same node."""
    found = recorder.found("getitem", site, arguments, result)
    recorder.buffers.was_read(array, item, recorder.index[id(found)])
    return found


def put(recorder: Recorder, site: int, array: np.ndarray, item: Any, value: Any) -> None:
    """``array[item] = value``."""
    if array.dtype.kind not in "fiub":
        array[item] = value
        return
    if not recorder.buffers.follows(array):
        recorder.leaf(site, array)
    item = ... if item is None else item
    number = recorder.reference(value) if not isinstance(value, list | tuple) else None
    arguments = recorder.templates(site, (value,))
    recorder.buffers.before_write(array)
    array[item] = value
    there = array[item]
    if number is None or not is_kept(recorder.values[number], there):
        number = recorder.event("put", site, arguments, np.array(there) if isinstance(there, np.ndarray) else there)
    recorder.buffers.write(array, None if is_all(item, array) else item, number)


def is_kept(value: Any, there: Any) -> bool:
    """Whether an array holds the value as it was written: not spread over more places, not cut to an integer."""
    kept = np.shape(value) == np.shape(there)
    return kept and (np.asarray(value).dtype == np.asarray(there).dtype or np.array_equal(value, there))


def flat_places(flat: Any, item: Any) -> tuple[Any, ...]:
    """The places in the array of ``x.flat[item]``."""
    return np.unravel_index(np.arange(flat.base.size)[item], flat.base.shape)


def is_all(item: Any, array: np.ndarray) -> bool:
    return item is Ellipsis or (isinstance(item, slice) and item == slice(None) and array.ndim > 0)


def numbered(recorder: Recorder, site: int, array: Any, /) -> Iterator[Any]:
    """``np.ndenumerate`` of a known array."""
    if not (isinstance(array, np.ndarray) and recorder.has_node(array)):
        yield from np.ndenumerate(array)
        return
    for place in np.ndindex(array.shape):
        yield place, array_item(recorder, site, array, place)


def elements(recorder: Recorder, site: int, array: Any, form: Any = None) -> Iterator[Any]:
    """The elements of an array (or of its ``flat``) one after the other, each known."""
    if isinstance(array, np.flatiter):
        yield from (value for _, value in numbered(recorder, site, array.base))
        return
    for i in range(len(array)):
        yield opened(recorder, site, array_item(recorder, site, array, i), form)


def opened(recorder: Recorder, site: int, value: Any, form: Any) -> Any:
    """A value that is about to be unpacked into a target of that form: arrays in it as known elements."""
    if not isinstance(form, tuple):
        return value
    if isinstance(value, np.ndarray) and recorder.has_node(value):
        value = [array_item(recorder, site, value, i) for i in range(len(value))]
    if any(isinstance(part, tuple) for part in form) and isinstance(value, list | tuple) and len(value) == len(form):
        return [opened(recorder, site, part, inner) for part, inner in zip(value, form, strict=True)]
    return value


def spread(recorder: Recorder, site: int, values: Iterator[Any], form: Any) -> Iterator[Any]:
    """What an iterator gives, opened for the loop's target."""
    for item in values:
        yield opened(recorder, site, item, form)
