"""An array with a border: of numbers; the modes that repeat the array's own elements read them by index."""

from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Call, Expression, where
from clearprop.ir import Type
from clearprop.ops.axes import array
from clearprop.ops.base import Op, definition_of, example
from clearprop.ops.full import full_like_of

Widths = tuple[tuple[int, int], ...]
READING = ("edge", "reflect", "symmetric", "wrap")


@dataclass(frozen=True)
class Pad(Op):
    """r = x with borders of a number, ∂L/∂x = g without its borders.   x: T[*s] -> r: T[*t]."""

    pad_width: Widths
    constant_values: float = 0

    traces = np.pad
    complex_step = True
    examples = (
        example(np.array([1.5, -2.0, 0.0]), pad_width=((2, 1),)),
        example(np.arange(6.0).reshape(3, 2) - 4, pad_width=((0, 1), (2, 2)), constant_values=-1.5),
        example(np.zeros((0, 3)), pad_width=((1, 1), (0, 0))),
    )

    @classmethod
    def trace(cls, array_: Any, pad_width: Any, mode: str = "constant", **options: Any) -> Any:
        x = array(array_)
        widths = pairs(pad_width, len(x.shape))
        if mode == "constant":
            values = options.pop("constant_values", 0)
            return constant(x, widths, values)
        if mode not in READING or options:
            asked = f"{mode!r}" + "".join(f" with {key}={value!r}" for key, value in options.items())
            raise ValueError(f"pad: mode {asked} has no rule; use 'constant', {', '.join(map(repr, READING))}.")
        for axis, width in enumerate(widths):
            if any(width):
                order = np.pad(np.arange(x.shape[axis]), width, mode)  # type: ignore[call-overload]
                x = x[(*(slice(None),) * axis, order)]
        return x

    def evaluate(self, x: Any) -> Any:
        return np.pad(x, self.pad_width, constant_values=self.constant_values)

    def infer(self, x: Type) -> Type:
        if len(self.pad_width) != x.ndim:
            raise ValueError(f"pad of {x}: widths for {len(self.pad_width)} axes came, {x.ndim} expected.")
        return Type(x.dtype, self.padded(x.shape))

    def padded(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(before + n + after for n, (before, after) in zip(shape, self.pad_width, strict=True))

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        return (g[tuple(slice(a, a + n) for n, (a, _) in zip(x.shape, self.pad_width, strict=True))],)

    def jvp(self, r: Any, operands: tuple[Any], tangents: tuple[Any]) -> Any:
        return Pad(self.pad_width)(tangents[0])

    def simplified(self, x: Any) -> Any:
        if not any(map(any, self.pad_width)):
            return x
        op, _ = definition_of(x) or (None, ())
        if op is not None and op.name == "full" and op.value == self.constant_values:
            return full_like_of(x, op.value, self.padded(x.shape))
        return None

    def numpy(self, *operands: Expression) -> Expression:
        same = len({n for pair in self.pad_width for n in pair}) == 1
        values = (("constant_values", self.constant_values),) if self.constant_values else ()
        return Call("pad", operands, (("pad_width", self.pad_width[0][0] if same else self.pad_width), *values))

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        inside: list[Expression] = []
        for at, size, (before, after) in zip(index, x.shape, self.pad_width, strict=True):
            inside += [at >= before] if before else []
            inside += [at < before + size] if after else []
        here = x[tuple(at - before if before else at for at, (before, _) in zip(index, self.pad_width, strict=True))]
        return where(reduce(lambda a, b: a & b, inside), here, self.constant_values) if inside else here


def pairs(width: Any, ndim: int) -> Widths:
    """(before, after) for each axis, from any of the forms that np.pad takes."""
    if isinstance(width, dict):
        by_axis = {axis % ndim: value for axis, value in width.items()}
        return tuple(pairs(by_axis.get(axis, 0), 1)[0] for axis in range(ndim))
    return tuple((int(a), int(b)) for a, b in np.broadcast_to(np.asarray(width), (ndim, 2)).tolist())


def constant(x: Any, widths: Widths, values: Any) -> Any:
    """Borders of one number, or of numbers that differ from side to side: then axis by axis, as NumPy does."""
    sides = np.broadcast_to(np.asarray(values), (len(widths), 2))
    if np.all(sides == sides.flat[0]) if sides.size else True:
        number = sides.flat[0].item() if sides.size else 0
        return Pad(widths, number)(x)
    for axis, (width, side) in enumerate(zip(widths, sides.tolist(), strict=True)):
        for k in (0, 1):
            one = tuple((width[0] * (k == 0), width[1] * (k == 1)) if i == axis else (0, 0) for i in range(len(widths)))
            x = Pad(one, side[k])(x) if width[k] else x
    return x
