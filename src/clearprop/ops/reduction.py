"""What the ops that reduce axes (sum, mean, max, ...) have in common: parameters, shapes, how the call is written."""

from dataclasses import dataclass
from typing import Any

from clearprop.expression import Call, Expression
from clearprop.ir import Type
from clearprop.ops.axes import Axes, array, reduced_axes, reduced_shape
from clearprop.ops.base import Op


@dataclass(frozen=True)
class Reduction(Op, abstract=True):
    """An op over some axes.   x: T[*s] -> r: T[*t]."""

    axis: Axes = None
    keepdims: bool = False

    @classmethod
    def trace(cls, *operands: Any, **options: Any) -> Any:
        return cls.over(*operands, **options)

    @classmethod
    def over(cls, a: Any, axis: Any = None, dtype: Any = None, *, keepdims: bool = False, **options: Any) -> Any:
        """The op on ``a``, of a dtype where one is asked for."""
        a = array(a)
        a = a if dtype is None else a.astype(dtype)
        return cls(reduced_axes(axis, len(a.shape)), bool(keepdims), **options)(a)

    def result_dtype(self, dtype: str) -> str:
        """The dtype of the result for an operand's."""
        return dtype

    def infer(self, x: Type) -> Type:
        if self.axis and self.axis[-1] >= x.ndim:
            raise ValueError(f"{self.name} of {x}: axis {self.axis} is out of range; expected axes below {x.ndim}.")
        return Type(self.result_dtype(x.dtype), reduced_shape(x.shape, self.axis, self.keepdims))

    def numpy(self, *operands: Expression) -> Expression:
        return Call(self.numpy_name(), operands, self.written())

    def written(self) -> tuple[tuple[str, Any], ...]:
        """The parameters as keywords, without those that NumPy takes by itself."""
        parameters = self.parameters()
        axis = parameters.pop("axis")
        options = [] if axis is None else [("axis", axis[0] if len(axis) == 1 else axis)]
        return (*options, *((key, value) for key, value in parameters.items() if value))


def summed_dtype(dtype: str) -> str:
    """NumPy adds and multiplies small integers and booleans in 64 bits."""
    return dtype if dtype[0] == "f" else "u64" if dtype[0] == "u" else "i64"


def averaged_dtype(dtype: str) -> str:
    return dtype if dtype[0] == "f" else "f64"
