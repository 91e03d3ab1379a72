"""What an optimiser is: ``update(parameter, gradient, state, step) -> (new parameter, new state)``, in NumPy text.

The same text runs on arrays and on Symbols, where it becomes part of the training step's Program.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, ClassVar

from clearprop.nn.choices import chosen, is_number

OPTIMIZERS: dict[str, type["Optimizer"]] = {}
"""Every optimiser by its name: ``sgd``, ``adam``, ..."""

Rate = float | Callable[[Any], Any]
State = Mapping[str, Any]


class Optimizer:
    """A frozen dataclass of numbers, ``learning_rate`` first; ``keeps`` names what it remembers of each parameter.

    A learning rate is a number, or a function of the step number in NumPy text: a schedule is an equation like the rest.
    """

    learning_rate: Rate
    keeps: ClassVar[tuple[str, ...]] = ()  # arrays of the parameter's shape, zeros before the first step
    fractions: ClassVar[tuple[str, ...]] = ()  # fields that lie in [0, 1)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.name = cls.__name__.lower()
        OPTIMIZERS[cls.name] = cls

    name: ClassVar[str] = ""

    def __post_init__(self) -> None:
        rate = self.learning_rate
        if not callable(rate) and not (is_number(rate) and 0 < rate < math.inf):
            raise ValueError(f"learning_rate={rate!r}: expected a number above 0, such as 0.1.")
        for name in self.fractions:
            value = getattr(self, name)
            if not (is_number(value) and 0 <= value < 1):
                raise ValueError(f"{name}={value!r}: expected a number of at least 0 and below 1.")

    def update(self, parameter: Any, gradient: Any, state: State, step: Any) -> tuple[Any, dict[str, Any]]:
        """The new parameter and what is kept for the next step; ``step`` counts from 1."""
        raise NotImplementedError

    def rate(self, step: Any, like: Any) -> Any:
        """The learning rate at this step, in the dtype of ``like``."""
        return self.learning_rate(step).astype(like.dtype) if callable(self.learning_rate) else self.learning_rate

    def to_json(self) -> dict[str, Any]:
        """{"sgd": {"learning_rate": 0.3}}; a schedule as {"linear": {"rate": 0.3, "steps": 500}}, or by its name."""
        return {self.name: {f.name: stored(getattr(self, f.name)) for f in fields(self)}}  # type: ignore[arg-type]


def stored(value: Any) -> Any:
    if not callable(value):
        return value
    return (
        {type(value).__name__.lower(): vars(value)} if is_dataclass(value) else getattr(value, "__name__", "schedule")
    )


def optimizer_of(choice: str | Optimizer, learning_rate: float | None = None) -> Optimizer:
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
