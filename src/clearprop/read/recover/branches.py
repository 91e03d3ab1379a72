"""Targets that are never written into a formula: they only choose which branch is taken."""

from collections.abc import Iterable

import numpy as np

from clearprop.read.recover.graph import Graph
from clearprop.read.recover.meets import Meeting, beneath, moving, through, value
from clearprop.read.recover.spines import SUMS
from clearprop.read.recover.text import Text


def by_branch(graph: Graph, text: Text, dependent: np.ndarray, nodes: Iterable[int]) -> list[Meeting]:
    """Where targets only choose a branch: ``1 - p`` or ``p - 1`` that is no part of ``p (1 - p)``, with 1 for a target."""
    found = []
    for node in sorted(nodes):
        arguments = graph.tape.arguments[node]
        if SUMS.get(graph.ops[node]) != -1 or len(arguments) < 2:
            continue
        for one, position in ((arguments[0], 1), (arguments[1], 0)):
            if (
                moving(dependent, one)
                and text.literal(graph.tape.site(node), position)
                and value(graph, arguments[position]) == 1
            ):
                prediction = through(graph, one)
                squared = graph.ops[prediction] in (
                    "mul",
                    "pow",
                    "call numpy.square",
                    "call numpy.power",
                    "call math.pow",
                )
                if np.size(graph.values[prediction]) == 1 and not squared and not slope(graph, node, prediction):
                    found.append(Meeting(node, prediction, 1.0, "branch", None))
    inner = beneath(graph, found)
    return [meeting for meeting in found if meeting.node not in inner]


def slope(graph: Graph, node: int, prediction: int) -> bool:
    """Whether the node is the 1 - p of p (1 - p), or of another formula with p."""
    return any(
        graph.ops[user] in ("mul", "call numpy.multiply")
        and any(
            o != node and (through(graph, o) == prediction or prediction in graph.operands[o])
            for o in graph.operands[user]
        )
        for user in graph.users[node]
    )


def others_of(graph: Graph, nodes: Iterable[int], found: Iterable[Meeting], site: int) -> list[Meeting]:
    """The predictions of the same place that no branch gave a target: 0."""
    met = {meeting.prediction for meeting in found}
    return [Meeting(n, n, 0.0, "branch", None) for n in sorted(nodes) if graph.sites[n] == site and n not in met]
