"""A network without numbers: its layers, output and loss, and the Programs that they build for a batch size."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from clearprop.ir import DTYPES, Program
from clearprop.nn.activations import Activation, activation_of
from clearprop.nn.activations import Choice as ActivationChoice
from clearprop.nn.choices import chosen
from clearprop.nn.initializers import Initializer, initializer_of
from clearprop.nn.layers import LAYERS, Dense, Layer
from clearprop.nn.losses import Choice as LossChoice
from clearprop.nn.losses import Loss, loss_of
from clearprop.nn.scope import Parameter, Scope
from clearprop.ops.symbol import Symbol
from clearprop.transform.rename import renamed

DTYPE_NAMES = {DTYPES[name].name: name for name in ("f64", "f32")}


@dataclass(frozen=True)
class Architecture:
    """``features`` numbers go in; the layers follow; ``output`` makes ``y_hat`` of what the last one gives."""

    features: int
    layers: tuple[Layer, ...]
    output: Activation
    loss: Loss
    dtype: str = "f64"

    @staticmethod
    def of(
        layers: Sequence[int | Layer], activation: ActivationChoice, output: ActivationChoice | None,
        loss: LossChoice | None, init: str | Initializer, dtype: str,
    ) -> "Architecture":  # fmt: skip
        """What a user wrote down, with every choice made. ValueError for what does not fit."""
        if len(layers) < 2 or not is_size(layers[0]):
            raise ValueError(f"layers {list(layers)!r}: expected the number of features, then a layer or more: [7, 5, 3].")
        named = [layer if isinstance(layer, Layer) else Dense(layer) for layer in layers[1:]]
        last = named[-1]
        own = last.activation if isinstance(last, Dense) else None
        if own is not None and output is not None and activation_of(own) != activation_of(output):
            raise ValueError(f"the last layer has the activation {activation_of(own).name} and output={output!r}; leave one out.")
        ending = activation_of(own if own is not None else "identity" if output is None else output)
        hidden, start = activation_of(activation), initializer_of(init)
        resolved = [layer.resolved(hidden, start) for layer in named[:-1]]
        if isinstance(last, Dense):
            last = Dense(last.units, None, start if last.init is None else last.init, last.bias, last.bias_init)
        made = Architecture(
            int(layers[0]), (*resolved, last), ending, loss_of(loss, ending), chosen(str(dtype), DTYPE_NAMES, "dtype")
        )  # type: ignore[arg-type]
        if made.outputs == 1 and ending.name in ("softmax", "log_softmax"):
            raise ValueError(f"a {ending.name} of one number is always {1 if ending.name == 'softmax' else 0}; use sigmoid, or two outputs.")
        return made

    def prediction(self, batch_size: int) -> Program:
        """(parameters, x) -> y_hat.   x: f[batch, features] -> y_hat: f[batch, outputs]."""
        scope = Scope(self.dtype)
        _, y_hat = self.forward(scope, batch_size)
        return finished(scope, {"y_hat": y_hat}, "predict")

    def objective(self, batch_size: int) -> Program:
        """(parameters, x, y) -> L, y_hat.   x: f[batch, features], y: f[batch, outputs] -> L: f[]."""
        scope = Scope(self.dtype)
        z, y_hat = self.forward(scope, batch_size)
        y = scope.input("y", y_hat.shape)
        with scope.within("loss"):
            loss = scope.named("L", self.loss(z, y_hat, y, self.output))
        return finished(scope, {"L": loss, "y_hat": y_hat}, "loss")

    def forward(self, scope: Scope, batch_size: int) -> tuple[Symbol, Symbol]:
        """The logits and y_hat; the parameters become inputs before x."""
        x = scope.input("x", (batch_size, self.features))
        z = x
        for layer in self.layers:
            scope.number += layer.numbered
            with scope.within(f"layer {scope.number}"):
                z = layer(z, scope)
        with scope.within(f"layer {scope.number} / {self.output.name}"):
            y_hat = scope.named("y_hat", self.output(z))
        scope.inputs.remove(x.atom)  # type: ignore[arg-type]
        scope.inputs.append(x.atom)  # type: ignore[arg-type]
        return z, y_hat

    @cached_property
    def shapes(self) -> tuple[dict[str, Parameter], int]:
        """The parameters by name, and the number of outputs: what a batch of one tells."""
        scope = Scope(self.dtype)
        _, y_hat = self.forward(scope, 1)
        return scope.parameters, y_hat.shape[1]

    @property
    def parameters(self) -> dict[str, Parameter]:
        """What the layers ask for, by name, in order."""
        return self.shapes[0]

    @property
    def outputs(self) -> int:
        """How many numbers come out for each row."""
        return self.shapes[1]

    def to_json(self) -> dict[str, Any]:
        """A dict of what JSON has. ValueError where a function of the user's own is part of it."""
        layers = [{type(layer).__name__: layer.to_json()} for layer in self.layers]
        return {
            "features": self.features, "layers": layers, "output": self.output.to_json(), "loss": self.loss.to_json(),
            "dtype": self.dtype,
        }  # fmt: skip

    @staticmethod
    def from_json(stored: dict[str, Any]) -> "Architecture":
        """The architecture of which ``to_json`` gave ``stored``."""
        layers = [LAYERS[name].from_json(fields) for each in stored["layers"] for name, fields in each.items()]
        return Architecture(
            stored["features"], tuple(layers), Activation.from_json(stored["output"]), Loss.from_json(stored["loss"]),
            stored["dtype"],
        )  # fmt: skip


def finished(scope: Scope, outputs: dict[str, Symbol], name: str) -> Program:
    builder = scope.builder
    atoms = {key: symbol.atom for key, symbol in outputs.items()}
    program = Program(tuple(scope.inputs), builder.constants, builder.equations, [], atoms, name)
    return renamed(program, scope.names)


def is_size(value: Any) -> bool:
    return not isinstance(value, bool) and hasattr(value, "__index__") and int(value) >= 1
