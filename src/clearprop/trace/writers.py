"""Functions that write into their first argument: np.add.at, np.copyto, np.fill_diagonal and the like."""

import builtins
from collections.abc import Callable
from typing import Any

import numpy as np

from clearprop.ops.add_at import AddAt
from clearprop.ops.indexing import normalised
from clearprop.trace.arrays import TracedArray
from clearprop.trace.items import plain_index, real_place, sizes_of, symbol_of, symbols_of, wrapped_around
from clearprop.trace.recorder import Recorded, Recorder
from clearprop.trace.tables import SPECIAL
from clearprop.trace.values import has_traced, promoted, values


def writer(function: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A function that writes into its first argument."""

    def register(write: Callable[..., None]) -> Callable[..., None]:
        def handler(recorder: Recorder, target: Any, *arguments: Any, **options: Any) -> None:
            target = promoted(recorder, target, arguments, options)
            if type(target) is not TracedArray:
                recorder.known.clear()
                function(target, *values(arguments), **values(options))
                return
            if not has_traced((target, arguments)):
                function(target._value, *values(arguments), **values(options))
                target._assign(target._value)
                return
            write(recorder, target, *arguments, **options)

        SPECIAL[function] = handler
        return write

    return register


@writer(np.add.at)
def add_at(recorder: Recorder, target: Any, index: Any, value: Any) -> None:
    place = plain_index(target, index)
    at, arrays = normalised(symbols_of(place), target.shape)
    indices = [wrapped_around(a, size) for a, size in zip(arrays, sizes_of(at, target.shape), strict=True)]
    before, added = target._read(), symbol_of(value, target)
    before = before if type(before) is Recorded else np.array(before)
    np.add.at(target._value, real_place(place), added.value if type(added) is Recorded else added)
    op = AddAt(at, target.shape)
    target._assign(recorder.emit(op, op.prepare((before, added, *indices)), target._value))


@writer(np.subtract.at)
def subtract_at(recorder: Recorder, target: Any, index: Any, value: Any) -> None:
    add_at(recorder, target, index, -value)


@writer(np.copyto)
def copyto(recorder: Recorder, target: Any, source: Any, casting: str = "same_kind", where: Any = True) -> None:
    target[...] = source if where is True else recorder.apply(np.where, (where, source, target), {})


@writer(np.fill_diagonal)
def fill_diagonal(recorder: Recorder, target: Any, value: Any, wrap: bool = False) -> None:
    diagonal = np.arange(builtins.min(target.shape))
    target[(diagonal,) * target.ndim] = value


@writer(np.put)
def put(recorder: Recorder, target: Any, indices: Any, new: Any, mode: str = "raise") -> None:
    target.reshape(-1)[indices] = new


@writer(np.put_along_axis)
def put_along_axis(recorder: Recorder, target: Any, indices: Any, new: Any, axis: int) -> None:
    index = list(np.ogrid[tuple(slice(size) for size in np.shape(indices))])
    index[axis] = indices
    target[tuple(index)] = new


@writer(np.putmask)
def putmask(recorder: Recorder, target: Any, mask: Any, new: Any) -> None:
    target[mask] = new
