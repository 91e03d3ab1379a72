"""Random Programs: elementwise functions, products, reductions, reshapes, reading and writing, with tame values."""

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import strategies as st

from clearprop.ir import Program, Variable, type_of
from clearprop.ops import OPS
from clearprop.ops.indexing import normalised
from clearprop.ops.symbol import Builder, Symbol
from clearprop.transform.rename import renamed
from tests.contract.programs import Built

SHAPES = [(5, 3), (3, 4), (4,), (3,), (2, 3, 4), (1, 3), ()]
UNARY: list[Callable[[Any], Any]] = [
    np.tanh, np.sin, np.cos, np.arctan, np.negative, np.abs,
    lambda x: np.exp(np.tanh(x)),
    lambda x: np.sqrt(1 + x**2),
    lambda x: np.log1p(np.square(x)),
    lambda x: 1 / (1 + np.exp(-x)),
    lambda x: OPS["sigmoid"]()(x),
    lambda x: OPS["softplus"]()(x),
    lambda x: OPS["leaky_relu"](0.1)(x),
    lambda x: np.where(x > 0.3, x, 0.5 * x),
    lambda x: x * (x > -0.2),
]  # fmt: skip
BINARY: list[Callable[[Any, Any], Any]] = [
    np.add, np.subtract, np.multiply, np.maximum, np.hypot,
    lambda x, y: x / (2 + np.cos(y)),
    lambda x, y: np.where(x > y, x, y * 2),
]  # fmt: skip


class Chooser:
    """Values of a Program under construction, and what may be done with them."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.builder = Builder()
        self.rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
        shapes = draw(st.lists(st.sampled_from(SHAPES), min_size=1, max_size=3))
        self.inputs = [Variable(f"x{i}", type_of(np.zeros(shape))) for i, shape in enumerate(shapes)]
        self.values: list[Any] = [Symbol(self.builder, variable) for variable in self.inputs]

    def pick(self, choices: Any) -> Any:
        return self.draw(st.sampled_from(list(choices)))

    def value(self, fits: Callable[[Any], bool] = lambda x: True) -> Any:
        """A value that fits, mostly a late one; None where there is none."""
        found = [x for x in self.values if fits(x)]
        return self.pick(found[-4:]) if found else None

    def array(self, shape: tuple[int, ...]) -> Any:
        """A captured array."""
        return Symbol(self.builder, self.builder.constant(self.rng.uniform(-1, 1, shape)))

    def partner(self, x: Any) -> Any:
        """A second operand: of the same shape, of fewer axes, a number, or captured."""
        kind = self.draw(st.integers(0, 4))
        if kind == 0:
            return self.pick([0.5, 2.0, -1.0, 1.0, 3])
        if kind == 1:
            return self.array(x.shape[1:])
        if kind == 2:
            return self.array((*x.shape[:-1], 1)) if x.ndim else self.array(())
        return self.value(lambda y: y.shape in (x.shape, x.shape[1:], ()))

    def step(self) -> None:
        x = self.value()
        made = self.pick(STEPS)(self, x)
        if made is not None and made.size:
            self.values.append(made)


def unary(chooser: Chooser, x: Any) -> Any:
    return chooser.pick(UNARY)(x)


def binary(chooser: Chooser, x: Any) -> Any:
    y = chooser.partner(x)
    pair = (x, y) if chooser.draw(st.booleans()) else (y, x)
    return None if y is None else chooser.pick(BINARY)(*pair)


def product(chooser: Chooser, x: Any) -> Any:
    if not x.ndim:
        return None
    other = chooser.value(lambda y: y.ndim >= 1 and y.shape[-2 if y.ndim > 1 else -1] == x.shape[-1] and y.ndim < 3)
    other = chooser.array((x.shape[-1], 2)) if other is None else other
    return x @ other * 0.3


def reduction(chooser: Chooser, x: Any) -> Any:
    axis = chooser.pick([None, *range(x.ndim)])
    function = chooser.pick([np.sum, np.mean, np.max])
    return function(x, axis=axis, keepdims=chooser.draw(st.booleans())) * 0.5


def reshaped(chooser: Chooser, x: Any) -> Any:
    kind = chooser.draw(st.integers(0, 3))
    if kind == 0:
        return np.transpose(x)
    if kind == 1 and x.ndim:
        return np.expand_dims(x, chooser.pick(range(x.ndim)))
    return np.reshape(x, (-1, x.shape[0]) if kind == 2 and x.ndim else (-1,))


def place_in(chooser: Chooser, x: Any) -> tuple[Any, ...]:
    """An index into x: integers, slices with steps, integer arrays with repeats."""
    items: list[Any] = []
    for size in x.shape[: chooser.draw(st.integers(1, x.ndim))]:
        kind = chooser.draw(st.integers(0, 3))
        if kind == 0:
            items.append(int(chooser.rng.integers(size)))
        elif kind == 1 and not any(isinstance(item, np.ndarray) for item in items):
            items.append(chooser.rng.integers(size, size=3))
        else:
            items.append(chooser.pick([slice(None), slice(1, None), slice(None, None, 2), slice(None, None, -1)]))
    return tuple(items)


def read(chooser: Chooser, x: Any) -> Any:
    return x[place_in(chooser, x)] if x.ndim else None


def written(chooser: Chooser, x: Any) -> Any:
    """What ``x[place] = value`` and ``x[place] += value`` leave."""
    if not x.ndim:
        return None
    place = place_in(chooser, x)
    name = chooser.pick(["set_at", "add_at"])
    if name == "set_at":  # a place that is written twice has no gradient of its own
        place = tuple(np.unique(item) if isinstance(item, np.ndarray) else item for item in place)
    at, arrays = normalised(place, x.shape)
    part = x[place]
    value = chooser.value(lambda y: y.shape in (part.shape, ()))
    value = chooser.array(part.shape[-1:]) if value is None or value is x else value
    constants = [Symbol(chooser.builder, chooser.builder.constant(array)) for array in arrays]
    return OPS[name](at, x.shape)(x, value, *constants)


def joined(chooser: Chooser, x: Any) -> Any:
    y = chooser.value(lambda y: y.shape == x.shape)
    return np.concatenate([x, y], axis=chooser.pick(range(x.ndim))) if x.ndim else np.stack([x, y])


STEPS = [unary, unary, binary, binary, product, reduction, reshaped, read, written, written, joined]


@st.composite
def programs(draw: Any, most: int = 12) -> Built:
    """A Program with one scalar output ``value`` in which the last values take part, and inputs to run it on."""
    chooser = Chooser(draw)
    for _ in range(draw(st.integers(1, most))):
        chooser.step()
    value: Any = 0.0
    for x in chooser.values[-3:]:
        value = value + np.sum(np.tanh(x * chooser.array(x.shape)))
    builder = chooser.builder
    outputs = {"value": builder.atom(value), "last": builder.atom(chooser.values[-1])}
    program = Program(tuple(chooser.inputs), builder.constants, builder.equations, [], outputs)
    inputs = {v.name: chooser.rng.uniform(-1.5, 1.5, v.type.shape) for v in chooser.inputs}
    names = {e.result: f"h{i}" for i, e in enumerate(builder.equations) if chooser.draw(st.integers(0, 5)) == 0}
    return Built(renamed(program, names).check(), inputs, tuple(inputs))
