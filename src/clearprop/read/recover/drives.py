"""What the predictions push a parameter by: its change without decay, and without what an optimiser remembers.

``v ← μ v - η g, w ← w + v - η λ w`` moves w by several things; only ``-η g`` was computed from this step's predictions.
The change is evaluated again along its sums, with nothing in the place of every term that was not.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from clearprop.read.recover.gradients import apart
from clearprop.read.recover.layers import LINEAR, PRODUCTS
from clearprop.read.recover.steps import Run, Step

DIVISIONS = frozenset(("truediv", "inplace_truediv", "call numpy.divide", "call numpy.true_divide"))
SAME = 1e-10
ALONG = LINEAR | PRODUCTS | DIVISIONS


def drives(run: Run, step: Step) -> dict[int, Any]:
    """By lineage; the change itself, where nothing else is in it."""
    if step.driven is None:
        found = Drives(run, step).found
        moved = {i for i in run.parameters if step.after[i] != step.before[i]}
        step.driven = {
            i: found.get(step.after[i], change) if i in moved else change for i, change in changes(run, step)
        }
    return step.driven


def changes(run: Run, step: Step) -> Iterator[tuple[int, Any]]:
    return ((i, step.changes[i]) for i in run.parameters)


def whole(run: Run, step: Step) -> bool:
    """Whether the changes are all pushed by the predictions, and by nothing else."""
    found = drives(run, step)
    return all(apart(found[i], change) <= SAME for i, change in changes(run, step))


def mixed(run: Run, step: Step, lineage: int) -> int | None:
    """The first node on the way to the parameter in which something is added to what the predictions push by."""
    way = run.graph.ancestors([step.after[lineage]], since=step.start)
    return min(way.intersection(Drives(run, step).found), default=None)


class Drives:
    """One pass over the nodes of a step."""

    def __init__(self, run: Run, step: Step) -> None:
        self.graph, self.run, self.forward = run.graph, run, step.forward
        self.kinds = step.layers.kinds
        self.pushed: set[int] = set()
        self.found: dict[int, Any] = {}  # of nodes in which something else is added to what was pushed
        with np.errstate(all="ignore"):
            for node in range(min(step.forward, default=step.start), step.end + 1):
                if node in run.cut and node <= step.start:
                    continue  # what an earlier step left, where the pass goes back to values of before that
                if any(self.is_pushed(operand) for operand in self.graph.operands[node]) and node not in self.forward:
                    self.pushed.add(node)
                    self.visit(node)

    def is_pushed(self, node: int) -> bool:
        """Whether it depends on the predictions, or on what they are made of beside parameters alone."""
        return node in self.pushed or (node in self.forward and self.kinds[node].letter in "ZA")

    def is_added(self, node: int) -> bool:
        """Whether it depends on parameters, of this step or of earlier ones, and not by way of predictions."""
        return bool(self.run.dependent[node]) and not self.is_pushed(node)

    def visit(self, node: int) -> None:
        operands, op = self.graph.operands[node], self.graph.ops[node]
        if op not in ALONG or not any(o in self.found or self.is_added(o) for o in operands):
            return
        if op in LINEAR:
            values = [0.0 * self.graph.values[o] if self.is_added(o) else self.value(o) for o in operands]
        elif op in DIVISIONS and self.found.get(operands[0]) is not None:
            value = self.found[operands[0]]
            values = [value, *(self.graph.values[o] for o in operands[1:])]
            if any(self.is_pushed(o) for o in operands[1:]):  # the size that an optimiser divides by
                self.keep(node, value)
                return
        elif [o for o in operands if self.run.dependent[o]] == [o for o in operands if o in self.found]:
            values = [self.value(o) for o in operands]
        else:
            return
        rule = self.graph.rule(node)
        if rule is not None:
            self.keep(node, rule.evaluate(values))

    def value(self, node: int) -> Any:
        return self.found.get(node, self.graph.values[node])

    def keep(self, node: int, value: Any) -> None:
        if value is not None and np.shape(value) == np.shape(self.graph.values[node]):
            self.found[node] = value
