"""One array that holds the parameters of several layers, taken apart: to a diagnosis each piece is a parameter."""

from typing import Any, NamedTuple

import numpy as np

from clearprop.read.diagnoses.versions import on_the_way
from clearprop.read.recover.network import Role, shared_by_layers
from clearprop.read.recover.steps import Points, Run, Step


class Piece(NamedTuple):
    """``whole``: the lineage of the array; ``positions``: which of its entries, in the piece's shape."""

    whole: int
    positions: np.ndarray
    role: Role

    def of(self, value: Any) -> Any:
        """The piece of what is as large as the array."""
        return np.ravel(np.asarray(value))[self.positions]


def taken_apart(points: Points) -> dict[int, Piece]:
    """By a number of their own, beyond the lineages'; each step then tells their nodes as it does for lineages."""
    run, steps = points[0]
    found: dict[int, Piece] = {}
    number = max(len(other.lineages) for other, _ in points)
    shared = shared_by_layers(steps[0].layers)
    for whole in run.parameters:
        before = steps[0].before[whole]
        for layer, bias, node in shared.get(before, ()):
            numbers = np.arange(np.size(run.graph.values[before]), dtype=float).reshape(
                np.shape(run.graph.values[before])
            )
            positions = on_the_way(run, steps[0], node, {before: numbers})
            if positions is None:
                return {}
            found[number] = Piece(whole, np.asarray(np.rint(positions), int), Role(layer, not bias, bias))
            number += 1
    placed = [placed_in(other, step, found) for other, every in points for step in every]
    return found if all(placed) else {}


def placed_in(run: Run, step: Step, found: dict[int, Piece]) -> bool:
    """Whether the step has all these pieces; they are put beside its lineages."""
    shared = shared_by_layers(step.layers)
    for number, piece in found.items():
        role = piece.role.layer, piece.role.bias
        nodes = [node for layer, bias, node in shared.get(step.before[piece.whole], ()) if (layer, bias) == role]
        if not nodes:
            return False
        step.before[number], step.after[number] = nodes[0], step.after[piece.whole]
        step.terms[number] = step.terms[piece.whole]
        step.changes[number] = piece.of(step.changes[piece.whole])
    return True
