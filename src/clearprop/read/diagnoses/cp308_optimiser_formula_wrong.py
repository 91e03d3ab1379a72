"""CP308: optimiser-formula-wrong."""

from collections.abc import Iterator

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import MOMENTUM, Example
from clearprop.read.diagnoses.optimising import by_formula


class OptimiserFormulaWrong(Diagnosis):
    """The gradient is right, but the optimiser makes something else of it than its formula says."""

    code = "CP308"
    name = "optimiser-formula-wrong"
    why = (
        "Momentum sums past gradients, Adam divides by the root of their mean square and corrects both for their "
        "start at zero. A counter that never counts, a velocity that is overwritten or a root that is missing "
        "still trains, only worse."
    )
    wrong = "t = 1\nfor step in range(n):\n    m_hat = m / (1 - b1 ** t)"
    right = "t = 0\nfor step in range(n):\n    t += 1\n    m_hat = m / (1 - b1 ** t)"
    sure = "The changes of all steps equal those of the rule with that slip, at every fresh point."
    example = Example(MOMENTUM, "vw = 0.9 * vw", "vw = 0.9 * w")
    stage = "rule"

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        yield from by_formula(self, case)
