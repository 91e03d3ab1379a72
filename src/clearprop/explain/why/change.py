"""What a change is: other numbers for some inputs, a prediction of what they do, and what they did when it was tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from clearprop.explain.factors import factors
from clearprop.explain.why.case import Case
from clearprop.explain.why.fact import Fact
from clearprop.explain.wording import number

Facts = Mapping[str, Fact]
"""What was found of a case, by kind."""


@dataclass(frozen=True)
class Proposal:
    """``text`` says what to change, ``inputs`` has the new arrays, ``gradient`` what the weight's should become."""

    text: str
    inputs: Mapping[str, np.ndarray]
    gradient: float | None = None


@dataclass(frozen=True, repr=False)
class Effect:
    """A proposal that was carried out. ``predicted_loss`` is of first order: L + Σ ∂L/∂p Δp over what was changed."""

    text: str
    gradient: float
    predicted_gradient: float | None
    actual_gradient: float
    loss: float
    predicted_loss: float
    actual_loss: float

    @property
    def changes_nothing(self) -> bool:
        """Whether gradient and loss are as they were, or nothing can be said of them."""
        still = np.isclose([self.gradient, self.loss], [self.actual_gradient, self.actual_loss], rtol=1e-12, atol=0)
        lost = ~np.isfinite([self.actual_gradient, self.actual_loss])
        return bool(np.all(still) or np.all(lost))

    def __repr__(self) -> str:
        guess = "" if self.predicted_gradient is None else f" (predicted {number(self.predicted_gradient)})"
        text = f"{self.text}: the gradient goes from {number(self.gradient)} to {number(self.actual_gradient)}{guess}; "
        text += f"L goes from {number(self.loss)} to {number(self.actual_loss)}"
        first_order, actual = self.predicted_loss - self.loss, self.actual_loss - self.loss
        if np.isfinite(actual):
            text += f", by {number(actual)} (to first order {number(first_order)})"
        if first_order < 0 < actual:
            text += ". It rises where the slope says that it falls: so far the slope does not reach"
        return f"{text}."


CHANGES: list[type["Change"]] = []
"""Every kind of change, in the order in which an answer tells them."""


class Change:
    """A kind of change: one class, one file, found automatically. ``order``: where it stands in an answer."""

    order: ClassVar[int]

    def __init_subclass__(cls, **options: object) -> None:
        super().__init_subclass__(**options)
        CHANGES.append(cls)
        CHANGES.sort(key=lambda change: change.order)

    def propose(self, case: Case, facts: Facts) -> Proposal | None:
        """What to change, where that makes sense after what was found."""
        raise NotImplementedError


def carried_out(case: Case, proposal: Proposal) -> Effect:
    """The proposal's effect: the run is made again with the changed inputs."""
    old, new = case.run, case.run.at(proposal.inputs)
    first_order = 0.0
    for name, array in proposal.inputs.items():
        slope = old.adjoints.get(old.program.input(name))
        if slope is not None:
            first_order += float(np.vdot(slope, array - old.values[old.program.input(name)]))
    found = factors(new, case.factors.name, case.factors.index)
    actual = found.product if case.row is None else found.of(case.row).product
    return Effect(
        proposal.text, case.gradient, proposal.gradient, actual, case.loss, case.loss + first_order, new.value
    )
