"""Differences, derivatives and integrals of sampled functions, polynomials and interpolation: slices and arithmetic."""

from typing import Any

import numpy as np

from clearprop.ops.axes import array, element_of, normal_axes, normal_axis
from clearprop.ops.base import TRACED
from clearprop.ops.reshape import flattened


def part(axis: int, *where: int | None) -> tuple[slice, ...]:
    """The index of a slice along an axis."""
    return (*(slice(None),) * axis, slice(*where))


def diff(a: Any, n: int = 1, axis: int = -1, prepend: Any = None, append: Any = None) -> Any:
    """Each element less the one before it, n times."""
    a = array(a)
    axis = normal_axis(axis, len(a.shape))
    if prepend is not None or append is not None:
        a = np.concatenate([as_edge(x, a, axis) for x in (prepend, a, append) if x is not None], axis=axis)
    for _ in range(n):
        a = a[part(axis, 1, None)] - a[part(axis, None, -1)]
    return a


def as_edge(x: Any, like: Any, axis: int) -> Any:
    """A number as a border of an array along an axis; an array as it is."""
    x = array(x)
    return x if x.shape else np.broadcast_to(x, (*like.shape[:axis], 1, *like.shape[axis + 1 :]))


def ediff1d(ary: Any, to_end: Any = None, to_begin: Any = None) -> Any:
    """The differences of all elements in one row."""
    differences = diff(flattened(ary, None)[0])
    ends = [x if x is None else flattened(x, None)[0].astype(differences.dtype) for x in (to_begin, to_end)]
    parts = [x for x in (ends[0], differences, ends[1]) if x is not None]
    return np.concatenate(parts) if len(parts) > 1 else differences


def gradient(f: Any, *varargs: Any, axis: Any = None, edge_order: int = 1) -> Any:
    """The slopes of a sampled function: central differences inside, one-sided ones at the ends."""
    f = array(f)
    axes = normal_axes(axis, len(f.shape))
    spacings = [1.0] * len(axes) if not varargs else list(varargs) * (len(axes) if len(varargs) == 1 else 1)
    if len(spacings) != len(axes):
        raise TypeError(f"gradient: {len(varargs)} spacings for {len(axes)} axes.")
    slopes = tuple(slopes_along(f, h, k, edge_order) for k, h in zip(axes, spacings, strict=True))
    return slopes[0] if len(slopes) == 1 else slopes


def slopes_along(f: Any, h: Any, axis: int, edge_order: int) -> Any:
    """The slopes along one axis, for a spacing or for coordinates."""
    size = f.shape[axis]
    if size < edge_order + 1:
        raise ValueError(f"gradient: {size} samples along axis {axis}; expected {edge_order + 1} at least.")

    def at(start: int, stop: int | None) -> Any:
        return f[part(axis, start, stop)]

    steps = along(diff(h), axis, f) if hasattr(h, "shape") and h.shape else None
    if steps is None:
        inside = (at(2, None) - at(0, -2)) / (2.0 * h)
        ends = [(at(1, 2) - at(0, 1)) / h, (at(-1, None) - at(-2, -1)) / h]
        if edge_order == 2:
            ends = [(-1.5 * at(0, 1) + 2.0 * at(1, 2) - 0.5 * at(2, 3)) / h]
            ends += [(1.5 * at(-1, None) - 2.0 * at(-2, -1) + 0.5 * at(-3, -2)) / h]
        return np.concatenate([ends[0], inside, ends[1]], axis=axis)
    if edge_order == 2:
        raise ValueError("gradient: edge_order 2 has a rule for an even spacing only.")
    d1, d2 = steps[part(axis, None, -1)], steps[part(axis, 1, None)]
    left, right = -d2 / (d1 * (d1 + d2)), d1 / (d2 * (d1 + d2))
    inside = left * at(0, -2) + (d2 - d1) / (d1 * d2) * at(1, -1) + right * at(2, None)
    first = (at(1, 2) - at(0, 1)) / steps[part(axis, 0, 1)]
    last = (at(-1, None) - at(-2, -1)) / steps[part(axis, -1, None)]
    return np.concatenate([first, inside, last], axis=axis)


def along(vector: Any, axis: int, like: Any) -> Any:
    """A vector as an array that broadcasts along an axis."""
    return np.reshape(vector, (-1,) + (1,) * (len(like.shape) - axis - 1))


def trapezoid(y: Any, x: Any = None, dx: Any = 1.0, axis: int = -1) -> Any:
    """The area under the line through the samples."""
    y = array(y)
    axis = normal_axis(axis, len(y.shape))
    if x is not None:
        x = array(x)
        dx = along(diff(x), axis, y) if len(x.shape) == 1 else diff(x, axis=axis)
    return np.sum(dx * (y[part(axis, 1, None)] + y[part(axis, None, -1)]) / 2.0, axis=axis)


def interp(x: Any, xp: Any, fp: Any, left: Any = None, right: Any = None, period: Any = None) -> Any:
    """The line through the points (xp, fp), read at x; beyond them the first and the last value."""
    if period is not None:
        raise ValueError("interp: a period has no rule; take x % period and repeat the points.")
    x, xp, fp = (array(value).astype(np.float64) for value in (x, xp, fp))
    inside = np.clip(x, xp[0], xp[-1])
    i = np.clip(np.searchsorted(xp, inside, side="right") - 1, 0, xp.shape[0] - 2)
    slopes = (fp[1:] - fp[:-1]) / (xp[1:] - xp[:-1])
    r = element_of(slopes, (i,)) * (inside - element_of(xp, (i,))) + element_of(fp, (i,))
    r = r if left is None else np.where(x < xp[0], left, r)
    return r if right is None else np.where(x > xp[-1], right, r)


def polyval(p: Any, x: Any) -> Any:
    """p₀ xⁿ⁻¹ + ... + pₙ₋₁, by Horner's rule."""
    p, x = array(p), array(x)
    r = p[0] + np.zeros_like(x)
    for k in range(1, p.shape[0]):
        r = r * x + p[k]
    return r


def vander(x: Any, N: int | None = None, increasing: bool = False) -> Any:
    """The powers of each element in a row."""
    x = array(x)
    x = x.astype(np.promote_types(x.dtype, int))
    powers = range(x.shape[0] if N is None else N)
    columns = [np.ones_like(x) if k == 0 else x if k == 1 else x**k for k in powers]
    return np.stack(columns if increasing else columns[::-1], axis=1)


TRACED |= {np.diff: diff, np.ediff1d: ediff1d, np.gradient: gradient, np.interp: interp}
TRACED |= {np.polyval: polyval, np.vander: vander}
TRACED |= {getattr(np, name): trapezoid for name in ("trapezoid", "trapz") if hasattr(np, name)}
