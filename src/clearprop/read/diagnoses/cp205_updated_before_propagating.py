"""CP205: weights are changed before the signal has gone back through them."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Backward, Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import subscript
from clearprop.read.diagnoses.case import ENOUGH, Case
from clearprop.read.diagnoses.example import ROW_BY_ROW, Example
from clearprop.read.diagnoses.products import other_weights, product_pulls
from clearprop.read.diagnoses.relations import by_ratio, shared
from clearprop.read.diagnoses.sweep import Adjoints, swept
from clearprop.read.diagnoses.versions import through_views
from clearprop.read.recover.gradients import TOLERANCE, apart
from clearprop.read.recover.layers import Product
from clearprop.read.recover.steps import Run, Step


class UpdatedBeforePropagating(Diagnosis):
    """The backward pass reads weights that this step has updated already."""

    code = "CP205"
    name = "updated-before-propagating"
    why = (
        "The gradient is that of the loss at the weights of the forward pass. Sent back through weights that have "
        "moved, the signal belongs to no point at all: neither the old weights nor the new ones. With small rates "
        "it is nearly right, and is never noticed."
    )
    wrong = "W2 -= lr * dW2\ndelta1 = (W2.T @ delta2) * a1 * (1 - a1)"
    right = "delta1 = (W2.T @ delta2) * a1 * (1 - a1)\nW2 -= lr * dW2"
    sure = "The changes equal those with the weights after this step's update, at every fresh point."
    example = Example(
        ROW_BY_ROW,
        "        for k in range(len(hidden)):\n"
        '            hidden[k]["d"] = d * v[k] * (1 - hidden[k]["out"] ** 2)\n'
        "        for k in range(len(v)):\n"
        '            v[k] -= 0.1 * d * hidden[k]["out"]\n',
        "        for k in range(len(v)):\n"
        '            v[k] -= 0.1 * d * hidden[k]["out"]\n'
        "        for k in range(len(hidden)):\n"
        '            hidden[k]["d"] = d * v[k] * (1 - hidden[k]["out"] ** 2)\n',
    )

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        yield from other_weights(
            self, case, updated, "δ{l} times the W{l} that this step has updated already", kind="early"
        )
        yield from self.left_behind(case)

    def left_behind(self, case: Case) -> Iterator[Hypothesis]:
        """All is updated at once before the layers below have their gradients: they get those of the pass before."""
        for layer in range(2, case.depth + 1):
            below = case.of_layer(*range(1, layer))

            def adjoints(run: Run, step: Step, layer: int = layer) -> Adjoints:
                above = [product_pulls(run, step, l, updated, True) for l in range(2, layer + 1)]
                pulls = {node: pull for found in above for node, pull in found.items()}
                return swept(run, step, case.seeds(run, step), pulls)

            difference = belated(case, adjoints, below)
            if difference is None:
                continue
            l = subscript(layer)
            yield Hypothesis(
                self,
                layer - 1,
                adjoints,
                below,
                f"∂L/∂W{subscript(layer - 1)}",
                f"that of the pass before, with δ{l} times the W{l} that had been updated already",
                f"that of this pass, with δ{l} times W{l} as it was",
                kind="change",
                found={"proved": difference},
            )


def updated(run: Run, step: Step, product: Product) -> Any:
    """The weights of a product as they are after the step."""
    return through_views(run, step, product.weight, lambda lineage: run.graph.values[step.after[lineage]])


def belated(case: Case, adjoints: Backward, lineages: set[int]) -> float | None:
    """How far these parameters' changes are from those that the pass before asked for; None where they are others."""
    rate, worst = shared(by_ratio(case)), 0.0
    if rate is None or not lineages:
        return None
    for run, steps in case.points:
        for before, step in pairwise(steps[:ENOUGH]):
            wanted = case.mutated(adjoints, run, before)
            worst = max(worst, *(apart(case.part(i, step.changes), -rate * np.asarray(wanted[i])) for i in lineages))
    return worst if worst <= TOLERANCE else None
