"""Which number of which array is which weight, wherever the script keeps it: read off derivatives of z, not off names.

At points with data that were drawn at random, ∂z/∂w is the input that w is multiplied with, and 1 for a bias. So numbers
that move the same z belong to one unit, and each is told by the column of inputs that its derivatives are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from clearprop.read.recover.layers import SHAPES, Layers
from clearprop.read.recover.sizes import units as units_of
from clearprop.read.recover.steps import Points, Run, Step

MOST_NUMBERS = 20_000
"""Numbers of z at one layer and step: with more, the network is none that can be looked at unit by unit."""


ENOUGH = 64
"""Numbers of z of one run that inputs are told apart by."""


class Place(NamedTuple):
    """A number of a parameter: which lineage (or, negative, which frozen number), and where in it, counted flat."""

    parameter: int
    at: int


Slopes = dict[Place, float]
"""∂z/∂w of one number of z, for every w that it moves with."""


class Number(NamedTuple):
    """A number of z or of an activation: the node, and where in it, counted flat."""

    node: int
    at: int


@dataclass(frozen=True)
class Unit:
    """A unit's weights in the order of its inputs, and its bias, which a threshold is with the other sign."""

    weights: tuple[Place, ...]
    bias: Place | None
    sign: float = 1.0


@dataclass(frozen=True)
class Layout:
    """The units of each layer, and of the numbers of its z, in their order, which unit each one is of."""

    layers: tuple[tuple[Unit, ...], ...]
    units: tuple[tuple[int, ...], ...]


class NoLayout(Exception):
    """The parameters are no weights of dense layers."""


def layout(points: Points) -> Layout:
    """The layout that holds at all points. NoLayout where the layers are not dense, or units cannot be told apart."""
    layers: list[tuple[Unit, ...]] = []
    owners: list[tuple[int, ...]] = []
    depth = points[0][1][0].layers.depth
    steps = [(run, step) for run, _ in points for step in enough(run, depth)]
    inputs: list[np.ndarray] | None = None  # a column for each unit of the layer before, over the rows of all points
    for number in range(1, depth + 1):
        passes = [(run, step, numbers_of_z(step.layers, number)) for run, step in steps]
        slopes = [[slopes_of(run, step, z) for z in found] for run, step, found in passes]
        owner = owners_of(slopes, units_of(points[0][1][0].layers, number))
        columns = columns_of(slopes, owner)
        inputs = [*weights_of(columns[0]).values()] if inputs is None else inputs
        layers.append(tuple(unit_of(own, inputs) for own in columns))
        owners.append(owner)
        if number < depth:
            inputs = [*activations(passes, number, owner).T]
    return Layout(tuple(layers), tuple(owners))


def enough(run: Run, depth: int) -> Iterator[Step]:
    """The first steps that give enough numbers of every layer's z; a last batch that is smaller is left out."""
    sizes = [[len(numbers_of_z(step.layers, number + 1)) for number in range(depth)] for step in run.steps]
    wanted = -(-ENOUGH // min(sizes[0]))
    yield from [step for step, own in zip(run.steps, sizes, strict=True) if own == sizes[0]][:wanted]


def numbers_of_z(layers: Layers, number: int) -> list[Number]:
    """The pre-activations of a layer, in the order in which they are computed."""
    nodes = {source for block in layers.blocks if block.layer == number for source in block.sources}
    nodes |= {node for node in leaving(layers) if layers.kinds[node] == ("Z", number)}
    found = [Number(node, k) for node in sorted(nodes) for k in range(np.size(layers.graph.values[node]))]
    if not 0 < len(found) <= MOST_NUMBERS:
        raise NoLayout
    return found


def leaving(layers: Layers) -> Iterator[int]:
    """What leaves a layer, without mere changes of its shape."""
    for node in layers.outgoing:
        reshaped = layers.graph.ops[node] in SHAPES and layers.outgoing.intersection(layers.graph.operands[node])
        if node in layers.kinds and not reshaped:
            yield node


def parameter_nodes(run: Run, step: Step) -> dict[int, int]:
    """The node of each parameter's value before the step; the frozen ones are counted from -1 down."""
    updated = {i: step.before[i] for i in run.parameters}
    return updated | {-1 - k: node for k, node in enumerate(run.frozen)}


def slopes_of(run: Run, step: Step, z: Number) -> Slopes:
    """∂z/∂w by w, within the layer: what comes through layers before counts as input."""
    kinds, graph = step.layers.kinds, run.graph
    layer = kinds[z.node].layer
    inside = [node for node in kinds if node <= z.node and (kinds[node].letter == "P" or kinds[node] == ("Z", layer))]
    adjoints = graph.adjoints({z.node: one_hot(graph.values[z.node], z.at)}, inside, run.cut)
    found: Slopes = {}
    for parameter, node in parameter_nodes(run, step).items():
        flat = np.ravel(np.asarray(adjoints.get(node, 0.0), float))
        found |= {Place(parameter, int(k)): float(flat[k]) for k in np.flatnonzero(flat)}
    return found


def one_hot(value: Any, index: int) -> Any:
    if not np.ndim(value):
        return 1.0
    found = np.zeros(np.shape(value))
    found.flat[index] = 1.0
    return found


def owners_of(slopes: Sequence[Sequence[Slopes]], count: int) -> tuple[int, ...]:
    """Of each number of z its unit, of so many: those that move with the same weights are of one. Alike at every point."""
    every = [moved for at in slopes for moved in at]
    for telling in ({place for moved in every for place in moved}, moving_by_more_than_one(every)):
        units = units_told_by(every, telling)
        if len(units) == count:
            found = {tuple(owners_at(at, telling, units)) for at in slopes}
            if len(found) == 1:
                return found.pop()
    raise NoLayout


def units_told_by(every: Sequence[Slopes], telling: set[Place]) -> list[set[Place]]:
    """All that moves a z together with what tells units apart: a bias that several units share does not."""
    groups: list[set[Place]] = []
    for moved in every:
        own = telling.intersection(moved)
        groups = [g for g in groups if not g & own] + [own.union(*(g for g in groups if g & own))] * bool(own)
    return [{place for moved in every if group.intersection(moved) for place in moved} for group in groups]


def moving_by_more_than_one(slopes: Sequence[Slopes]) -> set[Place]:
    """The places that some z moves with otherwise than a bias does."""
    seen: dict[Place, set[float]] = {}
    for moved in slopes:
        for place, slope in moved.items():
            seen.setdefault(place, set()).add(slope)
    return {place for place, every in seen.items() if not every <= {1.0} and not every <= {-1.0}}


def owners_at(slopes: Sequence[Slopes], telling: set[Place], units: Sequence[set[Place]]) -> list[int]:
    """By what tells them apart; where every input of a row is 0, by the bias, unless that is one for several units."""
    met = [
        [k for k, unit in enumerate(units) if unit & (telling.intersection(moved) or set(moved))] for moved in slopes
    ]
    if any(len(found) != 1 for found in met):
        raise NoLayout
    order = list(dict.fromkeys(k for (k,) in met))
    return [order.index(k) for (k,) in met]


def columns_of(slopes: Sequence[Sequence[Slopes]], owner: Sequence[int]) -> list[dict[Place, np.ndarray]]:
    """Of each unit, the derivatives of its z by each weight, over the rows of all points.   f[rows]"""
    found = []
    for unit in range(max(owner) + 1):
        rows = [moved for at in slopes for moved, own in zip(at, owner, strict=True) if own == unit]
        places = sorted({place for moved in rows for place in moved}, key=in_order)
        found.append({place: np.array([moved.get(place, 0.0) for moved in rows]) for place in places})
    return found


def in_order(place: Place) -> tuple[bool, int, int]:
    """Trained numbers first, in the order in which the script made them; then the frozen ones in theirs."""
    return place.parameter < 0, abs(place.parameter), place.at


def weights_of(own: Mapping[Place, np.ndarray]) -> dict[Place, np.ndarray]:
    """Without the bias, of which every derivative is 1, or -1 where it is subtracted."""
    return {place: column for place, column in own.items() if np.ptp(column) != 0 or abs(column[0]) != 1.0}


def unit_of(own: Mapping[Place, np.ndarray], inputs: Sequence[np.ndarray]) -> Unit:
    """Each weight beside the input that its derivatives are; NoLayout where that is not one weight for each."""
    weights = weights_of(own)
    biases = [place for place in own if place not in weights]
    placed: dict[int, Place] = {}
    for place, column in weights.items():
        same = [k for k, values in enumerate(inputs) if np.allclose(values, column, rtol=1e-9, atol=1e-14)]
        if len(same) != 1 or same[0] in placed:
            raise NoLayout
        placed[same[0]] = place
    if len(placed) != len(inputs) or len(biases) > 1:
        raise NoLayout
    ordered = tuple(placed[k] for k in range(len(inputs)))
    return Unit(ordered, biases[0], float(own[biases[0]][0])) if biases else Unit(ordered, None)


def activations(passes: Sequence[tuple[Run, Step, list[Number]]], number: int, owner: Sequence[int]) -> np.ndarray:
    """What leaves the layer, over the rows of all points.   f[rows, units]"""
    return np.concatenate([by_rows(values_after(run, step, found, number), owner) for run, step, found in passes])


def values_after(run: Run, step: Step, found: Sequence[Number], number: int) -> np.ndarray:
    """φ of each number of z: of an activation the number in the same place; z itself where nothing bends it."""
    after = {
        block.sources[0]: block.activation
        for block in step.layers.blocks
        if block.layer == number and len(block.sources) == 1
    }
    values = []
    for z in found:
        flat = np.ravel(np.asarray(run.graph.values[after.get(z.node, z.node)], float))
        if flat.size != np.size(run.graph.values[z.node]):
            raise NoLayout
        values.append(flat[z.at])
    return np.array(values)


def by_rows(values: np.ndarray, owner: Sequence[int]) -> np.ndarray:
    """Numbers in the order of z, a row for each example and a column for each unit.   f[n] -> f[rows, units]"""
    columns = [values[[k for k, own in enumerate(owner) if own == unit]] for unit in range(max(owner) + 1)]
    if len({column.size for column in columns}) != 1:
        raise NoLayout
    return np.stack(columns, axis=1)
