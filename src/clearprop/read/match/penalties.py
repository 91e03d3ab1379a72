"""Sums that no table of truths has: with a penalty on the parameters added, and of a loss from step to step."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from clearprop.read.match.labelling import Label, Labelling
from clearprop.read.match.places import Instance
from clearprop.read.recover.spines import SUMS

ROUNDS = 3
SCALED = ("truediv", "mul", "neg", "inplace_truediv", "inplace_mul")


def label_penalised(labelling: Labelling) -> None:
    """A labelled loss or gradient and what depends on the parameters alone; a loss summed up, and its mean."""
    for _ in range(ROUNDS):
        found = [label_sum(labelling, instances) for instances in labelling.seen.computed.values()]
        if not any(found):
            return


def label_sum(labelling: Labelling, instances: Sequence[Instance]) -> bool:
    aside = [i for i in instances if labelling.computes(i) and i.node not in labelling.points[i.point].forward]
    if not aside or any(i in labelling.labels for i in aside):
        return False
    if any(i.node in labelling.points[i.point].run.cut for i in aside):
        return False  # a parameter's next value: the update's own statement is labelled
    terms = [term_of(labelling, instance) for instance in aside]
    known = [term for term in terms if term is not None]
    if not known or len(known) < len(terms) or len({term.role for term in known}) > 1:
        return False
    point = labelling.points[aside[0].point]
    site = point.graph.tape.site(aside[0].node)
    place = (site.line, site.column, site.end_line, site.end_column)
    if labelling.found.get(place):
        return False
    layers = tuple(dict.fromkeys(layer for term in known for layer in term.match.layers))
    match = replace(known[0].match, layers=layers)
    labelling.add(Label(place, known[0].role, match, point.graph.values[aside[0].node], aside[0].point), aside)
    return True


def term_of(labelling: Labelling, instance: Instance) -> Label | None:
    """The label of the one operand that counts, where the others only add a penalty, go on from before, or scale."""
    point = labelling.points[instance.point]
    graph, operands = point.graph, point.graph.operands[instance.node]
    known = [labelling.labels.get(Instance(instance.point, operand)) for operand in operands]
    labelled = [label for label in known if label is not None and label.role in ("loss", "weight_gradient")]
    others = [operand for operand, label in zip(operands, known, strict=True) if label is None]
    if len(labelled) != 1:
        return None
    op, role = graph.ops[instance.node], labelled[0].role
    if op in SUMS and others and all(is_penalty(labelling, instance.point, other, role) for other in others):
        return labelled[0]
    if role != "loss":
        return None
    if op in SUMS and all(goes_on(labelling, instance, other) for other in others):
        return labelled[0]
    return labelled[0] if op in SCALED and not any(point.run.dependent[other] for other in others) else None


def is_penalty(labelling: Labelling, number: int, node: int, role: str) -> bool:
    """Whether a value was computed from parameters alone: scaled for a gradient, in whatever way for a loss."""
    point = labelling.points[number]
    if role == "weight_gradient":
        return labelling.uses[number].network(node) == "P"
    return bool(point.run.dependent[node]) and node >= point.truths.window.start and node not in point.after_prediction


def goes_on(labelling: Labelling, instance: Instance, node: int) -> bool:
    """Whether a value is the sum so far, or the nought that it began with."""
    graph = labelling.points[instance.point].graph
    return graph.sites[node] == graph.sites[instance.node] or (
        graph.ops[node] in ("leaf", "literal") and not np.any(graph.values[node])
    )
