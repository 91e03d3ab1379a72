"""Where parameters start: each initialiser is ``(shape, generator) -> array``, with its formula and its source.

A weight's shape is [features, units]: ``fan_in`` is the number of features, ``fan_out`` the number of units.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from clearprop.nn.choices import chosen

Shape = tuple[int, ...]
Initializer = Callable[[Shape, np.random.Generator], np.ndarray]


def fans(shape: Shape) -> tuple[int, int]:
    """(fan_in, fan_out): how many numbers go into a unit, and to how many units a number goes. At least 1 each."""
    fan_in = math.prod(shape[:-1]) if len(shape) > 1 else shape[0] if shape else 1
    return max(fan_in, 1), max(shape[-1] if shape else 1, 1)


@dataclass(frozen=True)
class Uniform:
    """W ~ U(low, high). ``Uniform(0, 1)`` is Python's ``random()``, as from-scratch tutorials start."""

    low: float = -0.05
    high: float = 0.05

    def __call__(self, shape: Shape, generator: np.random.Generator) -> np.ndarray:
        return generator.uniform(self.low, self.high, shape)


@dataclass(frozen=True)
class Normal:
    """W ~ N(mean, deviation²). Both are given by name: which comes first, libraries do not agree on."""

    mean: float = field(default=0.0, kw_only=True)
    deviation: float = field(default=0.05, kw_only=True)

    def __call__(self, shape: Shape, generator: np.random.Generator) -> np.ndarray:
        return generator.normal(self.mean, self.deviation, shape)


@dataclass(frozen=True)
class Constant:
    """W = value. As weights, equal numbers stay equal for ever: their gradients are equal."""

    value: float = 0.0

    def __call__(self, shape: Shape, generator: np.random.Generator) -> np.ndarray:
        return np.full(shape, float(self.value))


def glorot_uniform(shape: Shape, generator: np.random.Generator) -> np.ndarray:
    """W ~ U(-r, r), r = √(6 / (fan_in + fan_out)). Glorot and Bengio 2010, equation 16."""
    return within(math.sqrt(6 / sum(fans(shape))), shape, generator)


def glorot_normal(shape: Shape, generator: np.random.Generator) -> np.ndarray:
    """W ~ N(0, 2 / (fan_in + fan_out)). Glorot and Bengio 2010, equation 12."""
    return generator.normal(0, math.sqrt(2 / sum(fans(shape))), shape)


def he_uniform(shape: Shape, generator: np.random.Generator) -> np.ndarray:
    """W ~ U(-r, r), r = √(6 / fan_in), for ReLU. He, Zhang, Ren and Sun 2015, equation 10."""
    return within(math.sqrt(6 / fans(shape)[0]), shape, generator)


def he_normal(shape: Shape, generator: np.random.Generator) -> np.ndarray:
    """W ~ N(0, 2 / fan_in), for ReLU. He, Zhang, Ren and Sun 2015, equation 10."""
    return generator.normal(0, math.sqrt(2 / fans(shape)[0]), shape)


def lecun_uniform(shape: Shape, generator: np.random.Generator) -> np.ndarray:
    """W ~ U(-r, r), r = √(3 / fan_in). LeCun, Bottou, Orr and Müller 1998, section 4.6."""
    return within(math.sqrt(3 / fans(shape)[0]), shape, generator)


def lecun_normal(shape: Shape, generator: np.random.Generator) -> np.ndarray:
    """W ~ N(0, 1 / fan_in), for SELU. LeCun, Bottou, Orr and Müller 1998, section 4.6."""
    return generator.normal(0, math.sqrt(1 / fans(shape)[0]), shape)


def orthogonal(shape: Shape, generator: np.random.Generator) -> np.ndarray:
    """W with orthonormal rows or columns, whichever are fewer. Saxe, McClelland and Ganguli 2014."""
    rows, columns = math.prod(shape[:-1]), shape[-1]
    q, r = np.linalg.qr(generator.standard_normal((max(rows, columns), min(rows, columns))))
    q *= np.sign(np.diagonal(r))  # else the signs would be those of the algorithm, not drawn
    return np.ascontiguousarray(q if rows >= columns else q.T).reshape(shape)


def within(r: float, shape: Shape, generator: np.random.Generator) -> np.ndarray:
    return generator.uniform(-r, r, shape)


INITIALIZERS: dict[str, Initializer] = {
    "constant": Constant(),
    "glorot_normal": glorot_normal,
    "glorot_uniform": glorot_uniform,
    "he_normal": he_normal,
    "he_uniform": he_uniform,
    "lecun_normal": lecun_normal,
    "lecun_uniform": lecun_uniform,
    "normal": Normal(),
    "ones": Constant(1.0),
    "orthogonal": orthogonal,
    "uniform": Uniform(),
    "zeros": Constant(0.0),
}
ALIASES = {
    "xavier_normal": "glorot_normal", "xavier_uniform": "glorot_uniform", "kaiming_normal": "he_normal",
    "kaiming_uniform": "he_uniform", "xavier": "glorot_uniform", "glorot": "glorot_uniform", "he": "he_normal",
}  # fmt: skip
PARAMETRIC: dict[str, Callable[..., Initializer]] = {"uniform": Uniform, "normal": Normal, "constant": Constant}


def initializer_of(choice: str | Initializer) -> Initializer:
    """The initialiser of that name, or what was given if it can be called. ValueError for anything else."""
    if isinstance(choice, str):
        return chosen(choice, INITIALIZERS, "initialiser", ALIASES)
    if callable(choice):
        return choice
    raise ValueError(f"init={choice!r}: expected a name such as 'glorot_uniform', or a function of (shape, generator).")


def initializer_to_json(initializer: Initializer) -> Any:
    """A name, {"uniform": {"low": ..., "high": ...}}, or None for a function of the user's own."""
    for name, known in INITIALIZERS.items():
        if known == initializer:
            return name
    for name, kind in PARAMETRIC.items():
        if type(initializer) is kind:
            return {name: vars(initializer)}
    return None


def initializer_from_json(stored: Any) -> Initializer:
    """The initialiser of which ``initializer_to_json`` gave ``stored``; a lost one says so when it is called."""
    if isinstance(stored, dict):
        ((name, parameters),) = stored.items()
        return PARAMETRIC[name](**parameters)
    return lost if stored is None else INITIALIZERS[stored]


def lost(shape: Shape, generator: np.random.Generator) -> np.ndarray:
    raise ValueError("the initialiser was a function that a file does not hold; make a new Network to start anew.")
