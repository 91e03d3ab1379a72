"""Other predictions within a step: forward passes whose errors no update uses, for a loss or an accuracy to be printed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from clearprop.read.match.parts import Parts
from clearprop.read.recover.graph import Graph
from clearprop.read.recover.layers import Layers, activation_of, structure
from clearprop.read.recover.meets import Meeting, meetings
from clearprop.read.recover.steps import Run, Step

MOST = 60_000
"""Nodes of a step, beyond which they are not looked for."""


@dataclass
class Aside:
    """Forward passes beside the one that is trained on."""

    nodes: frozenset[int] = frozenset()
    roles: dict[int, tuple[str, int]] = field(default_factory=dict)
    meetings: list[Meeting] = field(default_factory=list)
    unbent: set[int] = field(default_factory=set)


def aside_of(run: Run, step: Step, window: Sequence[int]) -> Aside:
    """What is predicted aside, by a network that is as deep as the one that is trained and ends in the same activation."""
    if len(window) > MOST:
        return Aside()
    known = step.forward | step.backward
    spoken_for = set(known)
    for node in window:  # what is computed from what is trained on is not aside of it
        if node not in known and any(
            o in spoken_for and run.dependent[o] and o not in run.cut for o in run.graph.operands[node]
        ):
            spoken_for.add(node)
    rest = [node for node in window if node not in spoken_for and run.dependent[node]]
    met = meetings(run.graph, run.text, run.dependent, rest)
    if not met:
        return Aside()
    predictions = [meeting.prediction for meeting in met]
    forward = run.graph.ancestors(predictions, cut=run.cut)
    layers = structure(run.graph, forward, forward & run.cut, predictions)
    ends = endings(run.graph, step.layers)
    if layers.depth != step.layers.depth or not endings(run.graph, layers) <= ends:
        return Aside()
    parts = Parts(run.graph, layers)
    return Aside(frozenset(forward - known), parts.roles, met, parts.unbent)


def endings(graph: Graph, layers: Layers) -> set[object]:
    """What the predictions are, of the last pre-activation: the activation's name, or the place where it is computed."""
    blocks = {block.activation: block for block in layers.blocks}
    found: set[object] = set()
    for node in layers.predictions:
        block = blocks.get(node)
        if layers.kinds[node] == ("Z", layers.depth):
            found.add("identity")
        elif block is not None and len(block.sources) == 1:
            name = activation_of(graph.values[block.sources[0]], graph.values[node])
            found.add(name or graph.sites[node])
        else:
            found.add(graph.sites[node])
    return found
