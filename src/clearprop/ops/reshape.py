"""The same elements in row order in another shape; squeeze, expand_dims, ravel and their like are this too."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Call, Expression
from clearprop.ir import Type
from clearprop.ops.axes import array, normal_axes, normal_axis, reshaped_index
from clearprop.ops.base import TRACED, Op, definition_of, example
from clearprop.ops.full import full_like_of


@dataclass(frozen=True)
class Reshape(Op):
    """r = x in another shape, ∂L/∂x = g in the shape of x.   x: T[*s] -> r: T[*t]."""

    shape: tuple[int, ...]

    traces = np.reshape
    shares = True
    linear = True
    complex_step = True
    examples = (
        example(np.arange(30.0).reshape(5, 3, 2) - 7, shape=(3, 10)),
        example(np.arange(12.0).reshape(3, 4) - 7, shape=(12,)),
        example(np.arange(12.0).reshape(3, 4) - 7, shape=(3, 1, 2, 2, 1)),
        example(np.array([[-2.5]]), shape=()),
    )

    @classmethod
    def trace(cls, a: Any, shape: Any, order: str = "C", *, copy: bool | None = None) -> Any:
        a = array(a)
        sizes = tuple(int(size) for size in shape) if isinstance(shape, Sequence | np.ndarray) else (int(shape),)
        if order == "F":
            return np.transpose(cls.trace(np.transpose(a), resolved(sizes, a.shape)[::-1]))
        if order not in ("C", "A"):
            raise ValueError(f"reshape: order {order!r} depends on how memory is laid out; use 'C' or 'F'.")
        return cls(resolved(sizes, a.shape))(a)

    def evaluate(self, x: Any) -> Any:
        return np.reshape(x, self.shape)

    def infer(self, x: Type) -> Type:
        if math.prod(self.shape) != x.size:
            raise ValueError(f"reshape of {x} to {self.shape}: {x.size} elements do not fill a shape of {self.shape}.")
        return Type(x.dtype, self.shape)

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        return (np.reshape(g, x.shape),)

    def simplified(self, x: Any) -> Any:
        if x.shape == self.shape:
            return x
        op, operands = definition_of(x) or (None, ())
        if op is not None and op.name == "reshape":
            return np.reshape(operands[0], self.shape)
        if op is not None and op.name == "full":
            return full_like_of(x, op.value, self.shape)
        return None

    def numpy(self, *operands: Expression) -> Expression:
        if len(self.shape) == 1:
            return Call("ravel", operands)
        return Call("reshape", operands, (("shape", self.shape),))

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        return x[reshaped_index(index, self.shape, x.shape)]


def resolved(sizes: tuple[int, ...], shape: tuple[int, ...]) -> tuple[int, ...]:
    """The sizes with -1 worked out. ValueError as NumPy's."""
    size, known = math.prod(shape), math.prod(n for n in sizes if n != -1)
    if sizes.count(-1) > 1 or (-1 in sizes and (known == 0 or size % known)) or (-1 not in sizes and known != size):
        raise ValueError(f"cannot reshape an array of shape {shape} into shape {sizes}.")
    return tuple(size // known if n == -1 else n for n in sizes)


def ravel(a: Any, order: str = "C") -> Any:
    """All elements in one row."""
    return Reshape.trace(a, -1, order)


def squeeze(a: Any, axis: Any = None) -> Any:
    """Without axes of size 1: all of them, or those named."""
    a = array(a)
    axes = normal_axes(axis, len(a.shape)) if axis is not None else [k for k, n in enumerate(a.shape) if n == 1]
    if any(a.shape[k] != 1 for k in axes):
        raise ValueError(f"cannot squeeze axis {axis} of shape {a.shape}: its size is not 1.")
    return Reshape(tuple(n for k, n in enumerate(a.shape) if k not in axes))(a)


def expand_dims(a: Any, axis: Any) -> Any:
    """With new axes of size 1, which stand at ``axis`` of the result."""
    a = array(a)
    new = len(axis) if isinstance(axis, tuple | list) else 1
    axes = normal_axes(axis, len(a.shape) + new)
    sizes = iter(a.shape)
    return Reshape(tuple(1 if k in axes else next(sizes) for k in range(len(a.shape) + new)))(a)


def atleast(ndim: int, a: Any) -> Any:
    """``a`` with axes of size 1 where NumPy's atleast_1d, _2d and _3d put them."""
    a = array(a)
    short = len(a.shape)
    if short >= ndim:
        return a
    shape = {(3, 1): (1, *a.shape, 1), (3, 2): (*a.shape, 1)}.get((ndim, short), (1,) * (ndim - short) + a.shape)
    return Reshape(shape)(a)


def atleast_1d(*arrays: Any) -> Any:
    """A number as an array of one axis."""
    return atleast(1, arrays[0]) if len(arrays) == 1 else tuple(atleast(1, a) for a in arrays)


def atleast_2d(*arrays: Any) -> Any:
    """A vector as a row."""
    return atleast(2, arrays[0]) if len(arrays) == 1 else tuple(atleast(2, a) for a in arrays)


def atleast_3d(*arrays: Any) -> Any:
    """A matrix with one more axis at the end."""
    return atleast(3, arrays[0]) if len(arrays) == 1 else tuple(atleast(3, a) for a in arrays)


def flattened(a: Any, axis: Any) -> tuple[Any, int]:
    """The array and the axis along which an op goes; all elements in one row where the axis is None."""
    a = array(a)
    if axis is None:
        return (a if len(a.shape) == 1 else ravel(a)), 0
    return a, normal_axis(axis, len(a.shape))


TRACED |= {np.ravel: ravel, np.squeeze: squeeze, np.expand_dims: expand_dims}
TRACED |= {np.atleast_1d: atleast_1d, np.atleast_2d: atleast_2d, np.atleast_3d: atleast_3d}
