"""A network without numbers: its layers, output and loss, and the Programs that they build for a batch size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from clearprop.ir import DTYPES, Program
from clearprop.nn.activations import ActivationFunction, activation_of
from clearprop.nn.activations import Choice as ActivationChoice
from clearprop.nn.choices import chosen, is_whole
from clearprop.nn.initializers import Initializer, initializer_of
from clearprop.nn.layers import Activation, Dense, Layer
from clearprop.nn.layers.sequence import all_resolved, layers_from_json, layers_of, layers_to_json, through
from clearprop.nn.losses import Choice as LossChoice
from clearprop.nn.losses import Loss, loss_of
from clearprop.nn.scope import Parameter, Scope
from clearprop.ops.symbol import Symbol

DTYPE_NAMES = {DTYPES[name].name: name for name in ("f64", "f32")}


@dataclass(frozen=True)
class Architecture:
    """``features`` numbers go in; the layers follow; ``output`` makes ``y_hat`` of what the last one gives."""

    features: int
    layers: tuple[Layer, ...]
    output: ActivationFunction
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
        own, ending = ended(named, output)
        resolved = all_resolved(own, activation_of(activation), initializer_of(init), last=True) if own else ()
        made = Architecture(features, resolved, ending, loss_of(loss, ending), dtype_of(dtype))
        if not made.parameters:
            raise ValueError(f"layers {layers!r}: none of them has anything to learn; add a Dense layer.")
        if made.outputs == 1 and ending.name in ("softmax", "log_softmax"):
            always = 1 if ending.name == "softmax" else 0
            raise ValueError(f"a {ending.name} of one number is always {always}; use sigmoid, or two outputs.")
        return made

    def with_loss(self, loss: Loss) -> "Architecture":
        """The same network with another loss."""
        return replace(self, loss=loss)

    def without_starts(self) -> "Architecture":
        """The same network, with nothing said of where its parameters start."""
        return replace(self, layers=tuple(layer.without_start() for layer in self.layers))

    def prediction(self, batch_size: int) -> Program:
        """(parameters, x) -> y_hat.   x: f[batch, features] -> y_hat: f[batch, outputs]."""
        scope = Scope(self.dtype)
        _, y_hat = self.forward(scope, batch_size)
        return scope.program({"y_hat": y_hat}, "predict")

    def objective(self, batch_size: int, training: bool = False, from_logits: bool = True) -> Program:
        """(parameters, running statistics, x, y) -> L, y_hat.   x: f[batch, features], y: f[batch, outputs] -> L: f[].

        ``training``: (parameters, running statistics, step, key, x, y) -> L, y_hat, new running statistics, where there
        are such; with dropout, and with the batch's own statistics. ``from_logits`` False: the loss is computed from
        y_hat, as it is explained, even where logits would do it in one stable op.
        """
        scope = Scope(self.dtype, training)
        z, y_hat = self.forward(scope, batch_size)
        y = scope.input("y", y_hat.shape)
        with scope.within("loss"):
            loss = scope.named("L", self.loss(z, y_hat, y, self.output if from_logits else None))
        return scope.program({"L": loss, "y_hat": y_hat, **scope.new_statistics}, "loss")

    def forward(self, scope: Scope, batch_size: int) -> tuple[Symbol, Symbol]:
        """The logits and y_hat."""
        z = through(self.layers, scope.input("x", (batch_size, self.features)), scope)
        with scope.within(f"layer {scope.number} / {self.output.name}"):
            y_hat = scope.named("y_hat", self.output(z))
        return z, y_hat

    @cached_property
    def shapes(self) -> tuple[dict[str, Parameter], dict[str, Parameter], int]:
        """Parameters and running statistics by name, and the number of outputs: what a batch of one tells."""
        scope = Scope(self.dtype)
        _, y_hat = self.forward(scope, 1)
        return scope.parameters, scope.statistics, y_hat.shape[1]

    @property
    def parameters(self) -> dict[str, Parameter]:
        """What the layers ask for, by name, in order."""
        return self.shapes[0]

    @property
    def statistics(self) -> dict[str, Parameter]:
        """What the layers keep from step to step without learning it."""
        return self.shapes[1]

    @property
    def outputs(self) -> int:
        """How many numbers come out for each row."""
        return self.shapes[2]

    @property
    def least_rows(self) -> int:
        """How many rows a batch must have to train on."""
        return max(layer.least_rows for layer in self.layers)

    def drawn(self, seed: int) -> dict[str, np.ndarray]:
        """Arrays for the parameters, drawn in their order. ValueError for an initialiser that gives another shape."""
        return self.started(self.parameters, seed)

    def started(self, asked: Mapping[str, Parameter], seed: int = 0) -> dict[str, np.ndarray]:
        generator = np.random.default_rng(seed)
        arrays = {}
        for name, parameter in asked.items():
            arrays[name] = np.array(parameter.init(parameter.shape, generator), DTYPES[self.dtype])
            if arrays[name].shape != parameter.shape:
                raise ValueError(
                    f"the initialiser gave the shape {list(arrays[name].shape)} for {name}, not {list(parameter.shape)}."
                )
        return arrays

    def __str__(self) -> str:
        sizes = [self.features, *(getattr(layer, "units", type(layer).__name__) for layer in self.layers)]
        hidden = dict.fromkeys(
            activation_of(a).name for layer in self.layers if (a := getattr(layer, "activation", None))
        )
        numbers = DTYPES[self.dtype].name
        ending = (f"output {self.output.name}", f"loss {self.loss.name}", numbers)
        return ", ".join([f"[{', '.join(map(str, sizes))}]", *hidden, *ending])

    def to_json(self) -> dict[str, Any]:
        """A dict of what JSON has. ValueError where a function of the user's own is part of it."""
        return {
            "features": self.features, "layers": layers_to_json(self.layers), "output": self.output.to_json(),
            "loss": self.loss.to_json(), "dtype": self.dtype,
        }  # fmt: skip

    @staticmethod
    def from_json(stored: dict[str, Any]) -> "Architecture":
        """The architecture of which ``to_json`` gave ``stored``."""
        return Architecture(
            stored["features"], layers_from_json(stored["layers"]), ActivationFunction.from_json(stored["output"]),
            Loss.from_json(stored["loss"]), stored["dtype"],
        )  # fmt: skip


def sizes_and_layers(layers: Sequence[int | Layer]) -> tuple[int, tuple[Layer, ...]]:
    """The number of features, and a Dense layer for each number after it."""
    first, *rest = layers if isinstance(layers, list | tuple) and layers else (None,)
    if not rest or not is_whole(first, 1):
        raise ValueError(
            f"layers {layers!r}: expected the number of features, then a layer or more, such as [7, 5, 3]."
        )
    return int(first), layers_of(rest)


def ended(layers: tuple[Layer, ...], output: ActivationChoice | None) -> tuple[tuple[Layer, ...], ActivationFunction]:
    """The layers without the activation at their end, which is the network's output."""
    *before, last = layers
    own = last.activation if isinstance(last, Dense | Activation) else None
    if own is None:
        return layers, activation_of("identity" if output is None else output)
    ending = activation_of(own)
    if output is not None and activation_of(output) != ending:
        raise ValueError(
            f"the last layer has the activation {ending.name}, and the network the output {activation_of(output).name}; "
            "leave one out."
        )
    return (*before, *([replace(last, activation=None)] if isinstance(last, Dense) else [])), ending


def dtype_of(choice: Any) -> str:
    """The short name, ``f64``, from "float64" or np.float64."""
    return chosen(choice if isinstance(choice, str) else np.dtype(choice).name, DTYPE_NAMES, "dtype")
