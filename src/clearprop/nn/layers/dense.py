"""The dense layer."""

from dataclasses import dataclass, replace
from typing import Any

from clearprop.nn.activations import ActivationFunction, activation_of
from clearprop.nn.activations import Choice as ActivationChoice
from clearprop.nn.choices import is_whole
from clearprop.nn.initializers import Initializer, initializer_from_json, initializer_of, initializer_to_json
from clearprop.nn.layers.base import Layer
from clearprop.nn.scope import Scope
from clearprop.ops.symbol import Symbol


@dataclass(frozen=True)
class Dense(Layer):
    """z = x W + b, a = σ(z).   x: f[batch, features], W: f[features, units], b: f[units] -> a: f[batch, units].

    What is None is as the network says: its activation for hidden layers, its output's for the last one.
    """

    units: int
    activation: ActivationChoice | None = None
    init: str | Initializer | None = None
    bias: bool = True
    bias_init: str | Initializer = "zeros"

    def __post_init__(self) -> None:
        if not is_whole(self.units, 1):
            raise ValueError(f"a dense layer of {self.units!r} units: expected a whole number of at least 1.")
        if self.activation is not None:
            object.__setattr__(self, "activation", activation_of(self.activation))
        if self.init is not None:
            object.__setattr__(self, "init", initializer_of(self.init))
        object.__setattr__(self, "units", int(self.units))
        object.__setattr__(self, "bias_init", initializer_of(self.bias_init))

    def __call__(self, x: Symbol, scope: Scope) -> Symbol:
        W: Any = scope.parameter("W", (x.shape[1], self.units), self.start)
        product: Any = x @ W
        if self.bias:
            product = product + scope.parameter("b", (self.units,), initializer_of(self.bias_init))
        z = scope.named(f"z{scope.number}", product)
        if self.activation is None:
            return z
        activation = activation_of(self.activation)
        with scope.within(activation.name):
            return scope.named(f"a{scope.number}", activation(z))

    @property
    def start(self) -> Initializer:
        """The initialiser of the weights."""
        return initializer_of("glorot_uniform" if self.init is None else self.init)

    def resolved(self, activation: ActivationChoice, init: str | Initializer, last: bool = False) -> "Dense":
        return replace(
            self,
            activation=activation if self.activation is None and not last else self.activation,
            init=init if self.init is None else self.init,
        )

    def without_start(self) -> "Dense":
        return replace(self, init=None, bias_init="zeros")

    def to_json(self) -> dict[str, Any]:
        return {
            "units": self.units,
            "activation": self.activation.to_json() if isinstance(self.activation, ActivationFunction) else None,
            "init": initializer_to_json(self.start),
            "bias": self.bias,
            "bias_init": initializer_to_json(initializer_of(self.bias_init)),
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Dense":
        activation = None if stored["activation"] is None else ActivationFunction.from_json(stored["activation"])
        return cls(
            stored["units"], activation, initializer_from_json(stored["init"]), stored["bias"],
            initializer_from_json(stored["bias_init"]),
        )  # fmt: skip
