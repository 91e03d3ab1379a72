"""The network as people name it: parameters with the names that the code keeps them under, and layers with their sizes."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from clearprop.read.reading import ReadLayer, ReadParameter
from clearprop.read.recover.layers import Layers
from clearprop.read.recover.sizes import activation, bias_folded, inputs, units
from clearprop.read.recover.steps import Points, Run


@dataclass
class Role:
    """What one parameter does: of which layer, whether it multiplies, whether it is added."""

    layer: int
    weights: bool = False
    bias: bool = False


def roles(layers: Layers) -> dict[int, Role]:
    """What the parameters at these nodes do, by node."""
    found: dict[int, Role] = {}
    for parameter, layer, bias, _ in pieces(layers):
        role = found.setdefault(parameter, Role(layer))
        role.weights, role.bias = role.weights or not bias, role.bias or bias
    return found


class Piece(NamedTuple):
    """What is used of a parameter: in which layer, whether it is added there, and the node of it."""

    parameter: int
    layer: int
    bias: bool
    node: int


def pieces(layers: Layers) -> list[Piece]:
    """Whatever multiplies or is added, of every parameter."""
    made_of: dict[int, frozenset[int]] = {}
    for node in layers.nodes:
        if layers.kinds[node].letter == "P":
            below = [made_of[o] for o in layers.graph.operands[node] if o in made_of]
            made_of[node] = frozenset([node]) if node in layers.parameters else frozenset().union(*below)
    multiplied = [(product.weight, product.layer, False) for product in layers.products]
    added = [(node, layer, True) for node, layer in layers.biases.items()]
    return [
        Piece(parameter, layer, bias, node)
        for node, layer, bias in (*multiplied, *added)
        for parameter in made_of.get(node, ())
    ]


def parameters(run: Run, points: Points) -> tuple[ReadParameter, ...]:
    """The parameters, numbers in lists put together to what they are kept in."""
    step = run.steps[0]
    does = roles(step.layers)
    ways = paths(run)
    folded = {layer for layer in range(1, step.layers.depth + 1) if bias_folded(points, layer)}
    groups: dict[Any, list[tuple[Any, Role, int, bool]]] = defaultdict(list)
    shared = shared_by_layers(step.layers)
    every = [(step.before[i], i, True) for i in run.parameters] + [(node, -1, False) for node in run.frozen]
    for node, lineage, updated in every:
        for number, (layer, bias, piece) in enumerate(shared.get(node, ())):
            way = ways.get(piece) or ways.get(node) or ["parameter"]
            groups[layer, number, node, updated].append(
                (way, Role(layer, not bias, bias or layer in folded), piece, updated)
            )
        if node in shared:
            continue
        role = does.get(node, Role(0))
        role.bias = role.bias or (role.weights and role.layer in folded)
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


def shared_by_layers(layers: Layers) -> dict[int, list[tuple[int, bool, int]]]:
    """Arrays that hold the parameters of several layers -> the layer, whether it is added, and the node of each piece."""
    found: dict[int, dict[tuple[int, bool], int]] = defaultdict(dict)
    for parameter, layer, bias, node in pieces(layers):
        found[parameter].setdefault((layer, bias), node)
    return {
        parameter: [(*key, node) for key, node in sorted(parts.items())]
        for parameter, parts in found.items()
        if len({layer for layer, _ in parts}) > 1 and np.ndim(layers.graph.values[parameter])
    }


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


def layers(points: Points) -> tuple[ReadLayer, ...]:
    """Inputs, units and activation of each layer, its name taken from all its pairs of z and a."""
    run, steps = points[0]
    structure = steps[0].layers
    found = []
    for number in range(1, structure.depth + 1):
        found.append(
            ReadLayer(
                layer=number,
                inputs=inputs(run, steps[0], number) - bias_folded(points, number),
                units=units(structure, number),
                activation=activation(points, number),
            )
        )
    return tuple(found)
