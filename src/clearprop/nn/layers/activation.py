"""An activation as a layer of its own."""

from dataclasses import dataclass
from typing import Any

from clearprop.nn.activations import ActivationFunction, activation_of
from clearprop.nn.activations import Choice as ActivationChoice
from clearprop.nn.layers.base import Layer
from clearprop.nn.scope import Scope
from clearprop.ops.symbol import Symbol


@dataclass(frozen=True)
class Activation(Layer):
    """a = σ(x), where σ does not follow its dense layer at once.   x: f[batch, units] -> a: f[batch, units].

    ``[7, Dense(5, "identity"), BatchNorm(), Activation("relu"), 3]`` normalises before the activation. As the last layer
    it is the network's output.
    """

    activation: ActivationChoice

    def __post_init__(self) -> None:
        object.__setattr__(self, "activation", activation_of(self.activation))

    def __call__(self, x: Symbol, scope: Scope) -> Symbol:
        with scope.within(self.function.name):
            return scope.named(f"a{scope.number}", self.function(x))

    @property
    def function(self) -> ActivationFunction:
        return activation_of(self.activation)

    def to_json(self) -> dict[str, Any]:
        return {"activation": self.function.to_json()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Activation":
        return cls(ActivationFunction.from_json(stored["activation"]))
