"""Where a backward pass leaves the truth: the places whose values are no true quantity though what goes in is true."""

from collections.abc import Sequence

import numpy as np

from clearprop.read.match.labelling import Labelling
from clearprop.read.match.labels import labelled
from clearprop.read.match.places import Instance
from clearprop.read.match.truths import Truths
from clearprop.read.recover.graph import THROUGH
from clearprop.read.recover.steps import Run, Step

Points = Sequence[tuple[Run, Step, Truths]]


def first_unmatched(points: Points, file: str | None = None) -> list[int]:
    """The sites of the backward pass, in the order of execution, where true values become something else."""
    labelling = labelled(points, file)
    return in_order(labelling, [i for i in backward(labelling) if leaves_truth(labelling, i)])


def matching_only(points: Points, others: Points, file: str | None = None) -> list[int]:
    """The sites of the backward pass, in order, where values are a quantity of ``others`` and none of ``points``."""
    true, other = labelled(points, file), labelled(others, file)
    return in_order(true, [i for i in backward(true) if i in other.labels and i not in true.labels])


def backward(labelling: Labelling) -> list[Instance]:
    every = [i for instances in labelling.seen.computed.values() for i in instances]
    return [i for i in every if goes_back(labelling, i) and labelling.computes(i)]


def goes_back(labelling: Labelling, instance: Instance) -> bool:
    point = labelling.points[instance.point]
    return instance.node in point.backward and instance.node in point.after_error


def leaves_truth(labelling: Labelling, instance: Instance) -> bool:
    """Whether a value that was computed from true ones is none itself, nor leads to true ones alone."""
    if instance in labelling.labels or not np.any(labelling.points[instance.point].graph.values[instance.node]):
        return False
    users = after(labelling, instance)
    lost = not users or any(not is_true(labelling, instance.point, user) for user in users)
    return lost and all(is_true(labelling, instance.point, operand) for operand in before(labelling, instance))


def before(labelling: Labelling, instance: Instance) -> list[int]:
    point = labelling.points[instance.point]
    return [operand for operand in point.graph.operands[instance.node] if operand in point.after_error]


def after(labelling: Labelling, instance: Instance) -> list[int]:
    point = labelling.points[instance.point]
    return [user for user in point.graph.users[instance.node] if user in point.backward]


def is_true(labelling: Labelling, point: int, node: int) -> bool:
    """Whether a node, under mere changes of shape, was proved to be a quantity."""
    graph = labelling.points[point].graph
    while graph.ops[node] in THROUGH and graph.operands[node] and Instance(point, node) not in labelling.labels:
        node = graph.operands[node][0]
    return Instance(point, node) in labelling.labels


def in_order(labelling: Labelling, instances: Sequence[Instance]) -> list[int]:
    """The sites by the number of the node that is first there, at any point."""
    places = sorted(
        (i.node - labelling.points[i.point].truths.window.start, labelling.points[i.point].graph.sites[i.node])
        for i in instances
    )
    return list(dict.fromkeys(site for _, site in places))
