"""What behaves as a NumPy array without being one: operators, methods and protocols, all through one ``apply``."""

from collections.abc import Callable
from typing import Any

import numpy as np

OPERATORS: dict[str, Any] = {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "truediv": np.true_divide,
    "floordiv": np.floor_divide,
    "mod": np.remainder,
    "pow": np.power,
    "matmul": np.matmul,
    "and": np.bitwise_and,
    "or": np.bitwise_or,
    "xor": np.bitwise_xor,
    "lshift": np.left_shift,
    "rshift": np.right_shift,
}
COMPARISONS: dict[str, Any] = {
    "lt": np.less,
    "le": np.less_equal,
    "gt": np.greater,
    "ge": np.greater_equal,
    "eq": np.equal,
    "ne": np.not_equal,
}
UNARY: dict[str, Any] = {"neg": np.negative, "pos": np.positive, "abs": np.absolute, "invert": np.invert}
METHODS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        np.sum, np.mean, np.prod, np.var, np.std, np.cumsum, np.cumprod, np.trace, np.diagonal, np.ravel, np.squeeze,
        np.swapaxes, np.clip, np.repeat, np.take, np.dot, np.argmax, np.argmin, np.argsort, np.nonzero, np.all, np.any,
        np.round, np.searchsorted,
    )
} | {"max": np.max, "min": np.min, "conj": np.conjugate, "ptp": np.ptp}  # fmt: skip


FAMILIAR = {int, float, bool, np.ndarray, np.float64}


class ArrayLike:
    """Operators, methods and NumPy's protocols. A subclass says in ``apply`` what a NumPy function does to it."""

    __slots__ = ()
    __array_priority__ = 1000.0
    __hash__ = object.__hash__

    def apply(self, function: Any, operands: tuple[Any, ...], options: dict[str, Any]) -> Any:
        raise NotImplementedError

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *operands: Any, **options: Any) -> Any:
        return self.apply(ufunc if method == "__call__" else getattr(ufunc, method), operands, options)

    def __array_function__(self, function: Any, types: Any, operands: tuple[Any, ...], options: dict[str, Any]) -> Any:
        return self.apply(function, operands, options)

    def reshape(self, *shape: Any, order: str = "C") -> Any:
        return self.apply(np.reshape, (self, shape[0] if len(shape) == 1 else shape), {"order": order})

    def transpose(self, *axes: Any) -> Any:
        order = axes[0] if len(axes) == 1 and not isinstance(axes[0], int) else (axes or None)
        return self.apply(np.transpose, (self, order), {})

    def flatten(self, order: str = "C") -> Any:
        return self.apply(np.copy, (self.apply(np.ravel, (self,), {"order": order}),), {})

    def compress(self, condition: Any, axis: int | None = None) -> Any:
        return self.apply(np.compress, (condition, self), {"axis": axis})

    @property
    def T(self) -> Any:
        return self.apply(np.transpose, (self,), {})


def binary(function: Any) -> Callable[[Any, Any], Any]:
    return lambda self, other: NotImplemented if is_foreign(other) else self.apply(function, (self, other), {})


def reflected(function: Any) -> Callable[[Any, Any], Any]:
    return lambda self, other: NotImplemented if is_foreign(other) else self.apply(function, (other, self), {})


def is_foreign(other: Any) -> bool:
    """Whether it is an object of a class of the user's, whose own operator is asked next."""
    return (
        type(other) not in FAMILIAR
        and type(other).__module__ not in ("builtins", "numpy")
        and not isinstance(other, ArrayLike | np.ndarray)
    )


def method(function: Any) -> Callable[..., Any]:
    return lambda self, *operands, **options: self.apply(function, (self, *operands), options)


for name, function in OPERATORS.items():
    setattr(ArrayLike, f"__{name}__", binary(function))
    setattr(ArrayLike, f"__r{name}__", reflected(function))
for name, function in COMPARISONS.items():
    setattr(ArrayLike, f"__{name}__", binary(function))
for name, function in (UNARY | METHODS).items():
    setattr(ArrayLike, f"__{name}__" if name in UNARY else name, method(function))
