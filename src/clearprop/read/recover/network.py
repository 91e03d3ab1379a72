"""The network as people name it: parameters with the names that the code keeps them under, and layers with their sizes."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.read.reading import ReadLayer, ReadParameter
from clearprop.read.recover.graph import Graph
from clearprop.read.recover.layers import Layers, Product, activation_of
from clearprop.read.recover.steps import Run, Step


@dataclass
class Role:
    """What one parameter does: of which layer, whether it multiplies, whether it is added."""

    layer: int
    weights: bool = False
    bias: bool = False


def roles(layers: Layers) -> dict[int, Role]:
    """What the parameters at these nodes do, by node."""
    made_of: dict[int, frozenset[int]] = {}
    for node in layers.nodes:
        if layers.kinds[node].letter == "P":
            below = [made_of[o] for o in layers.graph.operands[node] if o in made_of]
            made_of[node] = frozenset([node]) if node in layers.parameters else frozenset().union(*below)
    found: dict[int, Role] = {}
    for product in layers.products:
        for parameter in made_of.get(product.weight, ()):
            found.setdefault(parameter, Role(product.layer)).weights = True
    for node, layer in layers.biases.items():
        for parameter in made_of.get(node, ()):
            found.setdefault(parameter, Role(layer)).bias = True
    return found


def parameters(run: Run) -> tuple[ReadParameter, ...]:
    """The parameters, numbers in lists put together to what they are kept in."""
    step = run.steps[0]
    does = roles(step.layers)
    ways = paths(run)
    groups: dict[Any, list[tuple[Any, Role, int, bool]]] = defaultdict(list)
    every = [(step.before[i], i, True) for i in run.parameters] + [(node, -1, False) for node in run.frozen]
    for node, lineage, updated in every:
        role = does.get(node, Role(0))
        way = ways.get(node) or ways.get(lineage_key(run, lineage)) or [f"parameter_{len(groups) + 1}"]
        shape = np.shape(run.graph.values[node])
        key = (role.layer, pattern(way) if not shape else tuple(map(str, way)), bool(shape), updated)
        groups[key].append((way, role, node, updated))
    found = []
    for (layer, _, is_array, updated), members in groups.items():
        holds = held(members)
        first = members[0]
        shape = np.shape(run.graph.values[first[2]]) if is_array else counted([way for way, *_ in members])
        found.append(
            ReadParameter(
                name=name_of([way for way, *_ in members]),
                layer=layer or None,
                shape=tuple(shape),
                holds=holds,
                updated=updated,
            )
        )
    return tuple(sorted(found, key=lambda p: (p.layer or 99, p.holds == "bias")))


def lineage_key(run: Run, lineage: int) -> int:
    return -1 if lineage < 0 else run.lineages[lineage].members[-1]


def held(members: list[tuple[Any, Role, int, bool]]) -> str:
    weights = any(role.weights for _, role, _, _ in members)
    bias = any(role.bias for _, role, _, _ in members)
    return "both" if weights and bias else "bias" if bias else "weights"


def paths(run: Run) -> dict[int, list[Any]]:
    """Node -> the shortest way to it from a name; for each member of a lineage too."""
    graph = run.graph
    found: dict[int, list[Any]] = {}
    for known, node in sorted(graph.tape.places, key=lambda place: len(place[0])):
        at: int | None = node
        for _ in range(3):
            if at is None:
                break
            found.setdefault(at, known)
            at = graph.operands[at][0] if graph.ops[at] in ("pass", "copy") and graph.operands[at] else None
    for lineage in run.lineages:
        way: list[Any] | None = next((found[v] for v in reversed(lineage.versions) if v in found), None)
        if way is None:
            names = [name for node, _, name in graph.tape.passes if name and node in lineage.members]
            way = names[:1] or None
        if way is not None:
            for version in lineage.versions:
                found.setdefault(version, way)
    return found


def pattern(way: list[Any]) -> tuple[Any, ...]:
    """The way with its numbers left open."""
    return tuple("*" if isinstance(part, list) and isinstance(part[1], int) else str(part) for part in way)


def name_of(ways: list[list[Any]]) -> str:
    """One name for all: a * where an index differs; the index that runs over a whole list at the end is left out."""
    first = ways[0]
    if len(ways) == 1:
        return written(first)
    open_at = [i for i in range(len(first)) if len({str(way[i]) for way in ways if len(way) > i}) > 1]
    parts = [["[]", "*"] if i in open_at else part for i, part in enumerate(first)]
    while len(parts) > 1 and parts[-1] == ["[]", "*"] and open_at:
        parts = parts[:-1]
    return written(parts)


def written(way: list[Any]) -> str:
    text = str(way[0])
    for kind, key in way[1:]:
        text += f".{key}" if kind == "." else f"[{key if key == '*' or isinstance(key, int) else repr(key)}]"
    return text


def counted(ways: list[list[Any]]) -> tuple[int, ...]:
    """How many different indices there are at each place that varies."""
    counts = [len({str(way[i]) for way in ways if len(way) > i}) for i in range(len(ways[0]))]
    return tuple(count for count in counts if count > 1) or ((len(ways),) if len(ways) > 1 else ())


def layers(points: list[tuple[Run, list[Step]]]) -> tuple[ReadLayer, ...]:
    """Inputs, units and activation of each layer, its name taken from all its pairs of z and a."""
    run, steps = points[0]
    structure = steps[0].layers
    found = []
    for number in range(1, structure.depth + 1):
        found.append(
            ReadLayer(
                layer=number,
                inputs=inputs(run, steps[0], number),
                units=units(structure, number),
                activation=activation(points, number),
            )
        )
    return tuple(found)


def rows_of(structure: Layers) -> int:
    """How many rows a pass takes together, as far as its predictions tell."""
    shapes = [np.shape(structure.graph.values[node]) for node in structure.predictions]
    return len(shapes) if shapes and not shapes[0] else 1


def element(graph: Graph, node: int) -> tuple[int, str]:
    """What a number is whoever reads it: the node that it is an element of, and where in that."""
    place = ""
    while graph.operands[node] and graph.ops[node] in ("getitem", "pass"):
        if graph.ops[node] == "getitem":
            place = f"[{graph.tape.arguments[node][1]}]{place}"
        node = graph.operands[node][0]
    return node, place


def units(structure: Layers, number: int) -> int:
    """Of scalars, the different weights that meet one input; of arrays, the size of z that a row has."""
    graph = structure.graph
    products = [p for p in structure.products if p.layer == number]
    if not products:
        return 0
    first = products[0]
    weight, taken, z = (np.shape(graph.values[node]) for node in (first.weight, first.input, first.node))
    if len(weight) == 2:
        return weight[1 - summed_axis(graph, first)] if summed_axis(graph, first) >= 0 else other_side(weight, z, taken)
    if len(weight) == 1 and graph.ops[first.node] in ELEMENTWISE and np.prod(taken, dtype=int) == 1:
        return int(weight[0])
    same = element(graph, first.input)
    return len({element(graph, p.weight) for p in products if element(graph, p.input) == same})


def summed_axis(graph: Graph, product: Product) -> int:
    """The axis of the weights that a product of matrices sums over; -1 where it is another product."""
    if graph.ops[product.node] not in MATRIX:
        return -1
    return 1 if graph.operands[product.node][0] == product.weight else 0


MATRIX = ("matmul", "call numpy.dot", "method dot", "call numpy.matmul")
ELEMENTWISE = ("mul", "call numpy.multiply", "inplace_mul")


def other_side(shape: tuple[int, ...], z: tuple[int, ...], taken: tuple[int, ...]) -> int:
    """The side of the weights that is not the input's."""
    if len(z) == 1:
        return z[0]
    if z and taken and z[0] == taken[0]:  # rows
        return z[-1]
    return z[0] if z else 1


def inputs(run: Run, step: Step, number: int) -> int:
    structure = step.layers
    graph = structure.graph
    products = [p for p in structure.products if p.layer == number]
    if not products:
        return 0
    shape: tuple[int, ...] = np.shape(graph.values[products[0].weight])
    if len(shape) == 2:
        axis = summed_axis(graph, products[0])
        if axis >= 0:
            return int(shape[axis])
        return int(shape[0] if shape[1] == units(structure, number) else shape[1])
    if len(shape) == 1:
        summed = graph.ops[products[0].node] not in ELEMENTWISE or np.size(graph.values[products[0].input]) > 1
        return int(shape[0]) if summed else 1
    taken = {element(graph, p.input) for p in products}
    return len(taken) // max(1, rows_of_scalars(structure, number))


def rows_of_scalars(structure: Layers, number: int) -> int:
    """How often one weight is multiplied in a pass."""
    products = [p for p in structure.products if p.layer == number]
    first = element(structure.graph, products[0].weight)
    return max(1, sum(element(structure.graph, p.weight) == first for p in products))


def activation(points: list[tuple[Run, list[Step]]], number: int) -> str:
    """The name of φ of a layer; identity where nothing bends, empty where it is none that has a name."""
    z: list[Any] = []
    a: list[Any] = []
    wholes = []
    for run, steps in points:
        for step in steps:
            for block in step.layers.blocks:
                if block.layer == number:
                    values = [run.graph.values[s] for s in block.sources]
                    wholes.append((values, run.graph.values[block.activation]))
                    if len(values) == 1 and np.size(values[0]) == np.size(wholes[-1][1]):
                        z.append(np.ravel(values[0]))
                        a.append(np.ravel(wholes[-1][1]))
    if not wholes:
        return "identity"
    if z:
        found = activation_of(np.concatenate(z), np.concatenate(a))
        if found:
            return found
    return "softmax" if all(is_softmax(values, result) for values, result in wholes) else ""


def is_softmax(values: list[Any], result: Any) -> bool:
    """Whether the result is the softmax of the values, along either axis; a number: of one of many."""
    if len(values) == 1 and np.ndim(values[0]):
        z = np.asarray(values[0])
        return any(
            np.shape(result) == z.shape and np.allclose(softmax(z, axis), result, rtol=1e-8, atol=1e-12)
            for axis in range(z.ndim)
        )
    if len(values) > 1 and np.size(result) == 1:
        shares = softmax(np.array([float(np.sum(v)) for v in values]), 0)
        return bool(np.any(np.isclose(shares, float(np.sum(result)), rtol=1e-8)))
    return False


def softmax(z: np.ndarray, axis: int) -> np.ndarray:
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    found: np.ndarray = e / e.sum(axis=axis, keepdims=True)
    return found
