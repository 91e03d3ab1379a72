"""CP301: the step goes up the loss."""

from collections.abc import Iterator

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import TWO_LAYERS, Example
from clearprop.read.diagnoses.relations import by_ratio, shared
from clearprop.read.diagnoses.scaled import named, true_but
from clearprop.read.diagnoses.sweep import slope
from clearprop.read.diagnoses.turned import of_sign
from clearprop.read.diagnoses.written_slopes import known


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
        if not turned or has_turned_slope(case):
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
            gradient=gradient,
            locate=of_sign,
        )


def has_turned_slope(case: Case) -> bool:
    """Whether the script computes -φ' somewhere: the sign is that of a wrong derivative."""
    run, step = case.points[0][0], case.points[0][1][0]
    for block in step.layers.blocks:
        if len(block.sources) == 1:
            true = np.ravel(slope(run, block)[block.sources[0]])
            values = (np.ravel(run.graph.values[node]) for node in known(case, run, step, block).values())
            if np.any(true) and any(np.allclose(value, -true, rtol=1e-9, atol=0.0) for value in values):
                return True
    return False
