"""Which loss the updates descend: each standard loss is seeded at the predictions and held against every change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.read.recover.steps import Run, Step

TOLERANCE = 1e-8
Derivative = Callable[[Any, Any], Any]

LOSSES: dict[str, Derivative] = {
    "half_squared_error": lambda a, y: a - y,
    "binary_cross_entropy": lambda a, y: (a - y) / (a * (1 - a)),
    "cross_entropy": lambda a, y: -y / a,
    "absolute_error": lambda a, y: np.sign(a - y),
    "hinge": lambda a, y: np.where(y * a < 1, -y, 0.0),
    "logistic": lambda a, y: -y / (1 + np.exp(y * a)),
    "log_cosh": lambda a, y: np.tanh(a - y),
    "binary_cross_entropy_with_logits": lambda a, y: 1 / (1 + np.exp(-a)) - y,
}


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


@dataclass
class Fit:
    """How well changes = -κ gradients: one κ for each step, over all points; the parameters that do not follow it."""

    loss: str
    rates: list[float]
    differences: dict[int, float]  # lineage -> largest relative difference

    @property
    def failing(self) -> list[int]:
        return [lineage for lineage, d in self.differences.items() if not d < TOLERANCE]

    @property
    def holds(self) -> bool:
        return not self.failing and all(rate > 0 for rate in self.rates)


def seeds(run: Run, step: Step, derivative: Derivative) -> dict[int, Any]:
    """prediction node -> ∂loss/∂prediction, summed over rows."""
    found: dict[int, Any] = {}
    with np.errstate(all="ignore"):
        for meeting in step.meetings:
            a = np.asarray(run.graph.values[meeting.prediction], float)
            y = np.asarray(meeting.target, float)
            if y.size == a.size:
                y = y.reshape(a.shape)
            found[meeting.prediction] = np.broadcast_to(derivative(a, y), a.shape) if a.ndim else float(np.sum(derivative(a, y)))
    return found


def gradients(run: Run, step: Step, derivative: Derivative) -> Gradients:
    return Gradients(run, step, run.graph.adjoints(seeds(run, step, derivative), step.forward, run.cut))


def fitted(name: str, points: Sequence[Sequence[Gradients]]) -> Fit:
    """Points: for each run, its steps. One κ for each step number, the same in every run and for every parameter."""
    lineages = points[0][0].run.parameters
    count = min(map(len, points))
    rates = []
    differences = dict.fromkeys(lineages, 0.0)
    for number in range(count):
        at = [steps[number] for steps in points]
        rate = best_rate([(g.step.changes[i], g.of(i)) for g in at for i in lineages])
        rates.append(rate)
        for i in lineages:
            for g in at:
                differences[i] = max(differences[i], apart(g.step.changes[i], -rate * g.of(i)))
    return Fit(name, rates, differences)


def best_rate(pairs: Sequence[tuple[Any, Any]]) -> float:
    """κ of most pairs (change, gradient): the median of each one's own."""
    own = []
    for change, gradient in pairs:
        change, gradient = np.ravel(np.asarray(change, float)), np.ravel(np.asarray(gradient, float))
        if gradient.size != change.size or not np.all(np.isfinite(gradient)):
            continue
        size = float(np.sum(gradient**2))
        if size > 0 and np.any(change):
            own.append(-float(np.sum(change * gradient)) / size)
    return float(np.median(own)) if own else 0.0


def apart(change: Any, expected: Any) -> float:
    """How far apart, relatively to the larger one."""
    change, expected = np.ravel(np.asarray(change, float)), np.ravel(np.asarray(expected, float))
    if change.size != expected.size:
        return float("inf")
    largest = max(np.max(np.abs(change), initial=0.0), np.max(np.abs(expected), initial=0.0))
    if largest == 0:
        return 0.0
    found = float(np.max(np.abs(change - expected)) / largest)
    return found if np.isfinite(found) else float("inf")


def best_fit(points: Sequence[tuple[Run, list[Step]]]) -> list[Fit]:
    """Every standard loss's fit, those that leave the fewest parameters unexplained first."""
    found = []
    for name, derivative in LOSSES.items():
        fit = fitted(name, [[gradients(run, step, derivative) for step in steps] for run, steps in points])
        found.append(fit)
    return sorted(found, key=lambda fit: (len(fit.failing), min(fit.differences.values(), default=0.0)))
