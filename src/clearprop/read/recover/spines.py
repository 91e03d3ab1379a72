"""What a sum was made of: the earlier sum of its place that it goes on from, the way to that, and the other terms."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from clearprop.read.recover.graph import THROUGH, Graph

SUMS = {
    "add": 1, "inplace_add": 1, "call numpy.add": 1, "method __add__": 1,
    "sub": -1, "inplace_sub": -1, "call numpy.subtract": -1, "method __sub__": -1,
}  # fmt: skip
DEPTH = 12


@dataclass
class Term:
    """A part of what was added: a node (or a constant), its sign, and whether it is the member before, rescaled."""

    node: int | None
    sign: int
    value: Any
    scales: bool = False  # ``value`` is the factor that the member before was multiplied by


@dataclass
class Spine:
    """How a sum is made up: the way to the member before, and the other terms."""

    before: int | None = None
    way: tuple[int, ...] = ()
    terms: list[Term] = field(default_factory=list)


Place = tuple[int, int]


def place_of(graph: Graph, node: int) -> Place:
    """The site of a node, and of the call that its function was in."""
    return graph.sites[node], graph.contexts[node]


def spine_of(graph: Graph, node: int) -> Spine:
    spine = Spine()
    walk(graph, spine, node, place_of(graph, node), node, 1, (), DEPTH)
    return spine


def walk(
    graph: Graph, spine: Spine, node: int, place: Place, at: int, sign: int, way: tuple[int, ...], depth: int
) -> None:
    """Takes apart what ``node``, a sum at ``place``, was made of at ``at``."""
    op, sites = graph.ops[at], graph.sites
    if op in SUMS:
        if sites[at] == place[0] and at != node and spine.before is None and sign > 0 and place_of(graph, at) == place:
            spine.before, spine.way = at, way
            return
        if depth:
            for position, part in enumerate(graph.tape.arguments[at][:2]):
                turned = SUMS[op] if position == 1 else 1
                if type(part) is int:
                    walk(graph, spine, node, place, part, sign * turned, (*way, position), depth - 1)
                else:
                    spine.terms.append(Term(None, sign * turned, part[1]))
            return
    elif op in THROUGH and op != "getitem" and depth and graph.operands[at]:
        inner = graph.operands[at][0]
        if np.shape(graph.values[inner]) == np.shape(graph.values[at]) and leads(graph, inner, place, depth):
            walk(graph, spine, node, place, inner, sign, (*way, 0), depth - 1)
            return
    elif op == "mul" and spine.before is None and sign > 0:
        for position, part in enumerate(graph.tape.arguments[at][:2]):
            other = graph.tape.arguments[at][1 - position]
            if (
                type(part) is int
                and sites[part] == place[0]
                and graph.ops[part] in SUMS
                and place_of(graph, part) == place
            ):
                spine.before, spine.way = part, (*way, position)
                factor = graph.values[other] if type(other) is int else other[1]
                spine.terms.append(Term(other if type(other) is int else None, 1, factor, scales=True))
                return
    spine.terms.append(Term(at, sign, graph.values[at]))


def leads(graph: Graph, node: int, site: Place, depth: int) -> bool:
    """Whether the value passes through from a sum of that place."""
    while depth:
        if place_of(graph, node) == site and graph.ops[node] in SUMS:
            return True
        if graph.ops[node] not in THROUGH or not graph.operands[node]:
            return graph.ops[node] in SUMS
        node = graph.operands[node][0]
        depth -= 1
    return False


def followed(graph: Graph, node: int, way: tuple[int, ...]) -> int | None:
    """The node at the end of the same way from another member: the first value."""
    for position in way:
        arguments = graph.tape.arguments[node]
        if graph.ops[node] not in SUMS and graph.ops[node] != "mul" and graph.ops[node] not in THROUGH:
            return node
        if position >= len(arguments) or type(arguments[position]) is not int:
            return None
        node = arguments[position]
    return node


def terms_of(graph: Graph, node: int, way: tuple[int, ...]) -> list[Term]:
    """The terms of a member that are not on the way to the one before."""
    return list(beside(graph, node, 1, way))


def beside(graph: Graph, at: int, sign: int, way: tuple[int, ...]) -> Iterator[Term]:
    op = graph.ops[at]
    if op in SUMS:
        for position, part in enumerate(graph.tape.arguments[at][:2]):
            turned = sign * (SUMS[op] if position == 1 else 1)
            if way and position == way[0] and type(part) is int:
                if len(way) > 1:
                    yield from beside(graph, part, turned, way[1:])
            elif type(part) is int:
                yield Term(part, turned, graph.values[part])
            else:
                yield Term(None, turned, part[1])
    elif op == "mul":
        other = graph.tape.arguments[at][1 - way[0]]
        factor = graph.values[other] if type(other) is int else other[1]
        yield Term(other if type(other) is int else None, 1, factor, scales=True)
    elif op in THROUGH and len(way) > 1:
        yield from beside(graph, graph.operands[at][0], sign, way[1:])


def added(terms: list[Term]) -> list[int]:
    return [term.node for term in terms if term.node is not None and not term.scales]
