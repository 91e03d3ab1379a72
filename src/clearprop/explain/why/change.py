"""What a change is: other numbers for some inputs, a prediction of what they do, and what they did when it was tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from clearprop.explain.factors import factors
from clearprop.explain.run import Run
from clearprop.explain.why.case import Case
from clearprop.explain.wording import number


@dataclass(frozen=True)
class Proposal:
    """``text`` says what to change, ``inputs`` has the new arrays, ``gradient`` what the weight's should become."""

    text: str
    inputs: Mapping[str, np.ndarray]
    gradient: float | None = None


@dataclass(frozen=True)
class Effect:
    """A proposal that was carried out. ``predicted_loss`` is of first order: L + Σ ∂L/∂p Δp over what was changed."""

    text: str
    gradient: float
    predicted_gradient: float | None
    actual_gradient: float
    loss: float
    predicted_loss: float
    actual_loss: float

    def __str__(self) -> str:
        guess = "" if self.predicted_gradient is None else f" (predicted {number(self.predicted_gradient)})"
        return (
            f"{self.text}: the gradient goes from {number(self.gradient)} to {number(self.actual_gradient)}{guess}; "
            f"L goes from {number(self.loss)} to {number(self.actual_loss)}, "
            f"a change of {number(self.actual_loss - self.loss)} (predicted {number(self.predicted_loss - self.loss)})."
        )


CHANGES: list[type["Change"]] = []
"""Every kind of change, in the order in which an answer tells them."""


class Change:
    """A kind of change: one class, one file, found automatically. ``order``: where it stands in an answer."""

    order: ClassVar[int]

    def __init_subclass__(cls, **options: object) -> None:
        super().__init_subclass__(**options)
        CHANGES.append(cls)
        CHANGES.sort(key=lambda change: change.order)

    def propose(self, case: Case) -> Proposal | None:
        """What to change, where that makes sense."""
        raise NotImplementedError


def carried_out(case: Case, proposal: Proposal) -> Effect:
    """The proposal's effect: the run is made again with the changed inputs."""
    old, new = case.run, Run(case.run.program, {**case.run.inputs, **proposal.inputs}, case.run.wrt)
    first_order = 0.0
    for name, array in proposal.inputs.items():
        slope = old.adjoints.get(old.program.input(name))
        if slope is not None:
            first_order += float(np.vdot(slope, array - old.values[old.program.input(name)]))
    assert new.loss is not None
    return Effect(
        proposal.text, case.gradient, proposal.gradient, factors(new, case.factors.name, case.factors.index).product,
        case.loss, case.loss + first_order, float(new.values[new.loss]),
    )  # fmt: skip
