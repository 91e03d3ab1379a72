"""CP402: an adjoint is exactly zero for all rows."""

from collections.abc import Iterator

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import SUMS, Example
from clearprop.read.diagnoses.scaled import named


class NoGradient(Diagnosis):
    """A layer gets no gradient at all: dead ReLUs, full saturation, a clip, the softmax of a single number."""

    code = "CP402"
    name = "no-gradient"
    why = (
        "A factor of the chain that is exactly zero for every row stops everything below it: ReLU' = 0 where z < "
        "0, the slope of a clip outside its range, softmax of one number, which is 1 whatever z is."
    )
    wrong = "p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)      # z has one column: p is always 1"
    right = "p = 1 / (1 + np.exp(-z))"
    said_by = ("CP401",)  # of units that start as zeros, no gradient may ever come
    sure = "The true gradient was exactly zero at every recorded step of the script's own run."
    example = Example(SUMS, "b = [0.1, 0.2, 0.3]", "b = [40.0, 40.0, 40.0]", shows="h = [math.tanh")

    def standing(self, case: Case) -> Iterator[Hypothesis]:
        run = case.original
        dead: set[int] = set()
        alive = False
        for i in case.parameters:
            gradients = [case.true_gradients(run, step)[i] for step in run.steps]
            if any(np.any(np.abs(np.asarray(g, float)) > 1e-300) for g in gradients):
                alive = True
            else:
                dead.add(i)
        layers = {case.layer(i) for i in dead}
        whole = {layer for layer in layers if case.of_layer(layer) <= dead}
        rows = sum(max(1, np.size(m.target)) for step in run.steps for m in step.meetings)
        if not whole or rows < 4 or len(run.steps) < 2:
            return
        top = max(whole)
        yield Hypothesis(
            self,
            top,
            case.true,
            set(),
            f"∂L/∂{named(case, case.of_layer(*whole))}",
            "exactly 0 for all rows" + ("" if alive else ", as all gradients are"),
            "different from 0",
            kind="activation",
            found={"layer": top},
        )
