"""What a step adds to the gradient's part of a change: a parameter or a velocity, times a constant.

Weight decay takes some of the parameter itself away, momentum adds some of its own velocity; anything else is wrong.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.read.diagnoses.case import Case
from clearprop.read.recover.gradients import TOLERANCE, apart
from clearprop.read.recover.steps import Run, Step

Rests = list[tuple[Run, Step, Any]]


@dataclass(frozen=True)
class Remainder:
    """Beside its gradient the parameter ``lineage`` gets ``factor`` times the value of ``source``, a lineage too."""

    lineage: int
    source: int
    factor: float  # at the first step
    velocity: bool  # whether the source is what the parameter itself is moved by
    largest_difference: float
    squared: bool = False  # whether it is the sum of the source's squares: a penalty's value, and not its derivative

    @property
    def wrong(self) -> bool:
        return self.squared or (not self.velocity and (self.source != self.lineage or self.factor > 0))

    @property
    def what(self) -> str:
        return "the sum of its squares" if self.squared else "itself" if self.source == self.lineage else ""


def remainders(case: Case) -> list[Remainder]:
    """Those of all parameters; none, where one of them is something else."""
    found = []
    for i in case.parameters:
        rests = [(run, step, rest(case, run, step, i)) for run, step in case.recorded]
        if all(apart(step.changes[i], step.changes[i] - value) <= TOLERANCE for _, step, value in rests):
            continue
        fitting = next(filter(None, (fitted(case, rests, i, j) for j in sources(case, i))), None)
        fitting = fitting or fitted(case, rests, i, i, squared=True)
        if fitting is None:
            return []
        found.append(fitting)
    return found


def rest(case: Case, run: Run, step: Step, lineage: int) -> Any:
    return np.asarray(step.changes[lineage], float) - np.asarray(case.got(run, step)[lineage], float)


def sources(case: Case, lineage: int) -> list[int]:
    """The parameter itself, then its velocities, then the other parameters."""
    return [lineage, *velocities(case, lineage), *(j for j in case.parameters if j != lineage)]


def velocities(case: Case, lineage: int) -> list[int]:
    """What is carried from step to step, and the parameter is moved by."""
    run, steps = case.points[0]
    step = steps[0]
    way = run.graph.ancestors([step.after[lineage]], since=step.start)
    return [j for j in step.after if j not in case.parameters and step.after[j] in way]


def fitted(case: Case, rests: Rests, lineage: int, source: int, squared: bool = False) -> Remainder | None:
    """With one factor for each step number, of one sign; None where there are none."""
    factors, difference = [], 0.0
    for number in sorted({step.number for _, step, _ in rests}):
        pairs = [(value, value_of(run, step, source)) for run, step, value in rests if step.number == number]
        pairs = [(value, np.sum(other**2)) for value, other in pairs] if squared else pairs
        if any(np.size(other) > np.size(value) or not broadcasts(other, value) for value, other in pairs):
            return None
        size = sum(float(np.sum(np.broadcast_to(other, np.shape(value)) ** 2)) for value, other in pairs)
        factor = sum(float(np.sum(value * other)) for value, other in pairs) / size if size else 0.0
        difference = max(
            difference, *(apart(value, factor * np.broadcast_to(other, np.shape(value))) for value, other in pairs)
        )
        factors += [factor] if size else []
    signs = {bool(factor > 0) for factor in factors}
    if difference > TOLERANCE or len(signs) != 1 or not any(factors):
        return None
    return Remainder(lineage, source, factors[0], source not in case.parameters, difference, squared)


def value_of(run: Run, step: Step, lineage: int) -> Any:
    return np.asarray(run.graph.values[step.before[lineage]], float)


def broadcasts(other: Any, value: Any) -> bool:
    """Whether the one can be added to the other, entry by entry."""
    try:
        return bool(np.broadcast_shapes(np.shape(other), np.shape(value)) == np.shape(value))
    except ValueError:
        return False
