"""CP102: the activation's derivative is taken at another quantity than it is written for."""

from collections.abc import Iterator

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import through_blocks
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.derivatives import BY_INPUT, BY_OUTPUT, at_input, at_output
from clearprop.read.diagnoses.example import TWO_LAYERS, Example
from clearprop.read.diagnoses.other_slopes import of_other_layers


class DerivativeOfWrongQuantity(Diagnosis):
    """φ' is evaluated at a instead of z, or the form that wants a (a(1-a), 1-a²) is fed z."""

    code = "CP102"
    name = "derivative-of-wrong-quantity"
    why = (
        "σ'(z) = a(1 - a) where a = σ(z). Fed with z, z(1 - z) is no derivative of anything that the forward pass "
        "does; σ'(a) is the slope at another point. At tiny weights the difference is small, at ordinary ones it "
        "bends every step."
    )
    wrong = "delta = error * z * (1 - z)"
    right = "a = sigmoid(z)\ndelta = error * a * (1 - a)"
    sure = "The changes equal those of the backward pass with φ' at that other quantity, at every fresh point."
    example = Example(TWO_LAYERS, "d1 = d2 @ W2.T * slope(a1)", "d1 = d2 @ W2.T * slope(z1)")

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        for activation in {case.activation(layer) for layer in range(1, case.depth + 1)}:
            if activation in BY_OUTPUT:
                name, formula = activation, BY_OUTPUT[activation]
                yield from only(
                    case,
                    activation,
                    through_blocks(
                        self,
                        case,
                        at_input(formula),
                        f"∂L/∂a{{l}} · {WRITTEN.get(name, 'φʹ')} with z{{l}} for a{{l}}",
                        "∂L/∂a{l} · φ'(z{l})",
                        every=True,
                        note="z",
                    ),
                )
            if activation in BY_INPUT and activation not in SAME_SIDE:
                yield from only(
                    case,
                    activation,
                    through_blocks(
                        self,
                        case,
                        at_output(BY_INPUT[activation]),
                        "∂L/∂a{l} · φ'(a{l})",
                        "∂L/∂a{l} · φ'(z{l})",
                        every=True,
                        note="a",
                    ),
                )
        yield from of_other_layers(self, case)


SAME_SIDE = ("relu", "leaky_relu")
"""Of these φ'(a) is φ'(z): a lies on the side of zero where z does."""
WRITTEN = {"sigmoid": "a(1 - a)", "tanh": "(1 - a²)"}


def only(case: Case, activation: str, found: Iterator[Hypothesis]) -> Iterator[Hypothesis]:
    for hypothesis in found:
        if all(case.activation(layer) == activation for layer in hypothesis.found["group"]):
            yield hypothesis
