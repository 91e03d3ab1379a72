"""Other values of the parameters, seen as a product sees them: through the same views (a transpose, an element)."""

from collections.abc import Callable
from typing import Any

import numpy as np

from clearprop.read.recover.steps import Run, Step


def through_views(run: Run, step: Step, node: int, value_of: Callable[[int], Any]) -> Any:
    """The value of a node made of one parameter alone, if that parameter had another value; None where it cannot be
    had.
    """
    graph = run.graph
    by_node = {step.before[lineage]: lineage for lineage in run.parameters}

    def value(at: int) -> Any:
        if at in by_node:
            return value_of(by_node[at])
        operands = [o for o in graph.operands[at] if o in step.forward]
        moved = [o for o in operands if step.layers.kinds[o].letter == "P"]
        rule = graph.rule(at)
        if not moved or rule is None:
            return None
        values = [value(o) if o in moved else graph.values[o] for o in graph.operands[at]]
        return None if any(v is None for v in values) else rule.evaluate(values)

    found = value(node)
    return None if found is None or np.shape(found) != np.shape(graph.values[node]) else found
