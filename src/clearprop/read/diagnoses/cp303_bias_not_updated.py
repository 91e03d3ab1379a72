"""CP303: a bias stays what it was at the start."""

from collections.abc import Iterator

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import TWO_LAYERS, Example
from clearprop.read.diagnoses.frozen import kept


class BiasNotUpdated(Diagnosis):
    """Entries that are added and multiply no data never change; some authors do it on purpose."""

    code = "CP303"
    name = "bias-not-updated"
    severity = "suspicious"
    why = (
        "∂L/∂b = δ, so that a bias learns with the weights at no extra cost. Kept still, every unit's threshold "
        "stays where it was drawn, and the weights have to make up for it."
    )
    wrong = "w1 -= lr * d * x1\nw2 -= lr * d * x2"
    right = "w1 -= lr * d * x1\nw2 -= lr * d * x2\nb -= lr * d"
    sure = (
        "The value was the same at every pass of every run, while the loss's gradient with respect to it was not zero."
    )
    example = Example(TWO_LAYERS, "    b2 -= 0.3 * d2.sum(axis=0, keepdims=True)\n", "")
    stage = "ratio"

    def standing(self, case: Case) -> Iterator[Hypothesis]:
        yield from kept(self, case, "bias", "0: it is never changed", "- rate times ∂L/∂b")
