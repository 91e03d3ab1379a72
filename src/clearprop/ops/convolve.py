"""The convolution of two vectors; correlate is the same with one of them reversed."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Call, Expression, total, where
from clearprop.ir import Type
from clearprop.ops.base import TRACED, Op, example
from clearprop.ops.matmul import common_dtype
from clearprop.ops.reshape import flattened

X = np.array([1.0, -2.0, 0.0, 4.5, 3.0])
W = np.array([0.5, 3.0, -1.0])


@dataclass(frozen=True)
class Convolve(Op):
    """r_n = Σ_k x_{n-k} w_k, ∂L/∂x_i = Σ_k g_{i+k} w_k.   x: f[n], w: f[m] -> r: f[k].

    "full" gives all n + m - 1 places where they meet, "same" the longer one's number in the middle, "valid" those
    where they cover each other.
    """

    mode: str = "full"

    traces = np.convolve
    complex_step = True
    examples = (
        example(X, W),
        example(X, W[:2], mode="same"),
        example(X, W, mode="valid"),
        example(W, X, mode="valid"),
        example(W, X[:4], mode="same"),
    )

    @classmethod
    def trace(cls, a: Any, v: Any, mode: str = "full") -> Any:
        if mode not in ("full", "same", "valid"):
            raise ValueError(f"convolve: mode {mode!r}; expected 'full', 'same' or 'valid'.")
        return cls(mode)(flattened(a, None)[0], flattened(v, None)[0])

    def evaluate(self, x: Any, w: Any) -> Any:
        return np.convolve(x, w, self.mode)  # type: ignore[call-overload]

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        return common_dtype(operands)

    def part(self, n: int, m: int) -> tuple[int, int]:
        """Where the result starts in the full convolution of n and m elements, and its length."""
        if self.mode == "full":
            return 0, n + m - 1
        return ((min(n, m) - 1) // 2, max(n, m)) if self.mode == "same" else (min(n, m) - 1, max(n, m) - min(n, m) + 1)

    def infer(self, x: Type, w: Type) -> Type:
        if x.ndim != 1 or w.ndim != 1 or not x.size or not w.size:
            raise ValueError(f"convolve of {x} and {w}: expected two vectors with elements.")
        return Type(x.dtype, (self.part(x.size, w.size)[1],))

    def vjp(self, g: Any, r: Any, x: Any, w: Any) -> tuple[Any, Any]:
        start, length = self.part(x.size, w.size)
        after = x.size + w.size - 1 - start - length
        full = np.pad(g, (start, after)) if start or after else g
        return np.convolve(full, np.flip(w), "valid"), np.convolve(full, np.flip(x), "valid")

    def jvp(self, r: Any, operands: tuple[Any, Any], tangents: tuple[Any, Any]) -> Any:
        (x, w), (dx, dw) = operands, tangents
        if dx is None:
            return self(x, dw)
        return self(dx, w) if dw is None else self(dx, w) + self(x, dw)

    def numpy(self, *operands: Expression) -> Expression:
        return Call("convolve", operands, (("mode", self.mode),) if self.mode != "full" else ())

    def element(self, index: tuple[Expression, ...], x: ArrayView, w: ArrayView) -> Expression:
        (n,), (m,) = x.shape, w.shape
        start, _ = self.part(n, m)
        i = index[0] + start if start else index[0]
        if self.mode == "valid" and m <= n:
            return total(m, lambda k: x[i - k] * w[k])
        if self.mode == "valid":
            return total(n, lambda k: x[k] * w[i - k])
        return total(m, lambda k: where((k <= i) & (i < n + k), x[i - k] * w[k], 0))


def correlate(a: Any, v: Any, mode: str = "valid") -> Any:
    """r_n = Σ_k a_{n+k} v_k: the convolution with v reversed."""
    a, v = flattened(a, None)[0], flattened(v, None)[0]
    if len(a) < len(v):  # NumPy gives the correlation of v and a, reversed
        return np.flip(np.convolve(v, np.flip(a), mode))  # type: ignore[call-overload]
    return np.convolve(a, np.flip(v), mode)  # type: ignore[call-overload]


TRACED |= {np.correlate: correlate}
