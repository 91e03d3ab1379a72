"""Layers one after another: as a user writes them down, as a network runs through them, and as JSON."""

from collections.abc import Iterable, Sequence
from typing import Any

from clearprop.nn.layers.base import LAYERS, Layer
from clearprop.nn.layers.dense import Dense
from clearprop.nn.scope import Scope
from clearprop.ops.symbol import Symbol


def layers_of(choices: Iterable[int | Layer]) -> tuple[Layer, ...]:
    """A Dense layer for each number; layers as they are."""
    return tuple(choice if isinstance(choice, Layer) else Dense(choice) for choice in choices)


def through(layers: Sequence[Layer], x: Symbol, scope: Scope) -> Symbol:
    """What the last layer makes of what the first is given.   x: f[batch, features] -> f[batch, units]."""
    for layer in layers:
        if layer.numbered:
            scope.number += 1
            with scope.within(f"layer {scope.number}"):
                x = layer(x, scope)
        else:
            x = layer(x, scope)
    return x


def all_resolved(layers: Sequence[Layer], activation: Any, init: Any, last: bool) -> tuple[Layer, ...]:
    """Every layer resolved; ``last`` where the network's output follows."""
    *before, end = layers
    return (*(layer.resolved(activation, init) for layer in before), end.resolved(activation, init, last))


def layers_to_json(layers: Sequence[Layer]) -> list[dict[str, Any]]:
    """[{"Dense": {"units": 5, ...}}, ...]"""
    return [{type(layer).__name__: layer.to_json()} for layer in layers]


def layers_from_json(stored: Sequence[dict[str, Any]]) -> tuple[Layer, ...]:
    """The layers of which ``layers_to_json`` gave ``stored``."""
    return tuple(LAYERS[name].from_json(fields) for each in stored for name, fields in each.items())
