"""CP106: the value of the loss stands where its derivative belongs."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import subscript
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import TWO_LAYERS, Example
from clearprop.read.diagnoses.relations import failing
from clearprop.read.diagnoses.sweep import Adjoints
from clearprop.read.recover.gradients import seeds
from clearprop.read.recover.steps import Run, Step

VALUES: dict[str, Callable[[Any, Any], Any]] = {
    "(a - y)²": lambda a, y: (a - y) ** 2,
    "-(y ln a + (1 - y) ln(1 - a))": lambda a, y: -(y * np.log(a) + (1 - y) * np.log(1 - a)),
    "-y ln a": lambda a, y: -(y * np.log(a)),
    "the mean of (a - y)²": lambda a, y: np.full(np.shape(a), np.mean((a - y) ** 2)),
    "the mean of -(y ln a + (1 - y) ln(1 - a))": lambda a, y: np.full(
        np.shape(a), -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    ),
    "|a - y|": lambda a, y: np.abs(a - y),
}


class LossValueForDerivative(Diagnosis):
    """The loss itself is sent back, as if it were ∂L/∂a."""

    code = "CP106"
    name = "loss-value-for-derivative"
    why = (
        "What is sent back is ∂L/∂a, which for ½(a - y)² is a - y and carries a sign: too high or too low. The "
        "loss's value has no sign, so that every output is pushed the same way whatever the target."
    )
    wrong = "delta = 0.5 * (a - y) ** 2 * a * (1 - a)"
    right = "delta = (a - y) * a * (1 - a)"
    sure = "The changes equal those with the loss's value in the derivative's place, at every fresh point."
    example = Example(TWO_LAYERS, "d2 = error * slope(a2)", "d2 = error**2 / 2 * slope(a2)")

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        some = failing(case)
        for (text, value), through in product(VALUES.items(), (True, False)):
            for scale in (1.0, -1.0):
                yield self.sent(case, text, value, scale, through, set(case.parameters))
            if some and some != set(case.parameters):
                for scale in (1.0, 0.5, 2.0, -1.0, -0.5, -2.0):
                    yield self.sent(case, text, value, scale, through, some)

    def sent(
        self, case: Case, text: str, value: Callable[[Any, Any], Any], scale: float, through: bool, sees: set[int]
    ) -> Hypothesis:
        """The value sent back from the predictions, or (``through`` is False) past the output's activation."""

        def adjoints(run: Run, step: Step) -> Adjoints:
            found = {node: scale * g for node, g in seeds(run, step, value).items()}
            return run.graph.adjoints(found, step.forward, run.cut) if through else skipping(case, run, step, found)

        number = {1.0: "", -1.0: "-", 0.5: "½ ", -0.5: "-½ "}.get(scale, f"{scale:g} ")
        return Hypothesis(
            self,
            case.depth,
            adjoints,
            sees,
            f"∂L/∂a{subscript(case.depth)}",
            number + text,
            "the loss's derivative",
            weight=(not through) + 2 * (sees != set(case.parameters)),
        )


def skipping(case: Case, run: Run, step: Step, found: dict[int, Any]) -> Adjoints:
    """The same seeds taken for δ: past the output's activation."""
    moved: dict[int, Any] = {}
    for block in step.layers.blocks:
        if block.activation in found and len(block.sources) == 1:
            z = run.graph.values[block.sources[0]]
            g = np.asarray(found[block.activation])
            moved[block.sources[0]] = g.reshape(np.shape(z)) if np.ndim(z) else float(np.sum(g))
    return run.graph.adjoints(moved or found, step.forward, run.cut)
