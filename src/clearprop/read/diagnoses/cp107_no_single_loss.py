"""CP107: the layers follow different losses."""

from collections.abc import Iterator

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import subscript
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import TWO_LAYERS, Example
from clearprop.read.diagnoses.sweep import Adjoints
from clearprop.read.recover.objectives import LOSSES
from clearprop.read.recover.steps import Run, Step


class NoSingleLoss(Diagnosis):
    """The output layer descends one standard loss, the layers below another one."""

    code = "CP107"
    name = "no-single-loss"
    why = (
        "Gradient descent goes down one function of all parameters. If the output layer follows ∂L/∂W of one loss "
        "and the hidden layer that of another, no function goes down by these steps, and nothing says that they "
        "end anywhere."
    )
    wrong = "delta2 = (a2 - y) * a2 * (1 - a2)\ndelta1 = W2.T @ (a2 - y) * a1 * (1 - a1)"
    right = "delta2 = (a2 - y) * a2 * (1 - a2)\ndelta1 = W2.T @ delta2 * a1 * (1 - a1)"
    sure = "Each layer's changes equal one loss's gradient exactly, and not the same loss's, at every fresh point."
    example = Example(TWO_LAYERS, "d1 = d2 @ W2.T", "d1 = error @ W2.T")

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        for loss in LOSSES:
            if loss == case.loss:
                continue

            def adjoints(run: Run, step: Step, loss: str = loss) -> Adjoints:
                return run.graph.adjoints(case.seeds(run, step, loss), step.forward, run.cut)

            for top in range(2, case.depth + 1):
                below = case.of_layer(*range(1, top))
                l = subscript(top - 1)
                yield Hypothesis(
                    self,
                    top - 1,
                    adjoints,
                    below,
                    f"∂L/∂a{l}",
                    f"∂a{l} of {loss.replace('_', ' ')}",
                    f"∂a{l} of {case.loss.replace('_', ' ')}",
                    weight=0 if top == case.depth else 2,
                )
