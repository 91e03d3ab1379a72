"""CP207: gradient-not-reset."""

from collections.abc import Iterator
from dataclasses import replace

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.optimising import by_formula
from clearprop.read.diagnoses.places import of_running_sum


class GradientNotReset(Diagnosis):
    """Gradients are added to those of earlier steps, because nothing sets them back to zero."""

    code = "CP207"
    name = "gradient-not-reset"
    why = (
        "A step follows the gradient at the present weights. If the sums of earlier steps are still in it, it "
        "follows all the places where the weights have been, with a weight that grows and never fades."
    )
    wrong = "for x, y in data:\n    grad += gradient(x, y)\n    w -= lr * grad"
    right = "for x, y in data:\n    grad = gradient(x, y)\n    w -= lr * grad"
    sure = "The changes of all steps equal those of the rule with that slip, at every fresh point."
    stage = "rule"

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        for hypothesis in by_formula(self, case):
            yield replace(hypothesis, locate=of_running_sum)
