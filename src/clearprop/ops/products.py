"""NumPy's other products, written with matmul, outer and einsum: dot, vdot, inner, tensordot, kron, multi_dot, ..."""

from collections.abc import Sequence
from functools import cache
from string import ascii_letters
from typing import Any

import numpy as np

from clearprop.ops.axes import array, normal_axes, normal_axis
from clearprop.ops.base import TRACED
from clearprop.ops.einsum import Einsum
from clearprop.ops.reshape import flattened


def dot(a: Any, b: Any) -> Any:
    """Numbers multiply; else the last axis of a meets the last but one of b, every row of a with every matrix of b."""
    a, b = array(a), array(b)
    if not a.shape or not b.shape:
        return a * b
    return a @ b if len(b.shape) <= 2 else tensordot(a, b, ((-1,), (-2,)))


def vdot(a: Any, b: Any, /) -> Any:
    """The sum of the products of all elements."""
    return flattened(a, None)[0] @ flattened(b, None)[0]


def inner(a: Any, b: Any, /) -> Any:
    """The last axes of both meet."""
    a, b = array(a), array(b)
    if not a.shape or not b.shape:
        return a * b
    if len(b.shape) <= 2:
        return a @ (b if len(b.shape) == 1 else np.transpose(b))
    return tensordot(a, b, ((-1,), (-1,)))


def tensordot(a: Any, b: Any, axes: Any = 2) -> Any:
    """The named axes of a meet those of b; the rest of a, then the rest of b, remain."""
    a, b = array(a), array(b)
    if isinstance(axes, int | np.integer):
        axes = tuple(range(len(a.shape) - int(axes), len(a.shape))), tuple(range(int(axes)))
    first, second = (normal_axes(axis, len(x.shape)) for axis, x in zip(axes, (a, b), strict=True))
    if [a.shape[k] for k in first] != [b.shape[k] for k in second]:
        raise ValueError(f"tensordot of {a.shape} and {b.shape}: axes {first} and {second} have different sizes.")
    letters = iter("".join(letter for letter in "ijklmnopqrstuvwxyzabcdefgh" + ascii_letters[26:]))
    of_a = [next(letters) for _ in a.shape]
    of_b = [of_a[first[second.index(k)]] if k in second else next(letters) for k in range(len(b.shape))]
    rest = [letter for letter in (*of_a, *of_b) if not (letter in of_a and letter in of_b)]
    return Einsum(f"{''.join(of_a)},{''.join(of_b)}->{''.join(rest)}")(a, b)


def linalg_tensordot(x1: Any, x2: Any, /, *, axes: Any = 2) -> Any:
    """np.linalg.tensordot."""
    return tensordot(x1, x2, axes)


def kron(a: Any, b: Any) -> Any:
    """Each element of a replaced by itself times b."""
    a, b = array(a), array(b)
    ndim = max(len(a.shape), len(b.shape))
    of_a, of_b = ((1,) * (ndim - len(x.shape)) + tuple(x.shape) for x in (a, b))
    if not ndim:
        return a * b
    a = np.reshape(a, [size for n in of_a for size in (n, 1)])
    b = np.reshape(b, [size for n in of_b for size in (1, n)])
    return np.reshape(a * b, tuple(n * m for n, m in zip(of_a, of_b, strict=True)))


def multi_dot(arrays: Sequence[Any]) -> Any:
    """The product of several matrices, in the order that takes the fewest multiplications."""
    factors = [array(x) for x in arrays]
    sizes = [x.shape[0] if len(x.shape) == 2 else 1 for x in factors] + [factors[-1].shape[-1]]
    if len(factors[0].shape) == 1:
        sizes[1] = factors[0].shape[0]
    if len(factors[-1].shape) == 1:
        sizes[-2:] = [factors[-1].shape[0], 1]

    @cache
    def cheapest(i: int, j: int) -> tuple[int, int]:
        """The multiplications of factors i to j - 1, and where to cut them."""
        if j - i == 1:
            return 0, i
        return min((cheapest(i, k)[0] + cheapest(k, j)[0] + sizes[i] * sizes[k] * sizes[j], k) for k in range(i + 1, j))

    def product(i: int, j: int) -> Any:
        cut = cheapest(i, j)[1]
        return factors[i] if j - i == 1 else product(i, cut) @ product(cut, j)

    return product(0, len(factors))


def vecdot(x1: Any, x2: Any, /, *, axis: int = -1) -> Any:
    """The products of vectors that lie along an axis."""
    x1, x2 = array(x1), array(x2)
    if axis in (-1,):
        return np.sum(x1 * x2, axis=-1)
    return np.sum(np.moveaxis(x1, axis, -1) * np.moveaxis(x2, axis, -1), axis=-1)


def matvec(x1: Any, x2: Any, /) -> Any:
    """Matrices times vectors, in stacks."""
    return (array(x1) @ array(x2)[..., None])[..., 0]


def vecmat(x1: Any, x2: Any, /) -> Any:
    """Vectors times matrices, in stacks."""
    return (array(x1)[..., None, :] @ array(x2))[..., 0, :]


def cross(a: Any, b: Any, axisa: int = -1, axisb: int = -1, axisc: int = -1, axis: int | None = None) -> Any:
    """The vector that stands on a and b, of length |a| |b| sin of the angle between them."""
    axisa, axisb, axisc = (axisa, axisb, axisc) if axis is None else (axis, axis, axis)
    a, b = array(a), array(b)
    a = np.moveaxis(a, axisa, -1) if normal_axis(axisa, len(a.shape)) != len(a.shape) - 1 else a
    b = np.moveaxis(b, axisb, -1) if normal_axis(axisb, len(b.shape)) != len(b.shape) - 1 else b
    if a.shape[-1] not in (2, 3) or b.shape[-1] not in (2, 3):
        raise ValueError(f"cross of shapes {a.shape} and {b.shape}: expected vectors of 2 or 3 numbers.")
    flat = a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    if a.shape[-1] == b.shape[-1] == 2:
        return flat
    if a.shape[-1] == 2:
        parts = [a[..., 1] * b[..., 2], -(a[..., 0] * b[..., 2]), flat]
    elif b.shape[-1] == 2:
        parts = [-(a[..., 2] * b[..., 1]), a[..., 2] * b[..., 0], flat]
    else:
        parts = [a[..., 1] * b[..., 2] - a[..., 2] * b[..., 1], a[..., 2] * b[..., 0] - a[..., 0] * b[..., 2], flat]
    return np.stack(parts, axis=axisc)


def linalg_cross(x1: Any, x2: Any, /, *, axis: int = -1) -> Any:
    """np.linalg.cross."""
    return cross(x1, x2, axis=axis)


TRACED |= {np.dot: dot, np.vdot: vdot, np.inner: inner, np.tensordot: tensordot, np.linalg.tensordot: linalg_tensordot}
TRACED |= {np.kron: kron, np.linalg.multi_dot: multi_dot, np.cross: cross, np.linalg.cross: linalg_cross}
TRACED |= {
    getattr(np, function.__name__): function for function in (vecdot, matvec, vecmat) if hasattr(np, function.__name__)
}  # NumPy 2.0 lacks the last two
TRACED |= {np.linalg.vecdot: vecdot}
