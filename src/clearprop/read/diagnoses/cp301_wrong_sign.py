"""CP301: the step goes up the loss."""

from collections.abc import Iterator

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import TWO_LAYERS, Example
from clearprop.read.diagnoses.relations import by_ratio, shared
from clearprop.read.diagnoses.scaled import named, true_but


class WrongSign(Diagnosis):
    """The gradient is added, or the error has the wrong sign: all parameters, or some, move up the loss."""

    code = "CP301"
    name = "wrong-sign"
    why = (
        "θ ← θ - η ∂L/∂θ goes down. With target - output the difference already holds the descent direction and "
        "wants a +; one sign too many turns learning round: the loss rises, or one parameter undoes what the "
        "others do."
    )
    wrong = "error = target - output\nw -= lr * error * slope * x"
    right = "error = target - output\nw += lr * error * slope * x"
    sure = "The changes equal the true gradient with the opposite sign, exactly, at every fresh point."
    example = Example(TWO_LAYERS, "b1 -= 0.3 * d1", "b1 += 0.3 * d1")
    stage = "ratio"

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        own = by_ratio(case)
        common = shared(own)
        if common is None:
            return
        turned = {
            i
            for i, o in own.items()
            if o.ratio is not None and np.isclose(o.ratio, -abs(common), rtol=1e-7) and not o.still
        }
        if not turned:
            return
        whole = turned == {i for i, o in own.items() if not o.still}
        gradient = true_but(case, lambda i, found: -np.asarray(found[i]) if i in turned else found[i])
        layers = {case.layer(i) for i in turned}
        yield Hypothesis(
            self,
            layers.pop() if len(layers) == 1 and not whole else None,
            case.true,
            turned,
            f"Δ{named(case, turned)}",
            "plus the gradient",
            "minus the gradient",
            kind="change",
            gradient=gradient,
        )
