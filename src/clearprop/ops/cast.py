"""A change of dtype."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.expression import Cast as CastNode
from clearprop.ir import DTYPES, Type, type_of
from clearprop.ops.base import Elementwise, as_dtype, example, is_number

X = np.array([[1.0, -2.0, 0.0], [0.5, 3.0, 1.5]])


@dataclass(frozen=True)
class Cast(Elementwise):
    """r = x as the dtype; ∂L/∂x is g, cast back; to or from integers and booleans there is no gradient.

    x: T[*s] -> r: U[*s].
    """

    dtype: str  # as in a type: f64, i64, bool

    traces = getattr(np, "astype", ())
    floating_only = False
    examples = (
        example(X, dtype="f64"),
        example(X, dtype="i64", smooth=False),
        example(X, dtype="bool", smooth=False),
        example(np.array([True, False, True]), dtype="f64"),
    )

    @classmethod
    def trace(cls, x: Any, dtype: Any, copy: bool = True) -> Any:
        return cls(type_of(np.empty(0, dtype)).dtype)(x)

    def evaluate(self, x: Any) -> Any:
        return np.asarray(x).astype(DTYPES[self.dtype])

    def infer(self, x: Type) -> Type:
        return Type(self.dtype, x.shape)

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        return operands

    def derivative(self, r: Any, x: Any) -> Any:
        return 1 if not is_number(x) and r.dtype.kind == x.dtype.kind == "f" else None

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any, ...]:
        return (None if self.derivative(r, x) is None else as_dtype(g, x.dtype),)

    def jvp(self, r: Any, operands: tuple[Any, ...], tangents: tuple[Any, ...]) -> Any:
        lost = tangents[0] is None or self.derivative(r, operands[0]) is None
        return None if lost else as_dtype(tangents[0], r.dtype)

    def simplified(self, x: Any) -> Any:
        return x if not is_number(x) and x.dtype == DTYPES[self.dtype] else None

    def numpy(self, x: Expression) -> Expression:
        return Call("astype", (x,), (("dtype", DTYPES[self.dtype].name),))

    def expression(self, x: Expression) -> Expression:
        return CastNode(self.dtype, x)
