"""What the text and the flow of data say about the values of a place, beside their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from clearprop.read.match.places import Instance
from clearprop.read.match.points import Point
from clearprop.read.match.uses import Uses


@dataclass(frozen=True)
class Evidence:
    """What is known of the values of a place."""

    dependent: bool  # on parameters, at least once: the slope of a layer without an activation is a mere one
    after_prediction: bool
    after_error: bool
    met: bool  # prediction and target meet here
    multiplies: bool  # inputs, activations or weights
    reaches_bias: bool
    of_input: bool  # is a product with an input or an activation


def evidence_of(instances: Sequence[Instance], points: Sequence[Point], uses: Sequence[Uses]) -> Evidence:
    """Of nodes that were computed."""
    at = [(points[i.point], uses[i.point], i.node) for i in instances]
    error = all(node in point.after_error for point, _, node in at)
    return Evidence(
        dependent=any(bool(point.run.dependent[node]) for point, _, node in at),
        after_prediction=all(node in point.after_prediction for point, _, node in at),
        after_error=error,
        met=error and any(node in point.met for point, _, node in at),
        multiplies=error and any(use.multiplies_network(node) for _, use, node in at),
        reaches_bias=error and any(node in use.changes_bias for _, use, node in at),
        of_input=error and any(use.made_by_input(node) for _, use, node in at),
    )
