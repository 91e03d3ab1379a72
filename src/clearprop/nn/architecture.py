"""A network without numbers: its layers, output and loss, and the Programs that they build for a batch size."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from clearprop.ir import DTYPES, Program
from clearprop.nn.activations import Activation, activation_of
from clearprop.nn.activations import Choice as ActivationChoice
from clearprop.nn.choices import chosen, is_whole
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
        layers: Sequence[int | Layer],
        activation: ActivationChoice,
        output: ActivationChoice | None,
        loss: LossChoice | None,
        init: str | Initializer,
        dtype: Any,
    ) -> "Architecture":
        """What a user wrote down, with every choice made. ValueError for what does not fit."""
        features, named = sizes_and_layers(layers)
        last, ending = ended(named[-1], output)
        hidden, start = activation_of(activation), initializer_of(init)
        resolved = (*(layer.resolved(hidden, start) for layer in named[:-1]), last.resolved(None, start))
        made = Architecture(features, resolved, ending, loss_of(loss, ending), dtype_of(dtype))
        if made.outputs == 1 and ending.name in ("softmax", "log_softmax"):
            always = 1 if ending.name == "softmax" else 0
            raise ValueError(f"a {ending.name} of one number is always {always}; use sigmoid, or two outputs.")
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
        """The logits and y_hat; the inputs are the parameters, then x."""
        x = scope.input("x", (batch_size, self.features))
        z = x
        for layer in self.layers:
            scope.number += layer.numbered
            with scope.within(f"layer {scope.number}"):
                z = layer(z, scope)
        with scope.within(f"layer {scope.number} / {self.output.name}"):
            y_hat = scope.named("y_hat", self.output(z))
        scope.inputs.append(scope.inputs.pop(0))  # parameters come before x
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

    def drawn(self, seed: int) -> dict[str, np.ndarray]:
        """Arrays for the parameters, drawn in their order. ValueError for an initialiser that gives another shape."""
        generator = np.random.default_rng(seed)
        arrays = {}
        for name, parameter in self.parameters.items():
            arrays[name] = np.array(parameter.init(parameter.shape, generator), DTYPES[self.dtype])
            if arrays[name].shape != parameter.shape:
                raise ValueError(
                    f"the initialiser gave the shape {list(arrays[name].shape)} for {name}, not {list(parameter.shape)}."
                )
        return arrays

    def __str__(self) -> str:
        sizes = [self.features, *(getattr(layer, "units", type(layer).__name__) for layer in self.layers)]
        hidden = dict.fromkeys(a.name for layer in self.layers if (a := getattr(layer, "activation", None)))
        numbers = DTYPES[self.dtype].name
        return ", ".join([str(sizes), *hidden, f"output {self.output.name}", f"loss {self.loss.name}", numbers])

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


def sizes_and_layers(layers: Sequence[int | Layer]) -> tuple[int, list[Layer]]:
    """The number of features, and a Dense layer for each number after it."""
    first, *rest = layers if isinstance(layers, list | tuple) and layers else (None,)
    if not rest or not is_whole(first, 1):
        raise ValueError(
            f"layers {layers!r}: expected the number of features, then a layer or more, such as [7, 5, 3]."
        )
    return int(first), [layer if isinstance(layer, Layer) else Dense(layer) for layer in rest]


def ended(last: Layer, output: ActivationChoice | None) -> tuple[Layer, Activation]:
    """The last layer without its activation, which is the network's output."""
    own = last.activation if isinstance(last, Dense) else None
    if own is None:
        return last, activation_of("identity" if output is None else output)
    ending = activation_of(own)
    if output is not None and activation_of(output) != ending:
        raise ValueError(
            f"the last layer has the activation {ending.name}, and the network the output {activation_of(output).name}; "
            "leave one out."
        )
    return replace(last, activation=None), ending  # type: ignore[type-var]


def dtype_of(choice: Any) -> str:
    """The short name, ``f64``, from "float64" or np.float64."""
    return chosen(choice if isinstance(choice, str) else np.dtype(choice).name, DTYPE_NAMES, "dtype")
