"""Adding to elements: ``z[...] += v`` and ``np.add.at``, as a new array that differs there."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import Call, Do, Expression, Statement
from clearprop.ops.base import as_dtype, example, shape_of, sum_to
from clearprop.ops.indexing import real_index, subscript
from clearprop.ops.set_at import SetAt

BASE = np.arange(15.0).reshape(5, 3) - 4


@dataclass(frozen=True)
class AddAt(SetAt):
    """r = x with r[at] += v, repeated places adding up; ∂L/∂x = g, ∂L/∂v = g[at].

    x: f[*s], v: f[*t], places: i[*_], ... -> r: f[*s].
    """

    operator = "+"
    examples = (  # type: ignore[assignment]
        example(BASE, np.array([1.5, -2.0, 0.0]), at=(2, (0, 3, 1)), shape=(5, 3)),
        example(BASE, np.array([[1.0], [2.0], [0.5]]), np.array([0, 3, 3]), at=("array", (0, 3, 1)), shape=(5, 3)),
    )

    def write(self, target: Any, value: Any, *arrays: Any) -> Any:
        index = real_index(self.at, arrays)
        if arrays:
            np.add.at(target, index, value)
        else:
            target[index] += value
        return target

    def vjp(self, g: Any, r: Any, x: Any, value: Any, *arrays: Any) -> tuple[Any, ...]:
        part = g[real_index(self.at, arrays)]
        return (g, sum_to(part, shape_of(value)), *(None for _ in arrays))

    def onto(self, base: Any, x: Any, value: Any, *arrays: Any) -> Any:
        """``base`` plus this, where this is added to zeros: so that gradients add up in place."""
        return type(self)(self.at, self.shape)(base, as_dtype(value, base.dtype), *arrays)

    def store(self, target: Expression, value: Expression, *arrays: Expression) -> list[Statement]:
        written = subscript(target, self.at, self.shape, arrays)
        if not arrays:
            return super().store(target, value)
        place = arrays[0] if len(self.at) == 1 else Call("index", tuple(i for i in written.items if i is not None))
        return [Do(Call("add.at", (target, place, value)))]
