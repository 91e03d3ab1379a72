"""Functions that pick elements, written with indexing and np.where: take, take_along_axis, compress, choose, ..."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from clearprop.ops.axes import array, element_of
from clearprop.ops.base import TRACED
from clearprop.ops.reshape import flattened


def take(a: Any, indices: Any, axis: int | None = None, *, mode: str = "raise") -> Any:
    """The elements (rows, ...) at the indices along an axis."""
    a, at = flattened(a, axis)
    indices = indices if isinstance(indices, int) else array(indices)
    if mode == "wrap":
        indices = indices % a.shape[at]
    elif mode == "clip":
        indices = np.clip(indices, 0, a.shape[at] - 1)
    return element_of(a, (*(slice(None),) * at, indices))


def take_along_axis(arr: Any, indices: Any, axis: int | None = -1) -> Any:
    """Along an axis, for each place its own index."""
    arr, at = flattened(arr, axis)
    indices = array(indices)
    ndim = len(arr.shape)
    if len(indices.shape) != ndim:
        raise ValueError(f"take_along_axis: indices of {len(indices.shape)} axes for an array of {ndim}.")
    grid = [np.reshape(np.arange(n), (n,) + (1,) * (ndim - k - 1)) for k, n in enumerate(arr.shape)]
    return element_of(arr, tuple(indices if k == at else grid[k] for k in range(ndim)))


def compress(condition: Any, a: Any, axis: int | None = None) -> Any:
    """The elements (rows, ...) whose condition holds."""
    a, at = flattened(a, axis)
    return a[(*(slice(None),) * at, np.flatnonzero(np.asarray(condition)))]


def extract(condition: Any, arr: Any) -> Any:
    """The elements whose condition holds, in one row."""
    return flattened(arr, None)[0][np.flatnonzero(np.asarray(condition))]


def delete(arr: Any, obj: Any, axis: int | None = None) -> Any:
    """Without the elements (rows, ...) at the indices."""
    arr, at = flattened(arr, axis)
    return arr[(*(slice(None),) * at, np.delete(np.arange(arr.shape[at]), obj))]


def insert(arr: Any, obj: int, values: Any, axis: int | None = None) -> Any:
    """With values before an index."""
    arr, at = flattened(arr, axis)
    if not isinstance(obj, int | np.integer):
        raise ValueError("insert: expected one index; insert at several by several calls.")
    before, values = (slice(None),) * at, array(values).astype(arr.dtype)
    place = obj + arr.shape[at] if obj < 0 else int(obj)
    if len(values.shape) == len(arr.shape):
        new = values
    elif axis is None:
        new = flattened(values, None)[0]
    else:
        new = np.expand_dims(np.broadcast_to(values, (*arr.shape[:at], *arr.shape[at + 1 :])), at)
    return np.concatenate([arr[(*before, slice(place))], new, arr[(*before, slice(place, None))]], axis=at)


def choose(a: Any, choices: Sequence[Any], *, mode: str = "raise") -> Any:
    """For each place the choice that its integer names."""
    found = choices[-1]
    for k in range(len(choices) - 2, -1, -1):
        found = np.where(a == k, choices[k], found)
    return found


def select(condlist: Sequence[Any], choicelist: Sequence[Any], default: Any = 0) -> Any:
    """For each place the first choice whose condition holds."""
    found = default
    for condition, choice in reversed(list(zip(condlist, choicelist, strict=True))):
        found = np.where(condition, choice, found)
    return found


def meshgrid(*xi: Any, copy: bool = True, sparse: bool = False, indexing: str = "xy") -> tuple[Any, ...]:
    """Coordinates as a grid: each vector repeated along the axes of the others."""
    vectors = [flattened(x, None)[0] for x in xi]
    ndim = len(vectors)
    axes = [1, 0, *range(2, ndim)] if indexing == "xy" and ndim > 1 else list(range(ndim))
    spread = [np.reshape(x, (1,) * k + (-1,) + (1,) * (ndim - k - 1)) for x, k in zip(vectors, axes, strict=True)]
    return tuple(spread) if sparse else tuple(np.broadcast_arrays(*spread))


def block(arrays: Any) -> Any:
    """Blocks put together: inner lists along the last axis, lists of them along the axis before, and so on."""
    depth = depth_of(arrays)

    def put_together(part: Any, level: int) -> Any:
        if level == 0:
            return as_block(part, depth)
        return np.concatenate([put_together(inner, level - 1) for inner in part], axis=-level)

    return put_together(arrays, depth)


def depth_of(arrays: Any) -> int:
    return 1 + max(depth_of(part) for part in arrays) if isinstance(arrays, list) else 0


def as_block(part: Any, depth: int) -> Any:
    part = array(part)
    missing = depth - len(part.shape)
    return np.reshape(part, (1,) * missing + tuple(part.shape)) if missing > 0 else part


TRACED |= {np.take: take, np.take_along_axis: take_along_axis, np.compress: compress, np.extract: extract}
TRACED |= {np.delete: delete, np.insert: insert, np.choose: choose, np.select: select}
TRACED |= {np.meshgrid: meshgrid, np.block: block}
