"""Other values of the parameters, seen as a product sees them: through the same views (a transpose, an element)."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from clearprop.read.recover.steps import Run, Step


def through_views(run: Run, step: Step, node: int, value_of: Callable[[int], Any]) -> Any:
    """The value of a node made of one parameter alone, if that parameter had another value; None where it cannot be
    had.
    """
    lineages = {step.before[lineage]: lineage for lineage in run.parameters}
    below = run.graph.ancestors([node], cut=run.cut) & set(lineages)
    others = {at: value_of(lineages[at]) for at in below}
    if any(other is None for other in others.values()):
        return None
    found = on_the_way(run, step, node, others)
    return None if found is None or np.shape(found) != np.shape(run.graph.values[node]) else found


def on_the_way(run: Run, step: Step, node: int, others: Mapping[int, Any]) -> Any:
    """The value of a node made of parameters alone, with other values at some nodes; None where it cannot be had."""
    graph = run.graph
    if node in others:
        return others[node]
    operands = [o for o in graph.operands[node] if o in step.forward]
    moved = [o for o in operands if step.layers.kinds[o].letter == "P"]
    rule = graph.rule(node)
    if not moved or rule is None:
        return None
    values = [on_the_way(run, step, o, others) if o in moved else graph.values[o] for o in graph.operands[node]]
    return None if any(v is None for v in values) else rule.evaluate(values)
