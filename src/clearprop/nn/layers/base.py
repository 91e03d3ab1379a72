"""What a layer is: a function that builds equations, NumPy text on Symbols."""

from dataclasses import asdict
from typing import Any, ClassVar

from clearprop.nn.choices import is_number
from clearprop.nn.scope import Scope
from clearprop.ops.symbol import Symbol

LAYERS: dict[str, type["Layer"]] = {}
"""Every layer by its class's name, as files keep it."""


class Layer:
    """A frozen dataclass whose fields are what a user chooses; sizes come with the input."""

    numbered: ClassVar[bool] = True  # False where a layer has neither parameters nor names of its own

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        LAYERS[cls.__name__] = cls

    def __call__(self, x: Symbol, scope: Scope) -> Symbol:
        """The layer's equations, written in ``scope``.   x: f[batch, features] -> f[batch, units]."""
        raise NotImplementedError

    def resolved(self, activation: Any, init: Any, last: bool = False) -> "Layer":
        """The layer with the network's activation and initialiser where it left them open; no activation for the last."""
        return self

    def without_start(self) -> "Layer":
        """The layer as far as training steps go: where its parameters start makes no difference to these."""
        return self

    @property
    def least_rows(self) -> int:
        """How many rows a batch must have to train on."""
        return 1

    def to_json(self) -> dict[str, Any]:
        """The fields as JSON has them."""
        return asdict(self)  # type: ignore[call-overload, no-any-return]

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Layer":
        """The layer of which ``to_json`` gave ``stored``."""
        return cls(**stored)


def expect_between(name: str, value: Any, low: float, high: float, such_as: str) -> None:
    """ValueError unless low ≤ value < high."""
    if not (is_number(value) and low <= value < high):
        above = f" and below {high:g}" if high < float("inf") else ""
        raise ValueError(f"{name}={value!r}: expected a number of at least {low:g}{above}, such as {such_as}.")
