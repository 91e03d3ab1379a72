"""An array of one number, the zeros from which gradients start among them."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Call, Expression, Number
from clearprop.ir import DTYPES, Type
from clearprop.ops.base import Op, example, shape_of


@dataclass(frozen=True)
class Full(Op):
    """r = value everywhere.   -> r: f[*shape]."""

    shape: tuple[int, ...]
    value: float
    dtype: str = "f64"

    examples = (
        example(shape=(5, 3), value=0.0),
        example(shape=(), value=2.5),
        example(shape=(4,), value=1.0, dtype="f32"),
    )

    def evaluate(self) -> Any:
        return np.full(self.shape, self.value, DTYPES[self.dtype])

    def infer(self) -> Type:
        return Type(self.dtype, self.shape)

    def vjp(self, g: Any, r: Any) -> tuple[Any, ...]:
        return ()

    def numpy(self) -> Expression:
        if not self.shape:
            return Number(self.value)
        options = () if self.dtype == "f64" else (("dtype", DTYPES[self.dtype].name),)
        shape: Any = self.shape if len(self.shape) > 1 else self.shape[0]
        if self.value in (0, 1):
            return Call("ones" if self.value else "zeros", (), (("shape", shape), *options))
        return Call("full", (), (("shape", shape), ("fill_value", self.value), *options))

    def element(self, index: tuple[Expression, ...], *operands: ArrayView) -> Expression:
        return Number(self.value)


def full_like_of(like: Any, value: float, shape: tuple[int, ...] | None = None) -> Any:
    """An array of the number, in the dtype (and the shape, unless given) of an array or Symbol."""
    shape = shape_of(like) if shape is None else shape
    if isinstance(like, bool | int | float):
        return np.full(shape, value) if shape else value
    if not hasattr(like, "builder"):
        return np.full(shape, value, like.dtype)
    return like.builder.bind(Full(tuple(shape), value, like.type.dtype), ())
