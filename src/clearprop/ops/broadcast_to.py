"""Repetition along new axes and axes of size 1."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Call, Expression
from clearprop.ir import Literal, Type
from clearprop.ops.axes import array
from clearprop.ops.base import TRACED, Op, broadcast_index, definition_of, example, sum_to
from clearprop.ops.full import full_like_of


@dataclass(frozen=True)
class BroadcastTo(Op):
    """r = x repeated to the shape, ∂L/∂x = g summed over what was repeated.   x: T[*s] -> r: T[*t]."""

    shape: tuple[int, ...]

    traces = np.broadcast_to
    shares = True
    linear = True
    complex_step = True
    examples = (
        example(np.array([1.5, -2.0, 0.0]), shape=(5, 3)),
        example(np.array([[1.5], [-2.0], [0.0]]), shape=(2, 3, 4)),
        example(np.array(-1.5), shape=(3, 2)),
    )

    @classmethod
    def trace(cls, array_: Any, shape: Any, subok: bool = False) -> Any:
        return cls(tuple(map(int, shape)) if isinstance(shape, tuple | list) else (int(shape),))(array(array_))

    def evaluate(self, x: Any) -> Any:
        return np.broadcast_to(x, self.shape)

    def infer(self, x: Type) -> Type:
        try:
            fits = np.broadcast_shapes(x.shape, self.shape) == self.shape
        except ValueError:
            fits = False
        if not fits:
            raise ValueError(f"broadcast_to of {x} to {self.shape}: its sizes must be 1 or the shape's.")
        return Type(x.dtype, self.shape)

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        return (sum_to(g, x.shape),)

    def simplified(self, x: Any) -> Any:
        if x.shape == self.shape:
            return x
        if isinstance(x.atom, Literal):
            return full_like_of(x, x.atom.value, self.shape)
        op, operands = definition_of(x) or (None, ())
        if op is None:
            return None
        if op.name == "full":
            return full_like_of(x, op.value, self.shape)
        if op.name == "broadcast_to" or (op.name == "reshape" and x.shape == in_front(x.ndim, operands[0].shape)):
            return np.broadcast_to(operands[0], self.shape)
        return None

    def numpy(self, *operands: Expression) -> Expression:
        return Call("broadcast_to", operands, (("shape", self.shape),))

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        return x[broadcast_index(index, x.shape)]


def in_front(ndim: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    """The shape with axes of size 1 in front, ``ndim`` axes in all."""
    return (1,) * (ndim - len(shape)) + shape


def broadcast_arrays(*arrays: Any, subok: bool = False) -> tuple[Any, ...]:
    """All arrays in their common shape."""
    operands = [array(a) for a in arrays]
    shape = np.broadcast_shapes(*(a.shape for a in operands))
    return tuple(a if a.shape == shape else np.broadcast_to(a, shape) for a in operands)


TRACED |= {np.broadcast_arrays: broadcast_arrays}
