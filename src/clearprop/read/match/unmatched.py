"""Where a backward pass leaves the truth: the places whose values are no true quantity though what goes in is true."""

from collections.abc import Sequence

from clearprop.read.match.labelling import Labelling
from clearprop.read.match.labels import labelled
from clearprop.read.match.places import Instance, Key
from clearprop.read.match.truths import Truths
from clearprop.read.recover.graph import THROUGH
from clearprop.read.recover.steps import Run, Step

Points = Sequence[tuple[Run, Step, Truths]]


def first_unmatched(points: Points, file: str | None = None) -> list[int]:
    """The sites of the backward pass, in the order of execution, where true values become something else."""
    labelling = labelled(points, file)
    wrong = [key for key in backward_keys(labelling) if leaves_truth(labelling, key)]
    return in_order(labelling, wrong)


def matching_only(points: Points, others: Points, file: str | None = None) -> list[int]:
    """The sites of the backward pass, in order, whose values are a quantity of ``others`` and none of ``points``."""
    true, other = labelled(points, file), labelled(others, file)
    return in_order(true, [key for key in backward_keys(true) if key in other.proved and key not in true.proved])


def backward_keys(labelling: Labelling) -> list[Key]:
    return [
        key for key, instances in labelling.seen.computed.items() if any(goes_back(labelling, i) for i in instances)
    ]


def goes_back(labelling: Labelling, instance: Instance) -> bool:
    point = labelling.points[instance.point]
    return instance.node in point.step.backward and instance.node in point.after_error


def leaves_truth(labelling: Labelling, key: Key) -> bool:
    """Whether values that were computed from true ones are none themselves, nor lead to true ones."""
    if key in labelling.proved:
        return False
    instances = [i for i in labelling.seen.computed[key] if goes_back(labelling, i)]
    true = all(is_true(labelling, i.point, operand) for i in instances for operand in before(labelling, i))
    lost = any(not is_true(labelling, i.point, user) for i in instances for user in after(labelling, i))
    ends = all(not after(labelling, i) for i in instances)
    return true and (lost or ends) and any(labelling.computes(i) for i in instances)


def before(labelling: Labelling, instance: Instance) -> list[int]:
    point = labelling.points[instance.point]
    return [operand for operand in point.graph.operands[instance.node] if operand in point.after_error]


def after(labelling: Labelling, instance: Instance) -> list[int]:
    point = labelling.points[instance.point]
    return [user for user in point.graph.users[instance.node] if user in point.step.backward]


def is_true(labelling: Labelling, point: int, node: int) -> bool:
    """Whether a node, under mere changes of shape, stands at a place that is proved."""
    graph = labelling.points[point].graph
    while graph.ops[node] in THROUGH and graph.operands[node] and Instance(point, node) not in labelling.true:
        node = graph.operands[node][0]
    return Instance(point, node) in labelling.true


def in_order(labelling: Labelling, keys: Sequence[Key]) -> list[int]:
    first = {key: labelling.seen.computed[key][0] for key in keys}
    nodes = sorted((i.node, labelling.points[i.point].graph.sites[i.node]) for i in first.values())
    return list(dict.fromkeys(site for _, site in nodes))
