"""Writing elements: ``z[...] = v``, as a new array that differs there."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Assign, Expression, Statement
from clearprop.ir import Type
from clearprop.ops.base import Op, as_dtype, broadcast_index, example, shape_of, sum_to
from clearprop.ops.full import full_like_of
from clearprop.ops.indexing import At, real_index, result_shape, source_index, subscript

BASE = np.arange(15.0).reshape(5, 3) - 4


@dataclass(frozen=True)
class SetAt(Op):
    """r = x with r[at] = v; ∂L/∂x is g with zeros there, ∂L/∂v is g[at].

    x: f[*s], v: f[*t], places: i[*_], ... -> r: f[*s].
    The places that integer arrays name must differ: the tracer leaves out those that are written again.
    """

    at: At
    shape: tuple[int, ...]

    writes = True
    operator = ""
    complex_step = True
    examples = (
        example(BASE, np.array([1.5, -2.0, 0.0]), at=(2, (0, 3, 1)), shape=(5, 3)),
        example(BASE, np.array(7.5), at=((1, 5, 2), (0, 3, 1)), shape=(5, 3)),
        example(BASE, np.array([[1.0], [2.0]]), np.array([0, 3]), at=("array", (0, 3, 1)), shape=(5, 3)),
    )

    def evaluate(self, x: Any, value: Any, *arrays: Any) -> Any:
        result = np.array(x, dtype=np.result_type(x, value)) if np.iscomplexobj(value) else np.array(x)
        return self.write(result, value, *arrays)

    def write(self, target: Any, value: Any, *arrays: Any) -> Any:
        """The same, in place."""
        target[real_index(self.at, arrays)] = value
        return target

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        x, value, *arrays = operands
        return (x, as_dtype(value, x.dtype), *arrays)

    def infer(self, x: Type, value: Type, *arrays: Type) -> Type:
        part = result_shape(self.at, [array.shape for array in arrays])
        if value.shape and value.shape != part and np.broadcast_shapes(part, value.shape) != part:
            raise ValueError(f"set_at: a value of {value} does not fit a part of shape {part} of {x}.")
        return x

    def vjp(self, g: Any, r: Any, x: Any, value: Any, *arrays: Any) -> tuple[Any, ...]:
        from_index = g[real_index(self.at, arrays)]
        zero = full_like_of(value, 0.0) if shape_of(value) else 0.0
        return (self(g, zero, *arrays), sum_to(from_index, shape_of(value)), *(None for _ in arrays))

    def jvp(self, r: Any, operands: tuple[Any, ...], tangents: tuple[Any, ...]) -> Any:
        x, _, *arrays = operands
        dx = full_like_of(x, 0.0) if tangents[0] is None else tangents[0]
        return self(dx, 0.0 if tangents[1] is None else tangents[1], *arrays)

    # The views: ``store`` is whole-array, ``cell`` one element at a time over ``part``'s index space.

    def store(self, target: Expression, value: Expression, *arrays: Expression) -> list[Statement]:
        return [Assign(subscript(target, self.at, self.shape, arrays), value, self.operator)]

    def part(self, *array_shapes: tuple[int, ...]) -> tuple[int, ...]:
        """The shape of the part that is written."""
        return result_shape(self.at, list(array_shapes))

    def cell(
        self, index: tuple[Expression, ...], value: ArrayView, *arrays: ArrayView
    ) -> tuple[tuple[Expression, ...], Expression]:
        """Where in the target the element at ``index`` of the part lies, and the value to write there."""
        return source_index(self.at, index, arrays), value[broadcast_index(index, value.shape)]
