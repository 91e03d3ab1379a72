"""Reading and writing parts of traced arrays: integers, slices, integer arrays and masks."""

from functools import lru_cache
from typing import Any

import numpy as np

from clearprop.ops.base import as_dtype
from clearprop.ops.index import Index
from clearprop.ops.indexing import arrangement, normalised, real_index, result_shape
from clearprop.ops.set_at import SetAt
from clearprop.trace.arrays import TracedArray
from clearprop.trace.recorder import Recorded
from clearprop.trace.values import as_symbol


def read_item(array: TracedArray, index: Any) -> Any:
    """``array[index]``: a view for integers and slices, a new array for integer arrays and masks."""
    if type(index) is int and array.ndim == 1:
        return read_element(array, index)
    place = plain_index(array, index)
    if isinstance(place, str):  # a field name: no numeric array has one
        raise IndexError("only integers, slices, None and integer or boolean arrays are valid indices")
    real = array._value[real_place(place)]
    at, arrays = normalised(symbols_of(place), array.shape)
    if isinstance(real, np.ndarray) and not arrays:
        return array._view(
            real,
            lambda below: below.builder.emit(Index(at, below.shape), (below,), real),
            lambda below, new: write(below, at, new, (), array._value),
        )
    below = array._read()
    if type(below) is not Recorded and not any(type(a) is Recorded for a in arrays):
        return TracedArray(array._recorder, real, real) if isinstance(real, np.ndarray) else real
    arrays = [wrapped_around(a, size) for a, size in zip(arrays, sizes_of(at, array.shape), strict=True)]
    symbol = array._recorder.emit(Index(at, array.shape), (below, *arrays), real)
    return TracedArray(array._recorder, real, symbol)


def read_element(array: TracedArray, index: int) -> Any:
    """One number of a vector: what loops over elements do most."""
    real = array._value[index]
    below = array._read()
    if type(below) is not Recorded:
        return real
    size = len(array._value)
    return TracedArray(array._recorder, real, array._recorder.emit(element_of(index % size, size), (below,), real))


@lru_cache(maxsize=65536)
def element_of(index: int, size: int) -> Index:
    return Index((index,), (size,))


def write_item(array: TracedArray, index: Any, value: Any) -> None:
    """``array[index] = value``, in the real memory and as a functional write."""
    value_symbol = symbol_of(value, array)
    mask = mask_of(index)
    if mask is not None and np.size(plain(value_symbol)) == 1:
        return write_where(array, mask, value_symbol)
    place = plain_index(array, index)
    at, arrays = normalised(symbols_of(place), array.shape)
    before = array._read()
    array._value[real_place(place)] = plain(value_symbol)
    if not any(type(s) is Recorded for s in (before, value_symbol, *arrays)):
        array._assign(array._value)
        return None
    value_symbol = without_leading_ones(value_symbol, len(array._value[real_place(place)].shape))
    arrays = [wrapped_around(a, size) for a, size in zip(arrays, sizes_of(at, array.shape), strict=True)]
    value_symbol, arrays = last_of_each(at, value_symbol, arrays)
    array._assign(write(before, at, value_symbol, tuple(arrays), array._value, array._recorder))
    return None


def last_of_each(at: Any, value: Any, arrays: list[Any]) -> tuple[Any, list[Any]]:
    """The value and the integer arrays without places that are written again: where one is named twice the last wins."""
    if not arrays:
        return value, arrays
    shapes = [np.shape(plain(a)) for a in arrays]
    common, place, _ = arrangement(at, shapes)
    places = np.stack([np.broadcast_to(plain(a), common).ravel() for a in arrays])
    _, last = np.unique(places[:, ::-1], axis=1, return_index=True)
    if len(last) == places.shape[1]:
        return value, arrays
    kept = np.sort(places.shape[1] - 1 - last)
    if np.ndim(plain(value)):
        part = result_shape(at, shapes)
        flat = (*part[:place], places.shape[1], *part[place + len(common) :])
        value = np.reshape(np.broadcast_to(value, part), flat)[(slice(None),) * place + (kept,)]
    return value, [np.reshape(np.broadcast_to(a, common), (-1,))[kept] for a in arrays]


def write(before: Any, at: Any, value: Any, arrays: tuple[Any, ...], memory: Any, recorder: Any = None) -> Any:
    """The equation of a write whose effect stands in ``memory`` already."""
    symbols = [s for s in (before, value, *arrays) if type(s) is Recorded]
    if not symbols:
        return memory
    whole = all(isinstance(entry, tuple) for entry in at) and np.shape(value) == memory.shape and not arrays
    if whole and at == tuple((0, size, 1) for size in memory.shape) and type(value) is Recorded:
        return as_dtype(value, memory.dtype)
    recorder = recorder or symbols[0].builder
    if not is_recorded(before):
        before = base_before(before, at, arrays)
    op = SetAt(at, memory.shape)
    return recorder.emit(op, op.prepare((before, value, *arrays)), memory)


def base_before(memory: np.ndarray, at: Any, arrays: tuple[Any, ...]) -> np.ndarray:
    """A constant base as it was, but for what is overwritten anyway, which is zero (an empty array's is noise)."""
    base = np.array(memory)
    base[real_index(at, tuple(plain(a) for a in arrays))] = 0
    return base


def write_where(array: TracedArray, mask: Any, value: Any) -> None:
    """``array[mask] = number``: a choice element by element, which needs no guard."""
    before, condition = array._read(), mask._read() if type(mask) is TracedArray else mask
    if np.size(plain(value)) == 1 and np.ndim(plain(value)):
        value = value.reshape(())
    if np.ndim(plain(condition)) < array.ndim:
        condition = condition.reshape(np.shape(plain(condition)) + (1,) * (array.ndim - np.ndim(plain(condition))))
    if not any(type(s) is Recorded for s in (before, condition, value)):
        array._value[...] = np.where(condition, value, array._value)
        array._assign(array._value)
        return
    before = before if is_recorded(before) else np.array(before)
    dtype = array._value.dtype
    symbol: Any = np.where(condition, as_dtype(value, dtype) if not isinstance(value, np.generic) else value, before)
    symbol = as_dtype(symbol, dtype)
    if symbol.shape != array.shape:
        symbol = np.broadcast_to(symbol, array.shape)
    array._value[...] = symbol.value
    array._assign(symbol)


def mask_of(index: Any) -> Any:
    """The index, if it is one boolean array."""
    return index if isinstance(index, np.ndarray) and index.dtype == np.bool_ else None


def plain_index(array: TracedArray, index: Any) -> Any:
    """The index with masks turned to guarded integers, and traced integer numbers to guarded ones."""
    items = index if isinstance(index, tuple) else (index,)
    return tuple(plain_item(item) for item in items)


def plain_item(item: Any) -> Any:
    if isinstance(item, range | list):
        return plain_item(np.array([int(entry) if type(entry) is TracedArray else entry for entry in item]))
    if isinstance(item, slice):
        return slice(*(None if part is None else int(part) for part in (item.start, item.stop, item.step)))
    if type(item) is not TracedArray:
        return item
    if item.ndim == 0 and item.dtype.kind in "iu":
        return item._integer()
    if item.dtype == np.bool_:
        return guarded_mask(item)
    return item


def guarded_mask(mask: TracedArray) -> np.ndarray:
    """The mask as it is now; where it depends on an input, a guard holds it fast."""
    symbol = mask._read()
    value = np.array(mask._value)
    if type(symbol) is Recorded:
        mask._recorder.guard(symbol, value)
    return value


def symbols_of(place: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(item._read() if type(item) is TracedArray else item for item in place)


def real_place(place: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(item._value if type(item) is TracedArray else item for item in place)


def symbol_of(value: Any, like: TracedArray) -> Any:
    if type(value) is TracedArray:
        symbol = value._read()
        return symbol if is_recorded(symbol) or not isinstance(symbol, np.ndarray) else np.array(symbol)
    return as_symbol(value, like._recorder)


def is_recorded(symbol: Any) -> bool:
    return type(symbol) is Recorded


def plain(symbol: Any) -> Any:
    return symbol.value if type(symbol) is Recorded else symbol


def without_leading_ones(value: Any, ndim: int) -> Any:
    """NumPy lets a value have more axes than its place as long as they are of size 1."""
    shape = np.shape(plain(value))
    return value.reshape(shape[len(shape) - ndim :]) if len(shape) > ndim else value


def sizes_of(at: Any, shape: tuple[int, ...]) -> list[int]:
    """The size of the axis that each integer array indexes."""
    axes = [entry for entry in at if entry != "new"]
    return [size for entry, size in zip(axes, shape, strict=True) if entry == "array"]


def wrapped_around(indices: Any, size: int) -> Any:
    """Integer indices without negative ones."""
    if not np.any(np.asarray(plain(indices)) < 0):
        return indices
    return np.where(indices < 0, indices + size, indices)
