"""What stands in the brackets of ``x[...]``, normalised once for reading, writing and adding.

``at`` is a tuple with one entry per item: an int (not negative), a range ``(start, stop, step)`` as ``range`` counts,
``"new"`` for a new axis, or ``"array"`` for the next integer operand.
"""

from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Expression, Number, Slice, Subscript
from clearprop.ops.base import broadcast_index

Entry = int | tuple[int, int, int] | str
At = tuple[Entry, ...]


def normalised(index: Any, shape: tuple[int, ...]) -> tuple[At, list[Any]]:
    """The entries of an index into an array of the shape, and its integer arrays. IndexError as NumPy's."""
    items = list(index) if isinstance(index, tuple) else [index]
    items = [np.asarray(item) if isinstance(item, list) else item for item in items]
    items = [piece for item in items for piece in masks_to_integers(item)]
    used = sum(item is not None and item is not Ellipsis for item in items)
    if used > len(shape):
        raise IndexError(f"too many indices: {used} for an array of shape {shape}.")
    whole = [slice(None)] * (len(shape) - used)
    where = next((i for i, item in enumerate(items) if item is Ellipsis), len(items))
    items[where : where + 1] = whole
    entries: list[Entry] = []
    arrays: list[Any] = []
    axis = 0
    for item in items:
        if item is None:
            entries.append("new")
            continue
        if isinstance(item, slice):
            entries.append(range_entry(item, shape[axis]))
        elif isinstance(item, int | np.integer):
            entries.append(checked(int(item), shape[axis], axis))
        elif getattr(item, "dtype", None) is not None and item.dtype.kind in "iu":
            entries.append("array")
            arrays.append(item)
        else:
            raise IndexError(
                f"{item!r} cannot index an array; expected integers, slices, None, integer or boolean arrays."
            )
        axis += 1
    return tuple(entries), arrays


def masks_to_integers(item: Any) -> list[Any]:
    is_mask = isinstance(item, np.ndarray) and item.dtype == np.bool_
    return list(np.nonzero(item)) if is_mask else [item]


def range_entry(item: slice, size: int) -> tuple[int, int, int]:
    start, stop, step = item.indices(size)
    return start, max(stop, start) if step > 0 else min(stop, start), step


def checked(index: int, size: int, axis: int) -> int:
    if not -size <= index < size:
        raise IndexError(f"index {index} is out of bounds for axis {axis} with size {size}.")
    return index % size


def real_index(at: At, arrays: tuple[Any, ...]) -> tuple[Any, ...]:
    """The index as NumPy takes it."""
    rest = iter(arrays)
    return tuple(numpy_item(entry, rest) for entry in at)


def numpy_item(entry: Entry, arrays: Any) -> Any:
    if entry == "array":
        return next(arrays)
    if entry == "new":
        return None
    if isinstance(entry, tuple):
        start, stop, step = entry
        return slice(start, None if stop < 0 else stop, step)
    return entry


def arrangement(at: At, shapes: list[tuple[int, ...]]) -> tuple[tuple[int, ...], int, list[int]]:
    """The common shape of the integer arrays, the axis of the result at which it stands, and the entries that are axes.

    NumPy's rule: where arrays (and, beside them, integers) stand next to each other, their common shape takes their
    place; where they are apart, it comes first.
    """
    advanced = [k for k, entry in enumerate(at) if entry == "array" or (shapes and isinstance(entry, int))]
    axes = [k for k, entry in enumerate(at) if entry == "new" or isinstance(entry, tuple)]
    common = np.broadcast_shapes(*shapes) if shapes else ()
    together = bool(advanced) and advanced[-1] - advanced[0] == len(advanced) - 1
    place = sum(k < advanced[0] for k in axes) if together else 0
    return common, place, axes


def result_shape(at: At, shapes: list[tuple[int, ...]]) -> tuple[int, ...]:
    if not shapes and all(type(entry) is int for entry in at):
        return ()
    common, place, axes = arrangement(at, shapes)
    sizes = [len(range(*entry)) if isinstance(entry := at[k], tuple) else 1 for k in axes]
    return (*sizes[:place], *common, *sizes[place:])


def source_index(at: At, index: tuple[Expression, ...], arrays: tuple[ArrayView, ...]) -> tuple[Expression, ...]:
    """Where in the array the element at ``index`` of the indexed part lies."""
    common, place, axes = arrangement(at, [array.shape for array in arrays])
    inner = index[place : place + len(common)]
    outer = dict(zip(axes, (*index[:place], *index[place + len(common) :]), strict=True))
    rest = iter(arrays)
    found: list[Any] = []
    for k, entry in enumerate(at):
        if entry == "array":
            array = next(rest)
            found.append(array[broadcast_index(inner, array.shape)])
        elif isinstance(entry, tuple):
            found.append(stepped(outer[k], entry))
        elif entry != "new":
            found.append(Number(int(entry)))
    return tuple(found)


def stepped(index: Expression, entry: tuple[int, int, int]) -> Expression:
    start, _, step = entry
    if step < 0:
        return start - (index if step == -1 else index * -step)
    moved = index if step == 1 else index * step
    return moved if start == 0 else moved + start


def subscript(array: Expression, at: At, shape: tuple[int, ...], arrays: tuple[Expression, ...]) -> Subscript:
    """``array[...]`` as a NumPy programmer writes it: no trailing full slices."""
    rest = iter(arrays)
    items: list[Expression | None] = []
    axis = 0
    for entry in at:
        if entry == "new":
            items.append(None)
            continue
        items.append(next(rest) if entry == "array" else written(entry, shape[axis]))
        axis += 1
    while len(items) > 1 and isinstance(last := items[-1], Slice) and last.start is last.stop is last.step is None:
        items.pop()
    return Subscript(array, tuple(items))


def written(entry: Any, size: int) -> Expression:
    if isinstance(entry, int):
        return Number(entry)
    start, stop, step = entry
    first, end = (0, size) if step > 0 else (size - 1, -1)
    return Slice(None if start == first else start, None if stop == end else stop, None if step == 1 else step)
