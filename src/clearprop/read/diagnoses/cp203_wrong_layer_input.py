"""CP203: a weight's gradient is made with the wrong layer's values."""

from collections.abc import Iterator
from typing import Any

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.neighbours import sources_of_layer
from clearprop.read.diagnoses.products import other_inputs
from clearprop.read.recover.layers import Product
from clearprop.read.recover.steps import Run, Step


class WrongLayerInput(Diagnosis):
    """∂L/∂W is δ times another value than the one that the weights were multiplied by."""

    code = "CP203"
    name = "wrong-layer-input"
    why = (
        "z = W a + b, so that ∂z/∂W is the very a that W was multiplied by: the output of the layer below, after "
        "its activation. With any other value of the same size the code runs, and each weight is moved by what "
        "another unit did."
    )
    wrong = "dW2 = np.outer(z1, delta2)"
    right = "dW2 = np.outer(a1, delta2)"
    sure = "The changes equal those with that other value as the third factor, at every fresh point."

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        for layer in range(1, case.depth + 1):
            for kind in ("z", "a"):
                for other in range(case.depth + 1):
                    if (kind == "a" and other == layer - 1) or (kind == "z" and other == 0):
                        continue

                    def value(run: Run, step: Step, product: Product, kind: str = kind, other: int = other) -> Any:
                        return sources_of_layer(step.layers, kind, other, product)

                    name = f"{kind}{'₀₁₂₃₄₅₆₇₈₉'[other]}" if other else "x"
                    yield from other_inputs(
                        self, case, value, f"δ{{l}} times {name}", layer, weight=abs(other - layer + 1)
                    )
