"""CP900: something is not what it should be, and no known mistake gives it."""

from collections.abc import Iterator

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.relations import agreeing, by_ratio, shared
from clearprop.read.diagnoses.scaled import named


class UnexplainedDifference(Diagnosis):
    """Most parameters follow the gradient of one loss exactly, others do not, and no hypothesis reproduces these."""

    code = "CP900"
    name = "unexplained-difference"
    stage = "last"
    why = (
        "The loss is known, for some parameters go down it exactly. The others' changes are not their part of the "
        "same gradient: what they are is not known, only where the first value stands that is none of the true "
        "ones."
    )
    wrong = "dW1 = x.T @ (delta1 + 0.1 * noise)"
    right = "dW1 = x.T @ delta1"
    sure = (
        "The parameters that are right are right to 1e-8 at every fresh point; those named here are not, at every one."
    )

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        own = by_ratio(case)
        common = shared(own)
        right = agreeing(own, common)
        failing = set(case.parameters) - right
        weights = {i for i in right if case.roles.get(i) and case.roles[i].weights}
        if not failing or not weights or not common or common <= 0:
            return
        if not (case.computed.followed or all_right_from(case, failing)):
            return
        if not all(
            np.any(np.asarray(case.true_gradients(run, step)[i]))
            for i in failing
            for run, steps in case.points
            for step in steps[:1]
        ):
            return
        layers = {case.layer(i) for i in failing}
        yield Hypothesis(
            self,
            max(layers),
            case.true,
            failing,
            f"∂L/∂{named(case, failing)}",
            "none of the values that it could be by a known mistake",
            "the gradient of the loss that the other parameters follow",
            kind="unmatched",
            found={"proved": 0.0},
        )


def all_right_from(case: Case, failing: set[int]) -> bool:
    """Whether everything of the layers above those that fail is right, in which an activation is bent and has its slope."""
    highest = max(case.layer(i) for i in failing)
    return (
        highest < case.depth
        and case.activation(case.depth) in ("sigmoid", "tanh")
        and case.loss == "half_squared_error"
    )
