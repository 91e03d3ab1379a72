"""Arrays of one shape side by side along a new axis; np.array of a list is this too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Call, Expression, where
from clearprop.ir import Type
from clearprop.ops.axes import array, normal_axis
from clearprop.ops.base import TRACED, Op, as_dtype, example, is_number, shape_of
from clearprop.ops.concatenate import parts_of

X = np.array([[1.5, -2.0, 0.0], [3.0, 0.5, -1.0]])


@dataclass(frozen=True)
class Stack(Op):
    """r_k = operand k, ∂L/∂x_k = g_k.   x: T[*s, *t], ... -> r: T[*s, n, *t]."""

    axis: int = 0

    traces = np.stack
    complex_step = True
    examples = (
        example(X, X * 2 - 1, X**2),
        example(X, X * 2 - 1, axis=1),
        example(X, X**2, axis=2),
        example(np.array(1.5), np.array(0.0), np.array(-2.0)),
    )

    @classmethod
    def trace(cls, arrays: Sequence[Any], axis: int = 0, *, dtype: Any = None, casting: str = "same_kind") -> Any:
        parts = [x if is_number(x) else array(x) for x in parts_of(arrays)]
        r = cls(normal_axis(axis, len(shape_of(parts[0])) + 1))(*parts)
        return r if dtype is None else r.astype(dtype)

    def evaluate(self, *operands: Any) -> Any:
        return np.stack(operands, axis=self.axis)

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        """A Python number among the operands counts as np.asarray takes it: a float is f64."""
        dtype = np.result_type(*(np.asarray(x) if is_number(x) else x.dtype for x in operands))
        return tuple(as_dtype(x, dtype) for x in operands)

    def infer(self, *types: Type) -> Type:
        first = types[0]
        for other in types[1:]:
            if other.shape != first.shape:
                raise ValueError(f"stack of {first} and {other}: expected operands of one shape.")
        return Type(first.dtype, (*first.shape[: self.axis], len(types), *first.shape[self.axis :]))

    def vjp(self, g: Any, r: Any, *operands: Any) -> tuple[Any, ...]:
        before = (slice(None),) * self.axis
        return tuple(g[(*before, k)] for k in range(len(operands)))

    def jvp(self, r: Any, operands: tuple[Any, ...], tangents: tuple[Any, ...]) -> Any:
        pairs = zip(operands, tangents, strict=True)
        return self(*((np.zeros_like(x) if shape_of(x) else 0.0) if t is None else t for x, t in pairs))

    def numpy(self, *operands: Expression) -> Expression:
        return Call("stack", (Call("tuple", operands),), (("axis", self.axis),) if self.axis else ())

    def element(self, index: tuple[Expression, ...], *operands: ArrayView) -> Expression:
        k, at = index[self.axis], (*index[: self.axis], *index[self.axis + 1 :])
        found = operands[-1][at]
        for i in range(len(operands) - 2, -1, -1):
            found = where(k == i, operands[i][at], found)
        return found


def unstack(x: Any, /, *, axis: int = 0) -> tuple[Any, ...]:
    """The parts along an axis, without it."""
    x = array(x)
    before = (slice(None),) * normal_axis(axis, len(x.shape))
    return tuple(x[(*before, k)] for k in range(x.shape[len(before)]))


if hasattr(np, "unstack"):  # NumPy 2.1
    TRACED[np.unstack] = unstack
