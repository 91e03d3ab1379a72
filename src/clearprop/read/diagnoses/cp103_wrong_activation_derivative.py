"""CP103: the derivative of another activation, or a wrong formula for this one."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import through_blocks
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.derivatives import BY_INPUT, BY_OUTPUT, SLIPS, at_input, at_output, turned_leak, with_leak
from clearprop.read.diagnoses.example import TWO_LAYERS, Example
from clearprop.read.diagnoses.own_sign import by_its_own_sign
from clearprop.read.diagnoses.written_slopes import written_slopes
from clearprop.read.diagnoses.wrong_values import line_of_statement

LEAKS = (0.0, 0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.3, 0.5)
BENT = ("relu", "leaky_relu", "elu")
"""What has another slope on each side of zero."""


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
            right, text = "∂L/∂a{l} · φ'(z{l})", f"{slope:g}"
            yield from through_blocks(self, case, with_leak(slope), f"∂L/∂a{{l}} · (1 or {text})", right, weight=5)
            turned = through_blocks(
                self, case, turned_leak(slope), f"∂L/∂a{{l}} · ({text} or 1)", right, every=True, weight=5
            )
            yield from (one for one in turned if all(case.activation(layer) in BENT for layer in one.found["group"]))
        line = line_of_nothing(case)
        if line is not None:
            found = through_blocks(
                self, case, lambda z, a, derivative: 0.0 * z, "∂L/∂a{l} · 0", "∂L/∂a{l} · φ'(z{l})", weight=-1
            )
            yield from (replace(hypothesis, lines=(line,)) for hypothesis in found)
        for text, slip in SLIPS.items():
            yield from through_blocks(
                self, case, slip, "∂L/∂a{l} · (" + text + ")", "∂L/∂a{l} · φ'(z{l})", every=True, weight=6
            )
        yield from by_its_own_sign(self, case, BENT, weight=6)
        yield from written_slopes(self, case, weight=20)


def line_of_nothing(case: Case) -> int | None:
    """Where the way back asks something that holds for no unit and no row (``a < 0`` of a ReLU); else a path is missing."""
    run, steps = case.points[0]
    asked = {n for n in steps[0].backward if run.graph.ops[n] in ("lt", "gt", "le", "ge") and run.dependent[n]}
    sites = {run.graph.sites[n] for n in asked}
    for other, step in case.recorded:
        held = {s for n in step.backward if (s := other.graph.sites[n]) in sites and np.any(other.graph.values[n])}
        sites -= held
    return line_of_statement(run, min(sites)) if sites else None


def others(case: Case, name: str, found: Iterator[Hypothesis]) -> Iterator[Any]:
    """Where the layer's own activation is another one."""
    for hypothesis in found:
        if any(case.activation(layer) != name for layer in hypothesis.found["group"]):
            yield hypothesis
