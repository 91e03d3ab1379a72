"""CP307: regularisation-wrong."""

from collections.abc import Iterator

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import LINEAR, Example
from clearprop.read.diagnoses.optimising import by_formula


class RegularisationWrong(Diagnosis):
    """Weight decay has the wrong sign or pulls at the wrong thing."""

    code = "CP307"
    name = "regularisation-wrong"
    why = (
        "The penalty ½λ|w|² adds λw to the gradient, so that a step takes w towards zero. With the other sign it "
        "drives the weights away from zero, faster the larger they are; on another tensor it is no penalty at "
        "all."
    )
    wrong = "W -= lr * (dW - decay * W)"
    right = "W -= lr * (dW + decay * W)"
    sure = "The changes of all steps equal those of the rule with that slip, at every fresh point."
    example = Example(LINEAR, "gw + 0.01 * w", "gw - 0.01 * w")
    stage = "rule"

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        yield from by_formula(self, case)
