"""What an optimiser is: ``update(parameter, gradient, state, step) -> (new parameter, new state)``, in NumPy text.

The same text runs on arrays and on Symbols, where it becomes part of the training step's Program.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

import numpy as np

from clearprop.nn.choices import chosen, is_number
from clearprop.nn.schedules.base import stored

OPTIMIZERS: dict[str, type["Optimizer"]] = {}
"""Every optimiser by its name: ``sgd``, ``adam``, ..."""

Rate = float | Callable[[Any], Any]
State = Mapping[str, Any]


@dataclass(frozen=True, repr=False)
class Optimizer:
    """A frozen dataclass of numbers, ``learning_rate`` first; ``keeps`` names what it remembers of each parameter.

    A learning rate is a number, or a function of the step number in NumPy text: a schedule is an equation like the rest.
    Every optimiser has three more options, by name, for what happens to the gradients before it sees them, in this order:
    ``clip_value`` c keeps each of their numbers within [-c, c]; ``clip_norm`` c shortens them all where √Σ g² over every
    parameter is above c; ``weight_decay`` λ adds λ p, the gradient of ½ λ p². Weights decay; biases and gains, which have
    one axis, do not (Goodfellow, Bengio and Courville 2016, section 7.1). Clipping: Pascanu, Mikolov and Bengio 2013.
    """

    learning_rate: Rate
    weight_decay: float = field(default=0.0, kw_only=True)
    clip_norm: float | None = field(default=None, kw_only=True)
    clip_value: float | None = field(default=None, kw_only=True)

    keeps: ClassVar[tuple[str, ...]] = ()  # arrays of the parameter's shape, zeros before the first step
    fractions: ClassVar[tuple[str, ...]] = ()  # fields that lie in [0, 1)
    name: ClassVar[str] = ""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.name = cls.__name__.lower()
        OPTIMIZERS[cls.name] = cls

    def __post_init__(self) -> None:
        if not callable(self.learning_rate):
            expect("learning_rate", self.learning_rate, "above 0, such as 0.1", above_zero)
        for name in self.fractions:
            expect(name, getattr(self, name), "of at least 0 and below 1", lambda value: 0 <= value < 1)
        expect("weight_decay", self.weight_decay, "of at least 0, such as 0.0001", lambda value: 0 <= value < math.inf)
        for name in ("clip_norm", "clip_value"):
            if getattr(self, name) is not None:
                expect(name, getattr(self, name), "above 0, or None for gradients as they are", above_zero)

    def update(self, parameter: Any, gradient: Any, state: State, step: Any) -> tuple[Any, dict[str, Any]]:
        """The new parameter and what is kept for the next step; ``step`` counts from 1."""
        raise NotImplementedError

    def clipped(self, gradients: Mapping[str, Any]) -> dict[str, Any]:
        """The gradients by the parameters' names as the options want them, and ``gradient_norm`` where it is needed.

        g ← min(max(g, -c), c), then g ← g c / max(√Σ g², c), the sum over the numbers of all gradients.
        """
        found = dict(gradients)
        if self.clip_value is not None:
            found = {name: np.clip(g, -self.clip_value, self.clip_value) for name, g in found.items()}
        if self.clip_norm is None or not found:
            return found
        norm = np.sqrt(sum(np.sum(g**2) for g in found.values()))
        shorter = self.clip_norm / np.maximum(norm, self.clip_norm)
        return {**{name: shorter * g for name, g in found.items()}, "gradient_norm": norm}

    def decayed(self, gradient: Any, parameter: Any) -> Any:
        """The gradient with the decay of weights: g + λ p."""
        return gradient + self.weight_decay * parameter if self.weight_decay and parameter.ndim > 1 else gradient

    def rate(self, step: Any, like: Any) -> Any:
        """The learning rate at this step, in the dtype of ``like``."""
        rate = self.learning_rate(step) if callable(self.learning_rate) else self.learning_rate
        return rate.astype(like.dtype) if hasattr(rate, "astype") else rate

    def shown(self) -> dict[str, Any]:
        """The fields by name, options last and only where they are on."""
        values = {f.name: getattr(self, f.name) for f in sorted(fields(self), key=lambda f: f.kw_only is True)}
        off = {f.name for f in fields(self) if f.kw_only and not f.default and not values[f.name]}
        return {name: value for name, value in values.items() if name not in off}

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.shown().items())})"

    def to_json(self) -> dict[str, Any]:
        """{"sgd": {"learning_rate": 0.3}}; a schedule as {"linear": {"rate": 0.3, "steps": 500}}, a function by its name."""
        return {self.name: {name: stored(value) for name, value in self.shown().items()}}


def above_zero(value: float) -> bool:
    return 0 < value < math.inf


def expect(name: str, value: Any, what: str, fits: Callable[[float], bool]) -> None:
    """ValueError unless it is a number that fits."""
    if not (is_number(value) and fits(value)):
        raise ValueError(f"{name}={value!r}: expected a number {what}.")


def optimizer_of(choice: str | Optimizer, learning_rate: Rate | None = None) -> Optimizer:
    """The optimiser that was given or named, with this learning rate if it is named. ValueError for another name.

    >>> optimizer_of("sgd", 0.3)
    SGD(learning_rate=0.3)
    """
    if isinstance(choice, Optimizer):
        return choice
    if not isinstance(choice, str):
        raise ValueError(f"optimizer={choice!r}: expected cp.SGD(0.1), cp.Adam() or another optimiser, or its name.")
    kind = chosen(re.sub(r"[\W_]", "", choice), OPTIMIZERS, "optimiser")
    return kind() if learning_rate is None else kind(learning_rate)  # type: ignore[call-arg]
