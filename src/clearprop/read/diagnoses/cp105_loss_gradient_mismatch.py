"""CP105: one standard loss is computed, another one is descended."""

from collections.abc import Iterator

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import subscript
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import CROSS_ENTROPY, Example
from clearprop.read.diagnoses.places import of_other_loss
from clearprop.read.recover.descent import fitted, swept
from clearprop.read.recover.objectives import LOSSES


class LossGradientMismatch(Diagnosis):
    """The updates are the exact gradient of one standard loss, while the code computes the value of another."""

    code = "CP105"
    name = "loss-gradient-mismatch"
    severity = "suspicious"
    why = (
        "a - y as δ at a sigmoid is the gradient of the cross-entropy, not of the squared error, whose δ is (a - "
        "y) a(1 - a). It is a valid descent, often a better one; but the number that is watched is not the one "
        "that goes down."
    )
    wrong = "loss = np.mean((a - y) ** 2)\ndelta = a - y      # a is a sigmoid's"
    right = "loss = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))\ndelta = a - y"
    sure = (
        "Every change equals the other loss's gradient, and the computed number equals this loss's value, at "
        "every fresh point."
    )
    example = Example(CROSS_ENTROPY, "dz = p - Y", "dz = p * (p - Y - np.sum((p - Y) * p, axis=1, keepdims=True))")

    def standing(self, case: Case) -> Iterator[Hypothesis]:
        told = case.computed.loss
        if told is None or case.fit.own is not None or case.computed.followed:
            return
        l = subscript(case.depth)
        computed, descended = told.name.replace("_", " "), case.loss.replace("_", " ")
        yield Hypothesis(
            self,
            case.depth,
            case.true,
            set(),
            f"δ{l}",
            f"that of the {descended}",
            f"that of the {computed}, which is computed",
            locate=of_other_loss,
            related=(case.computed.line,) if case.computed.line else (),
        )

    def aim(self, case: Case) -> Case:
        """The loss that is computed is the one to descend."""
        loss = case.computed.objective
        if loss is None:
            return case
        return Case(case.points, fitted(loss, swept(case.points, LOSSES[loss])), case.original)
