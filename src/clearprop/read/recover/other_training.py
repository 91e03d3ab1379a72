"""Training that follows no gradient: what can be shown of it."""

from collections.abc import Sequence

import numpy as np

from clearprop.read.recover.graph import Graph
from clearprop.read.recover.steps import Run, Step
from clearprop.read.rules.rule import Zero

FLAT = frozenset(f"call numpy.{name}" for name in ("sign", "heaviside", "floor", "ceil", "rint", "round", "trunc"))
"""Steps whose values are floats."""


def other_training(points: Sequence[tuple[Run, list[Step]]]) -> str | None:
    """Why the updates cannot follow a gradient, as a sentence; None where they may.

    A prediction that is a step function of the parameters has no slope anywhere, so what changes them is a rule of its own.
    """
    lines = set()
    for run, steps in points:
        for step in steps:
            line = flat_at(run, step)
            if line is None:
                return None
            lines.add(line)
    where = f"line {min(lines)}" if len(lines) == 1 else f"lines {', '.join(map(str, sorted(lines)))}"
    return (
        f"the prediction is a step function ({where}): its slope is zero, so the updates are a rule of their own, "
        "as the perceptron's."
    )


def flat_at(run: Run, step: Step) -> int | None:
    """The line where everything between parameters and predictions is lost; None where something gets through."""
    graph = run.graph
    seeds = {m.prediction: np.ones(np.shape(graph.values[m.prediction])) for m in step.meetings}
    adjoints = graph.adjoints(seeds, step.forward, run.cut)
    if any(np.any(adjoints[node]) for node in step.before.values() if node in adjoints):
        return None
    steps = [n for n in step.forward if run.dependent[n] and n not in run.cut and n in adjoints and is_step(graph, n)]
    return graph.tape.site(max(steps)).line if steps else None


def is_step(graph: Graph, node: int) -> bool:
    """Whether it is flat wherever it has a slope."""
    return graph.ops[node] in FLAT or isinstance(graph.rule(node), Zero)
