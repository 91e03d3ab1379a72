"""A loss's gradient at a step of a run, beside what the script did there."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np

from clearprop.read.recover.objectives import Derivative
from clearprop.read.recover.steps import Run, Step

TOLERANCE = 1e-8


@dataclass
class Gradients:
    """What a loss's gradient is at a step, and what the script did."""

    run: Run
    step: Step
    adjoints: dict[int, Any]

    def of(self, lineage: int) -> Any:
        node = self.step.before[lineage]
        found = self.adjoints.get(node)
        return np.zeros(np.shape(self.run.graph.values[node])) if found is None else np.asarray(found)


def seeds(run: Run, step: Step, derivative: Derivative) -> dict[int, Any]:
    """Prediction node -> ∂loss/∂prediction, summed over rows."""
    found: dict[int, Any] = {}
    with np.errstate(all="ignore"):
        for meeting in step.meetings:
            a = np.asarray(run.graph.values[meeting.prediction], float)
            slope = derivative(a, meeting.target)
            found[meeting.prediction] = np.broadcast_to(slope, a.shape) if a.ndim else float(np.sum(slope))
    return found


def gradients(run: Run, step: Step, derivative: Derivative) -> Gradients:
    return Gradients(run, step, run.graph.adjoints(seeds(run, step, derivative), step.forward, run.cut))


def best_rate(pairs: Sequence[tuple[Any, Any]]) -> float:
    """κ of most pairs (change, gradient): the median of each one's own."""
    own = []
    for change, gradient in pairs:
        if isinstance(change, float) and not np.ndim(gradient):
            slope = float(gradient)
            if change and slope and isfinite(slope) and slope * slope > 0:
                own.append(-(change * slope) / (slope * slope))
            continue
        change, gradient = np.ravel(np.asarray(change, float)), np.ravel(np.asarray(gradient, float))
        if gradient.size != change.size or not np.all(np.isfinite(gradient)):
            continue
        size = float(np.sum(gradient**2))
        if size > 0 and np.any(change):
            own.append(-float(np.sum(change * gradient)) / size)
    return float(np.median(own)) if own else 0.0


def apart(change: Any, expected: Any) -> float:
    """How far apart, relatively to the larger one."""
    if isinstance(change, float) and not np.ndim(expected):
        return apart_numbers(change, float(expected))
    change, expected = np.ravel(np.asarray(change, float)), np.ravel(np.asarray(expected, float))
    if change.size != expected.size:
        return float("inf")
    largest = max(np.max(np.abs(change), initial=0.0), np.max(np.abs(expected), initial=0.0))
    if largest == 0:
        return 0.0
    found = float(np.max(np.abs(change - expected)) / largest)
    return found if np.isfinite(found) else float("inf")


def apart_numbers(change: float, expected: float) -> float:
    """The same of single numbers, of which scripts that go unit by unit have thousands."""
    if not (isfinite(change) and isfinite(expected)):
        return float("inf")
    largest = max(abs(change), abs(expected))
    return abs(change - expected) / largest if largest else 0.0


def finite(points: Sequence[Sequence[Gradients]]) -> bool:
    every = (g.of(i) for steps in points for g in steps for i in g.run.parameters)
    return all(np.isfinite(gradient).all() if gradient.ndim else isfinite(gradient) for gradient in every)
