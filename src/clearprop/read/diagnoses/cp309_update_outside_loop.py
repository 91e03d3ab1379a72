"""CP309: the update stands behind the loop, and runs once."""

from collections.abc import Iterator

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import MOMENTUM, Example
from clearprop.read.diagnoses.scaled import named


class UpdateOutsideLoop(Diagnosis):
    """Every pass computes the gradient of the same parameters; the step is taken once, when the loop is over."""

    code = "CP309"
    name = "update-outside-loop"
    why = (
        "θ ← θ - η ∂L/∂θ is one small step, and learning is many of them, each with the gradient at the new θ. "
        "Behind the loop there is one step for all passes: every pass but the last was for nothing."
    )
    wrong = "for epoch in range(n):\n    dw = x.T @ (x @ w - y) / m\nw -= lr * dw"
    right = "for epoch in range(n):\n    dw = x.T @ (x @ w - y) / m\n    w -= lr * dw"
    sure = (
        "Nothing is trained as the script stands; with the same statements inside of the loop every change is the "
        "gradient's, at every fresh point."
    )
    example = Example(MOMENTUM, "    w = w + vw\n    b = b + vb", "w = w + vw\nb = b + vb")

    def standing(self, case: Case) -> Iterator[Hypothesis]:
        if case.belated is not None:
            changed = set(case.parameters)
            yield Hypothesis(
                self,
                None,
                case.true,
                changed,
                f"Δ{named(case, changed)}",
                f"one step after the loop of line {case.belated.loop} has ended",
                "a step in every pass of it",
                lines=case.belated.lines,
                related=(case.belated.loop,),
            )
