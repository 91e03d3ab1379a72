"""CP205: weights are changed before the signal has gone back through them."""

from collections.abc import Iterator
from typing import Any

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.products import other_weights
from clearprop.read.diagnoses.versions import through_views
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

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        def updated(run: Run, step: Step, product: Product) -> Any:
            return through_views(run, step, product.weight, lambda lineage: run.graph.values[step.after[lineage]])

        yield from other_weights(
            self, case, updated, "δ{l} times the W{l} that this step has updated already", kind="early"
        )
