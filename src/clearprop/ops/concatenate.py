"""Arrays one after the other along an axis; vstack, hstack, column_stack, dstack and append are written with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Call, Expression, where
from clearprop.ir import Type
from clearprop.ops.axes import array, normal_axis
from clearprop.ops.base import TRACED, Op, example
from clearprop.ops.matmul import common_dtype
from clearprop.ops.reshape import atleast, flattened

X = np.arange(12.0).reshape(3, 4) - 5


@dataclass(frozen=True)
class Concatenate(Op):
    """r = the operands one after the other, ∂L/∂x = its part of g.   x: T[*s, _, *t], ... -> r: T[*s, _, *t]."""

    axis: int = 0

    traces = (np.concatenate, np.concat)
    complex_step = True
    examples = (
        example(X, np.array([[1.5, -2.0, 0.0, 3.0]])),
        example(X, X[:, :2] * 3, X[:, :1] - 2, axis=1),
        example(np.array([1.5, -2.0]), np.array([0.0, 3.0, 1.0]), np.zeros(0)),
    )

    @classmethod
    def trace(cls, arrays: Sequence[Any], axis: int | None = 0, *, dtype: Any = None, casting: str = "") -> Any:
        parts = [array(x) if axis is not None else flattened(x, None)[0] for x in parts_of(arrays)]
        r = cls(normal_axis(axis or 0, len(parts[0].shape)))(*parts)
        return r if dtype is None else r.astype(dtype)

    def evaluate(self, *operands: Any) -> Any:
        return np.concatenate(operands, axis=self.axis)

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        return common_dtype(operands)

    def infer(self, *types: Type) -> Type:
        first = types[0]
        for other in types[1:]:
            if without(other.shape, self.axis) != without(first.shape, self.axis) or other.ndim != first.ndim:
                raise ValueError(f"concatenate of {first} and {other}: sizes beside axis {self.axis} differ.")
        length = sum(operand.shape[self.axis] for operand in types)
        return Type(first.dtype, (*first.shape[: self.axis], length, *first.shape[self.axis + 1 :]))

    def vjp(self, g: Any, r: Any, *operands: Any) -> tuple[Any, ...]:
        before = (slice(None),) * self.axis
        ends = list(accumulate(x.shape[self.axis] for x in operands))
        return tuple(g[(*before, slice(end - x.shape[self.axis], end))] for x, end in zip(operands, ends, strict=True))

    def jvp(self, r: Any, operands: tuple[Any, ...], tangents: tuple[Any, ...]) -> Any:
        return self(*(np.zeros_like(x) if t is None else t for x, t in zip(operands, tangents, strict=True)))

    def simplified(self, *operands: Any) -> Any:
        return operands[0] if len(operands) == 1 else None

    def numpy(self, *operands: Expression) -> Expression:
        return Call("concatenate", (Call("tuple", operands),), (("axis", self.axis),) if self.axis else ())

    def element(self, index: tuple[Expression, ...], *operands: ArrayView) -> Expression:
        i = index[self.axis]
        parts = [(x, x.shape[self.axis]) for x in operands if x.shape[self.axis]]
        starts = [0, *accumulate(size for _, size in parts)]

        def part(k: int) -> Expression:
            x, size = parts[k]
            at = i - starts[k] if starts[k] else i
            here = x[(*index[: self.axis], at, *index[self.axis + 1 :])]
            return here if k == len(parts) - 1 else where(i < starts[k] + size, here, part(k + 1))

        return part(0)


def without(shape: tuple[int, ...], axis: int) -> tuple[int, ...]:
    return shape[:axis] + shape[axis + 1 :]


def parts_of(arrays: Any) -> list[Any]:
    """The arrays of a sequence, or the rows of an array that stands for one."""
    parts = [arrays[k] for k in range(arrays.shape[0])] if hasattr(arrays, "shape") else list(arrays)
    if not parts:
        raise ValueError("need at least one array to put together.")
    return parts


def vstack(tup: Any, *, dtype: Any = None, casting: str = "same_kind") -> Any:
    """Rows below each other."""
    return Concatenate.trace([atleast(2, x) for x in parts_of(tup)], 0, dtype=dtype)


def hstack(tup: Any, *, dtype: Any = None, casting: str = "same_kind") -> Any:
    """Columns beside each other; vectors end to end."""
    parts = [atleast(1, x) for x in parts_of(tup)]
    return Concatenate.trace(parts, 0 if len(parts[0].shape) == 1 else 1, dtype=dtype)


def dstack(tup: Any) -> Any:
    """Along the third axis."""
    return Concatenate.trace([atleast(3, x) for x in parts_of(tup)], 2)


def column_stack(tup: Any) -> Any:
    """Vectors as the columns of a matrix."""
    parts = [array(x) for x in parts_of(tup)]
    return Concatenate.trace([np.reshape(x, (-1, 1)) if len(x.shape) < 2 else x for x in parts], 1)


def append(arr: Any, values: Any, axis: int | None = None) -> Any:
    """The values after the array."""
    return Concatenate.trace([arr, values], axis)


TRACED |= {np.vstack: vstack, np.hstack: hstack, np.dstack: dstack, np.column_stack: column_stack, np.append: append}
