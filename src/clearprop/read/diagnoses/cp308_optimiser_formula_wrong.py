"""CP308: optimiser-formula-wrong."""

from collections.abc import Iterator

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.cp207_gradient_not_reset import carried, is_moved_on, left_over
from clearprop.read.diagnoses.example import MOMENTUM, Example
from clearprop.read.diagnoses.optimising import by_formula
from clearprop.read.diagnoses.remainders import velocities
from clearprop.read.diagnoses.scaled import named
from clearprop.read.diagnoses.wrong_values import Line, line_of_statement, place


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
        yield from self.of_some(case)

    def of_some(self, case: Case) -> Iterator[Hypothesis]:
        """Some parameters have a velocity, and others add something else of what earlier steps left."""
        alone = [i for i in case.parameters if not velocities(case, i)]
        left = {i: difference for i in alone if (difference := left_over(case, i)) is not None}
        others = [i for i in case.parameters if i not in left]
        if left and any(is_moved_on(case, i) for i in others):
            yield Hypothesis(
                self,
                None,
                case.true,
                set(left),
                f"Δ{named(case, set(left))}",
                "the gradient's step and a multiple of what earlier steps left",
                "the gradient's step and its own velocity, as it is for the other parameters",
                found={"proved": max(left.values())},
                locate=of_what_is_left,
            )


def of_what_is_left(case: Case, hypothesis: Hypothesis) -> Line:
    """Where the value is made that the next step adds."""
    run, step = place(case)
    kept = [n for i in sorted(hypothesis.sees) for n in carried(run, step, i) if run.dependent[n]]
    return (line_of_statement(run, run.graph.sites[kept[-1]]), ()) if kept else None
