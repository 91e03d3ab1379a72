"""A shortcut around layers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from clearprop.nn.initializers import Initializer, initializer_from_json, initializer_of, initializer_to_json
from clearprop.nn.layers.base import Layer
from clearprop.nn.layers.sequence import all_resolved, layers_from_json, layers_of, layers_to_json, through
from clearprop.nn.scope import Scope
from clearprop.ops.symbol import Symbol


@dataclass(frozen=True)
class Residual(Layer):
    """r = x + F(x), F the layers one after another; with ``project`` r = x S + F(x).

    x: f[batch, features], S: f[features, units] -> r: f[batch, units].
    Without a projection F has to give as many numbers as it takes: ValueError where it does not. S is learned, and starts
    as weights do. He, Zhang, Ren and Sun 2015, "Deep residual learning", equations 1 and 2.
    """

    layers: Sequence[int | Layer]
    project: bool = False
    init: str | Initializer | None = None

    numbered = False  # its layers are, and r has the number of the last of them

    def __post_init__(self) -> None:
        if not isinstance(self.layers, list | tuple) or not self.layers:
            raise ValueError(
                f"a residual of {self.layers!r}: expected a list of layers, such as [cp.Dense(32, 'relu')]."
            )
        object.__setattr__(self, "layers", layers_of(self.layers))
        if self.init is not None:
            object.__setattr__(self, "init", initializer_of(self.init))

    def __call__(self, x: Symbol, scope: Scope) -> Symbol:
        made: Any = through(self.inner, x, scope)
        features, units = x.shape[1], made.shape[1]
        with scope.within(f"layer {scope.number} / shortcut"):
            if self.project:
                return scope.named(f"r{scope.number}", x @ self.projection(features, units, scope) + made)
            if features != units:
                raise ValueError(
                    f"a residual adds its {features} inputs to what its layers make of them, which are {units} numbers; "
                    f"let its last layer have {features} units, or write Residual([...], project=True)."
                )
            return scope.named(f"r{scope.number}", x + made)

    def projection(self, features: int, units: int, scope: Scope) -> Any:
        return scope.parameter("S", (features, units), self.start)

    @property
    def inner(self) -> tuple[Layer, ...]:
        """The layers that the shortcut goes around."""
        return layers_of(self.layers)

    @property
    def start(self) -> Initializer:
        """The initialiser of the projection."""
        return initializer_of("glorot_uniform" if self.init is None else self.init)

    @property
    def least_rows(self) -> int:
        return max(layer.least_rows for layer in self.inner)

    def resolved(self, activation: Any, init: Any, last: bool = False) -> "Residual":
        return replace(
            self,
            layers=all_resolved(self.inner, activation, init, last),
            init=init if self.init is None else self.init,
        )

    def without_start(self) -> "Residual":
        return replace(self, layers=tuple(layer.without_start() for layer in self.inner), init=None)

    def to_json(self) -> dict[str, Any]:
        return {
            "layers": layers_to_json(self.inner),
            "project": self.project,
            "init": initializer_to_json(self.start),
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Residual":
        return cls(layers_from_json(stored["layers"]), stored["project"], initializer_from_json(stored["init"]))
