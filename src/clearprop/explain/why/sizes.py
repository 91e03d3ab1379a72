"""How large each factor is beside what is usual for it, and how the error signal changes from layer to layer."""

from dataclasses import dataclass

import numpy as np

from clearprop.explain.run import Run
from clearprop.explain.sweep import rms
from clearprop.explain.why.case import Case
from clearprop.explain.why.following import partner
from clearprop.explain.wording import name_of, number


@dataclass(frozen=True)
class Size:
    """``share``: the factor over what is usual for it; ``words`` say both."""

    share: float
    words: str


def factor_sizes(case: Case) -> dict[str, Size]:
    """Each factor's root mean square over the rows, beside a reference.

    For the error signal the largest of any layer, for the slope the steepest, for the input the unit's other inputs.
    """
    use = case.factors.rows[0].use
    z, a = name_of(use.z, "z"), name_of(use.a, "a")
    found = {
        "error_signal": beside(
            rms(case.errors), largest_error(case.run), f"the error signal ∂L/∂{a}", "the largest of any layer"
        )
    }
    if case.steepest is not None:
        found["slope"] = beside(rms(case.slopes), case.steepest[1], f"the slope ∂{a}/∂{z}", "the steepest")
    found["input"] = beside(
        rms(case.inputs), usual_input(case), "what the weight is multiplied by", "the other inputs of the unit"
    )
    return found


def beside(size: float, usual: float, what: str, other: str) -> Size:
    return Size(
        size / usual if usual else np.inf,
        f"{what}, {number(size)} beside {number(usual)} for {other} (root mean squares)",
    )


def usual_input(case: Case) -> float:
    """The root mean square of what the unit's other weights are multiplied by; 1 for a bias."""
    found = partner(case)
    if found is None or np.all(case.inputs == 1):
        return 1.0
    variable, mask = found
    others = case.run.values[variable][~mask]
    return rms(others) if others.size else rms(case.inputs)


def layers(run: Run) -> list[tuple[str, float]]:
    """The pre-activations in order, each with the root mean square of its adjoint."""
    return [(name_of(use.z, "z"), rms(run.adjoints[use.z])) for use in run.layers() if use.z in run.adjoints]


def largest_error(run: Run) -> float:
    return max((rms(run.adjoints[use.a]) for use in run.layers() if use.a in run.adjoints), default=0.0)


def fading(run: Run) -> str:
    """How the signal fades on its way back, where it does."""
    return trend(layers(run), "fades")


def growing(run: Run) -> str:
    """How the signal grows on its way back, where it does."""
    return trend(layers(run), "grows")


def trend(found: list[tuple[str, float]], word: str) -> str:
    if len(found) < 2 or not found[0][1] or not found[-1][1]:
        return ""
    per_layer = (found[0][1] / found[-1][1]) ** (1 / (len(found) - 1))
    if (per_layer < 1) != (word == "fades"):
        return ""
    listed = ", ".join(f"{number(size)} at {name}" for name, size in reversed(found[:1] + found[-1:]))
    return f" ∂L/∂z {word} on its way back: {listed}, on average × {number(per_layer)} a layer."
