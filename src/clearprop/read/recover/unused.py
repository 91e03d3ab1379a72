"""Numbers whose gradient a script computes, and that no update changes: parameters that were forgotten.

That the gradient is there is an identity in the recorded values: at one place of the script, at every point and step.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from clearprop.read.recover.graph import THROUGH
from clearprop.read.recover.layers import PRODUCTS, structure
from clearprop.read.recover.spines import SUMS
from clearprop.read.recover.steps import Points, Run, Step

Seeds = Callable[[Run, Step], dict[int, Any]]
Key = tuple[int, int]  # a site, and how many of that site came before
STEPS = 2
MOST = 64
CLOSE = 1e-9


def with_unused(original: Run, points: Points, seeds: Seeds) -> None:
    """Count these among what is frozen, in every run, and among the parameters of its layers."""
    runs = [original, *(run for run, _ in points)]
    each = [dict(kept(run)) for run in runs]
    keys = [key for key in each[0] if all(key in other for other in each)]
    found = [key for key in keys[:MOST] if is_computed(key, list(zip(points, each[1:], strict=True)), seeds)]
    for run, nodes in zip(runs, each, strict=True) if found else ():
        run.frozen += [nodes[key] for key in found]
        for step in run.steps:
            layers = step.layers
            step.layers = structure(run.graph, layers.nodes, layers.parameters | set(run.frozen), layers.predictions)


def kept(run: Run) -> Iterator[tuple[Key, int]]:
    """What is multiplied or added going forward, and is the same numbers in the next step."""
    if len(run.steps) < STEPS:
        return
    graph, step, following = run.graph, run.steps[0], run.steps[1]
    known, counts = set(run.frozen), Counter[int]()
    for node in sorted(step.forward):
        if graph.ops[node] not in PRODUCTS and graph.ops[node] not in SUMS:
            continue
        for position, operand in enumerate(graph.operands[node][:2]):
            base = beneath(run, operand)
            if base not in following.forward or base in known or run.dependent[base]:
                continue
            if weighs(run, step, node, position) and not run.text.literal(graph.tape.site(node), position):
                known.add(base)
                counts[graph.sites[base]] += 1
                yield (graph.sites[base], counts[graph.sites[base]]), base


def beneath(run: Run, node: int) -> int:
    while run.graph.ops[node] in THROUGH and run.graph.operands[node]:
        node = run.graph.operands[node][0]
    return node


def weighs(run: Run, step: Step, node: int, position: int) -> bool:
    """Whether the operand can be a weight or a bias: a float that has no row for each example."""
    graph = run.graph
    operands = graph.operands[node]
    value = graph.values[operands[position]]
    if np.asarray(value).dtype.kind != "f":
        return False
    if graph.ops[node] in SUMS:
        return np.size(value) < np.size(graph.values[node])
    rows = np.shape(graph.values[step.meetings[0].prediction])[:1]
    other = np.shape(graph.values[operands[1 - position]]) if len(operands) == 2 else ()
    return not (rows and rows[0] > 1 and rows[0] in np.shape(value) and rows[0] not in other)


def is_computed(key: Key, points: Sequence[tuple[tuple[Run, list[Step]], dict[Key, int]]], seeds: Seeds) -> bool:
    """Whether some place has the gradient times one constant, at each step and all points."""
    ratios: list[list[dict[Key, float]]] = []
    for (run, steps), nodes in points:
        ratios.append([])
        for number in range(min(STEPS, len(steps))):
            adjoints = run.graph.adjoints(seeds(run, steps[number]), steps[number].forward, run.cut)
            gradient = np.asarray(adjoints.get(nodes[key], 0.0), float)
            if not np.any(gradient):
                return False
            ratios[-1].append(dict(proportional(run, steps, number, gradient)))
    common = set.intersection(*(set(at) for each in ratios for at in each)) if len(points) > 1 else set()
    return any(
        all(np.ptp([each[number][place] for each in ratios]) <= CLOSE * abs(ratios[0][number][place])
            for number in range(min(map(len, ratios))))
        for place in common
    )  # fmt: skip


def proportional(run: Run, steps: list[Step], number: int, gradient: Any) -> Iterator[tuple[Key, float]]:
    """(place, ratio) of the values of a step, computed after its predictions, that are the gradient times a number."""
    graph = run.graph
    begin = max(meeting.prediction for meeting in steps[number].meetings)
    later = [min(m.prediction for m in step.meetings) for step in run.steps if step.number == number + 1]
    end = later[0] if later else len(graph)
    flat = gradient.ravel()
    largest = int(np.argmax(np.abs(flat)))
    counts = Counter[int]()
    for node in range(begin + 1, end):
        value = graph.values[node]
        counts[graph.sites[node]] += 1
        if np.size(value) != flat.size or not run.dependent[node] or node in run.cut:
            continue
        for one in (value, np.transpose(value)):
            ratio = float(np.ravel(one)[largest]) / float(flat[largest])
            if ratio and np.allclose(np.ravel(one), ratio * flat, rtol=CLOSE, atol=CLOSE * abs(ratio * flat[largest])):
                yield (graph.sites[node], counts[graph.sites[node]]), ratio
                break
