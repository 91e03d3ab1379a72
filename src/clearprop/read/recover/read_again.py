"""A part of an array that is a parameter of its own, a row of weights say: every reading of its first value is one node."""

from collections.abc import Iterable

from clearprop.read.recover.graph import Graph
from clearprop.read.recover.lineages import Lineage
from clearprop.read.tape.tape import Template

TAGGED = ("l", "t", "s")


def read_once(graph: Graph, found: Iterable[Lineage]) -> None:
    """Let what was computed from later readings of a first value come from the first reading of it."""
    parts = {part_of(graph, lineage.first) for lineage in found if graph.ops[lineage.first] == "getitem"}
    containers = {container for container, _ in parts}
    earliest: dict[tuple[int, str], int] = {}
    same: dict[int, int] = {}
    for node in sorted({user for container in containers for user in graph.users[container]}):
        if graph.ops[node] == "getitem" and (part := part_of(graph, node)) in parts:
            before = earliest.setdefault(part, node)
            if before != node:
                replace(graph, node, before)
                same[node] = before
    for lineage in found:
        lineage.first = same.get(lineage.first, lineage.first)


def part_of(graph: Graph, node: int) -> tuple[int, str]:
    """The array that is read, and where."""
    container, *where = graph.tape.arguments[node]
    return container, repr(where)


def replace(graph: Graph, node: int, other: int) -> None:
    """What used the one node uses the other."""
    for user in graph.users[node]:
        graph.tape.arguments[user] = renamed(graph.tape.arguments[user], node, other)
        graph.operands[user] = [other if operand == node else operand for operand in graph.operands[user]]
    graph.users[other] = sorted({*graph.users[other], *graph.users[node]})
    graph.users[node] = []


def renamed(arguments: Iterable[Template], node: int, other: int) -> list[Template]:
    return [
        (other if part == node else part)
        if type(part) is int
        else [part[0], *renamed(part[1:], node, other)]
        if part[0] in TAGGED
        else [part[0], dict(zip(part[1], renamed(part[1].values(), node, other), strict=True))]
        if part[0] in ("d", "k")
        else part
        for part in arguments
    ]
