"""CP101: the activation's derivative is left out."""

from collections.abc import Iterator

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import through_blocks
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import TWO_LAYERS, Example


class MissingActivationDerivative(Diagnosis):
    """The error of a layer's output is used as if it were that of its pre-activation: δ = ∂L/∂a instead of ∂L/∂a ·
    φ'(z).
    """

    code = "CP101"
    name = "missing-activation-derivative"
    why = (
        "By the chain rule ∂L/∂z = ∂L/∂a · φ'(z). Without φ'(z) saturated units learn as fast as active ones, and "
        "every layer below gets a direction that is not the gradient; training often still goes down, only to a "
        "worse place."
    )
    wrong = "delta1 = W2.T @ delta2"
    right = "delta1 = (W2.T @ delta2) * a1 * (1 - a1)"
    sure = "The changes equal those of the true backward pass without φ' in that layer, at every fresh point."
    example = Example(TWO_LAYERS, "d1 = d2 @ W2.T * slope(a1)", "d1 = d2 @ W2.T")

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        yield from through_blocks(
            self, case, lambda z, a, derivative: 1.0, "∂L/∂a{l}", "∂L/∂a{l} · φ'(z{l})", kind="missing", every=True
        )
