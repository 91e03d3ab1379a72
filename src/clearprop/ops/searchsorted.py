"""Where values belong in a sorted vector: data, without a gradient."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Call, Expression, total, where
from clearprop.ir import Type
from clearprop.ops.axes import array
from clearprop.ops.base import TRACED, Op, example
from clearprop.ops.full import full_like_of

BINS = np.array([-1.0, 0.0, 0.5, 0.5, 2.0])


@dataclass(frozen=True)
class Searchsorted(Op):
    """r = how many elements of a rising a are less than v (right: or equal).   a: T[n], v: T[*s] -> r: i[*s]."""

    side: str = "left"

    traces = np.searchsorted
    examples = (
        example(BINS, np.array([[0.5, -3.0, 1.0], [0.0, 9.0, 2.0]])),
        example(BINS, np.array([0.5, -3.0]), side="right"),
        example(BINS, np.array(0.2)),
    )

    @classmethod
    def trace(cls, a: Any, v: Any, side: str = "left", sorter: Any = None) -> Any:
        a = array(a)
        return cls(side)(a if sorter is None else a[sorter], array(v))

    def evaluate(self, a: Any, v: Any) -> Any:
        return np.searchsorted(a, v, side=self.side)  # type: ignore[call-overload]

    def infer(self, a: Type, v: Type) -> Type:
        if a.ndim != 1:
            raise ValueError(f"searchsorted in {a}: expected a vector.")
        return Type("i64", v.shape)

    def vjp(self, g: Any, r: Any, a: Any, v: Any) -> tuple[None, None]:
        return None, None

    def numpy(self, *operands: Expression) -> Expression:
        return Call("searchsorted", operands, (("side", "right"),) if self.side == "right" else ())

    def element(self, index: tuple[Expression, ...], a: ArrayView, v: ArrayView) -> Expression:
        if self.side == "right":
            return total(a.shape[0], lambda k: where(a[k] <= v[index], 1, 0))
        return total(a.shape[0], lambda k: where(a[k] < v[index], 1, 0))


def digitize(x: Any, bins: Any, right: bool = False) -> Any:
    """The number of the bin that each element lies in; bins rise, or fall if they are data that falls."""
    side = "left" if right else "right"
    bins = array(bins)
    if isinstance(bins, np.ndarray) and len(bins) > 1 and bins[0] > bins[-1]:
        return len(bins) - np.searchsorted(bins[::-1], x, side="right" if right else "left")
    return np.searchsorted(bins, x, side=side)  # type: ignore[call-overload]


def bincount(x: Any, weights: Any = None, minlength: int = 0) -> Any:
    """How often each integer occurs, or the sum of the weights at it."""
    if hasattr(x, "builder"):
        raise ValueError("bincount: the number of bins depends on the integers; they must be data that is known.")
    x = np.asarray(x)
    if weights is None:
        return np.bincount(x, minlength=minlength)
    size = max(int(x.max(initial=-1)) + 1, minlength)
    weights = array(weights).astype(np.float64)
    counted = (x[:, None] == np.arange(size)).astype(np.float64)
    return weights @ counted if size else full_like_of(weights, 0.0, (0,))


TRACED |= {np.digitize: digitize, np.bincount: bincount}
