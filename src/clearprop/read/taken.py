"""The network that a script trains, taken out of its recording as arrays, whatever the script keeps it in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from clearprop.read.reader import Reader
from clearprop.read.reading import Reading
from clearprop.read.recover.layers import ACTIVATIONS
from clearprop.read.recover.layout import (
    Layout,
    NoLayout,
    Number,
    Place,
    Unit,
    by_rows,
    layout,
    numbers_of_z,
    parameter_nodes,
    slopes_of,
    values_after,
)
from clearprop.read.recover.sizes import softmax
from clearprop.read.recover.steps import Run, Step

MOST_ROWS = 500
"""Rows of one update that a page shows."""


NAMED = ACTIVATIONS | {"leaky_relu": lambda z: np.where(z > 0, z, 0.01 * z), "softmax": lambda z: softmax(z, 1)}
"""φ by name, where one name is one function."""


@dataclass(frozen=True)
class Moment:
    """What one recorded update began with."""

    x: np.ndarray  # f[rows, inputs]
    y: np.ndarray  # f[rows, outputs]
    weights: tuple[np.ndarray, ...]  # f[inputs, units] of each layer
    biases: tuple[np.ndarray, ...]  # f[units]; noughts where a layer has none


@dataclass(frozen=True)
class Taken:
    """Dense layers, the loss that the updates descend, and what was recorded of their training."""

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str
    factor: float  # of what the updates descend: ``factor`` times the sum over rows of the loss of each
    biased: tuple[bool, ...]  # whether the layer has biases
    updates: tuple[Moment, ...]


def taken(reading: Reading, reader: Reader | None) -> Taken | None:
    """The network of a Reading; None where it is not made of dense layers that can be told apart."""
    if reader is None or reading.loss is None or not reading.layers:
        return None
    names = tuple(layer.activation for layer in reading.layers)
    try:
        found = layout(reader.points)
        updates = tuple(moments(found, reader.original, names))
    except NoLayout:
        return None
    if not updates:
        return None
    rows = len(updates[0].x)
    mean = reading.loss.reduction == "mean"
    return Taken(
        sizes=(len(found.layers[0][0].weights), *(len(units) for units in found.layers)),
        activations=names,
        loss=reading.loss.name,
        factor=reading.loss.scale / (rows if mean else 1),
        biased=tuple(any(unit.bias for unit in units) for units in found.layers),
        updates=updates,
    )


def moments(found: Layout, run: Run, activations: Sequence[str]) -> Iterator[Moment]:
    """The updates whose numbers, put through these layers, give the predictions that the script had."""
    for step in run.steps:
        z = [numbers_of_z(step.layers, number) for number in range(1, len(found.layers) + 1)]
        if [len(numbers) for numbers in z] != [len(owner) for owner in found.units]:
            continue
        weights, biases = zip(*(arrays(run, step, units) for units in found.layers), strict=True)
        x = inputs(run, step, z[0], found)
        predictions = by_rows(after_last(run, step, z[-1], len(z)), found.units[-1])
        if len(x) > MOST_ROWS or not same(predicted(x, weights, biases, activations), predictions):
            raise NoLayout
        yield Moment(x, targets(run, step, z[-1], found, predictions), weights, biases)


def arrays(run: Run, step: Step, units: Sequence[Unit]) -> tuple[np.ndarray, np.ndarray]:
    """A layer's weights and biases before a step.   -> f[inputs, units], f[units]"""
    nodes = parameter_nodes(run, step)
    flat = {parameter: np.ravel(np.asarray(run.graph.values[node], float)) for parameter, node in nodes.items()}

    def value(place: Place | None) -> float:
        return 0.0 if place is None else float(flat[place.parameter][place.at])

    weights = [[value(place) for place in unit.weights] for unit in units]
    return np.array(weights).T, np.array([unit.sign * value(unit.bias) for unit in units])


def inputs(run: Run, step: Step, z: Sequence[Number], found: Layout) -> np.ndarray:
    """What the first unit's weights are multiplied with, row by row.   f[rows, inputs]"""
    places = found.layers[0][0].weights
    own = [number for number, unit in zip(z, found.units[0], strict=True) if unit == 0]
    slopes = [slopes_of(run, step, number) for number in own]
    return np.array([[at.get(place, 0.0) for place in places] for at in slopes])


def after_last(run: Run, step: Step, z: Sequence[Number], number: int) -> np.ndarray:
    """The predictions in the order of the last layer's z.   f[n]"""
    blocks = [block for block in step.layers.blocks if block.layer == number]
    if all(len(block.sources) == 1 for block in blocks):
        return values_after(run, step, z, number)
    values = [
        float(run.graph.values[block.activation]) for block in blocks if not np.ndim(run.graph.values[block.activation])
    ]
    if len(values) != len(z):  # softmax of single numbers: an activation for each
        raise NoLayout
    return np.array(values)


def targets(run: Run, step: Step, z: Sequence[Number], found: Layout, predictions: np.ndarray) -> np.ndarray:
    """What the predictions met, row by row.   f[rows, outputs]"""
    values, met = [], []
    for meeting in step.meetings:
        value = np.asarray(run.graph.values[meeting.prediction], float)
        try:
            target = np.broadcast_to(np.asarray(meeting.target, float), value.shape)
        except ValueError:
            raise NoLayout from None
        values += [*np.ravel(value)]
        met += [*np.ravel(target)]
    for order in (found.units[-1], sorted(found.units[-1])):  # row by row as z is, or unit by unit
        if len(values) == len(order) and same(by_rows(np.array(values), order), predictions):
            return by_rows(np.array(met), order)
    raise NoLayout


def predicted(
    x: np.ndarray, weights: Sequence[np.ndarray], biases: Sequence[np.ndarray], activations: Sequence[str]
) -> np.ndarray | None:
    """The network's outputs; None for an activation that has no name.   f[rows, outputs]"""
    a = x
    for W, b, name in zip(weights, biases, activations, strict=True):
        if name not in NAMED:
            return None
        a = NAMED[name](a @ W + b)
    return a


def same(found: np.ndarray | None, expected: np.ndarray) -> bool:
    return found is not None and found.shape == expected.shape and np.allclose(found, expected, rtol=1e-7, atol=1e-10)
