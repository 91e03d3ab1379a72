"""CP103: the derivative of another activation, or a wrong formula for this one."""

from collections.abc import Iterator
from typing import Any

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import through_blocks
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.derivatives import BY_INPUT, BY_OUTPUT, SLIPS, at_input, at_output, turned_leak, with_leak
from clearprop.read.diagnoses.example import TWO_LAYERS, Example

LEAKS = (0.0, 0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.3, 0.5)


class WrongActivationDerivative(Diagnosis):
    """The factor at an activation is the derivative of another one (tanh's for a sigmoid), or a slip in its formula."""

    code = "CP103"
    name = "wrong-activation-derivative"
    why = (
        "Each activation has its own slope: σ' = a(1 - a), tanh' = 1 - a², ReLU' = 1 where z > 0. With another "
        "one's slope the signal is rescaled unit by unit and row by row, so that what is descended is no "
        "gradient."
    )
    wrong = "delta = error * (1 - a ** 2)      # a is a sigmoid's"
    right = "delta = error * a * (1 - a)"
    sure = "The changes equal those of the backward pass with that other slope, at every fresh point."
    example = Example(TWO_LAYERS, "    return a * (1 - a)", "    return 1 - a**2")

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        own = {case.activation(layer) for layer in range(1, case.depth + 1)}
        for name, formula in BY_OUTPUT.items():
            if own != {name}:
                yield from others(
                    case,
                    name,
                    through_blocks(
                        self,
                        case,
                        at_output(formula),
                        "∂L/∂a{l} · " + f"{name}' by its output a{{l}}",
                        "∂L/∂a{l} · φ'(z{l})",
                        every=True,
                        weight=1,
                    ),
                )
        for name, formula in BY_INPUT.items():
            if own != {name}:
                yield from others(
                    case,
                    name,
                    through_blocks(
                        self,
                        case,
                        at_input(formula),
                        "∂L/∂a{l} · " + f"{name}'(z{{l}})",
                        "∂L/∂a{l} · φ'(z{l})",
                        every=True,
                        weight=2,
                    ),
                )
                yield from others(
                    case,
                    name,
                    through_blocks(
                        self,
                        case,
                        at_output(formula),
                        "∂L/∂a{l} · " + f"{name}'(a{{l}})",
                        "∂L/∂a{l} · φ'(z{l})",
                        every=True,
                        weight=4,
                    ),
                )
        for slope in LEAKS:
            for leak, text in ((with_leak, f"(1 or {slope:g})"), (turned_leak, f"({slope:g} or 1)")):
                yield from through_blocks(
                    self, case, leak(slope), "∂L/∂a{l} · " + text, "∂L/∂a{l} · φ'(z{l})", every=True, weight=5
                )
        for text, slip in SLIPS.items():
            yield from through_blocks(
                self, case, slip, "∂L/∂a{l} · (" + text + ")", "∂L/∂a{l} · φ'(z{l})", every=True, weight=6
            )


def others(case: Case, name: str, found: Iterator[Hypothesis]) -> Iterator[Any]:
    """Where the layer's own activation is another one."""
    for hypothesis in found:
        if any(case.activation(layer) != name for layer in hypothesis.found["group"]):
            yield hypothesis
