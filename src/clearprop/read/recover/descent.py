"""Which loss the updates descend: each one is swept back from the predictions and held against every change."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from clearprop.read.recover.drives import drives, whole
from clearprop.read.recover.gradients import (
    TOLERANCE,
    Gradients,
    apart,
    best_rate,
    finite,
    gradients,
    seeds,
)
from clearprop.read.recover.objectives import LOSSES, Derivative, possible
from clearprop.read.recover.optimiser import promising, rule_of
from clearprop.read.recover.own_losses import OwnLoss, lessened
from clearprop.read.recover.steps import Points, Run, Step
from clearprop.read.update_rules import Rule

MOST_TRIED = 4
"""Losses for which an optimiser is looked for: it takes a while."""
ENOUGH = 3
"""Steps on which plain descent is shown."""


@dataclass
class Fit:
    """How well changes = -κ gradients: one κ for each step, over all points; the parameters that do not follow it.

    ``rule`` is the optimiser, where the changes follow one that is more than κ times the gradient.
    """

    loss: str
    rates: list[float]
    differences: dict[int, float]  # lineage -> largest relative difference
    rule: Rule | None = None
    own: OwnLoss | None = None  # the script's own number, where that is what was swept back
    whole: bool = True  # whether ``differences`` are those of the changes; else of what the predictions push by

    @property
    def failing(self) -> list[int]:
        return [] if self.rule else [lineage for lineage, d in self.differences.items() if not d < TOLERANCE]

    @property
    def holds(self) -> bool:
        return self.rule is not None or (self.whole and not self.failing and all(rate > 0 for rate in self.rates))

    def own_at(self, run: Run, step: Step) -> dict[int, Any]:
        node = self.own.node(run, step) if self.own else None
        if node is None:
            return {}
        edge = run.cut | step.forward
        adjoints = run.graph.adjoints({node: 1.0}, run.graph.ancestors([node], edge), edge)
        return {n: g for n, g in adjoints.items() if n in edge}

    def seeds(self, run: Run, step: Step) -> dict[int, Any]:
        """Where the loss leaves the forward pass, and its derivative there: at predictions, and at what it regularises."""
        return self.own_at(run, step) if self.own else seeds(run, step, LOSSES[self.loss])


def changed(g: Gradients, lineage: int) -> Any:
    return g.step.changes[lineage]


def pushed(g: Gradients, lineage: int) -> Any:
    return drives(g.run, g.step)[lineage]


def fitted(name: str, points: Sequence[Sequence[Gradients]], change: Callable[[Gradients, int], Any] = changed) -> Fit:
    """Points: for each run, its steps. One κ for each step number, the same in every run and for every parameter."""
    lineages = points[0][0].run.parameters
    count = min(map(len, points))
    rates = []
    differences = dict.fromkeys(lineages, 0.0)
    for number in range(count):
        at = [steps[number] for steps in points]
        rate = best_rate([(change(g, i), g.of(i)) for g in at for i in lineages])
        rates.append(rate)
        for i in lineages:
            for g in at:
                differences[i] = max(differences[i], apart(change(g, i), -rate * g.of(i)))
    return Fit(name, rates, differences)


def driven(fit: Fit, sweep: Sequence[Sequence[Gradients]]) -> Fit:
    """The fit of what the predictions push by."""
    return replace(fitted(fit.loss, sweep, pushed), whole=False)


def ruled(sweep: Sequence[Sequence[Gradients]]) -> bool:
    """Whether a rule may be behind it: every parameter is pushed along its own gradient, or none is."""
    along = [is_along(sweep, i) for i in sweep[0][0].run.parameters]
    return all(along) or not any(along)


def is_along(sweep: Sequence[Sequence[Gradients]], lineage: int) -> bool:
    """Whether a parameter is pushed along its gradient, at each step by one constant for all points."""
    for number in range(min(map(len, sweep))):
        pairs = [(pushed(steps[number], lineage), steps[number].of(lineage)) for steps in sweep]
        rate = best_rate(pairs)
        if not all(apart(push, -rate * np.asarray(g)) < TOLERANCE for push, g in pairs):
            return False
    return True


def best_fit(points: Points) -> list[Fit]:
    """Every loss's fit, those that leave the fewest parameters unexplained first.

    Plain descent on a standard loss comes before an optimiser's, and both before descent on the script's own number.
    """
    order = likely(points)
    sweeps = {name: swept(points, LOSSES[name], ENOUGH) for name in names(points)}
    fits = [fitted(name, sweep) for name, sweep in sweeps.items() if finite(sweep)] or [nothing(points)]
    if not any(fit.holds for fit in fits):
        if not all(whole(run, step) for run, steps in points for step in steps[:ENOUGH]):
            fits = [driven(fit, sweeps[fit.loss]) if fit.loss in sweeps else fit for fit in fits]
        fits = list(with_rules(points, ranked(fits, order)))
    if not any(fit.holds for fit in fits):
        own = [fit for fit in own_fits(points) if fit.holds or not any(alike(fit, other) for other in fits)]
        fits += with_rules(points, own)
    return [named(points, fit, order) for fit in ranked(fits, order)]


def named(points: Points, fit: Fit, order: Sequence[str]) -> Fit:
    """The script's own number by the standard loss that it is as far as the predictions go; the rest is regularisation."""
    if fit.own is None:
        return fit
    steps = [(run, step) for run, found in points for step in found[:ENOUGH]]
    at = [fit.own_at(run, step) for run, step in steps]
    for name in sorted(names(points), key=list(order).index):
        standard = [seeds(run, step, LOSSES[name]) for run, step in steps]
        if all(set(one) <= set(other) for one, other in zip(standard, at, strict=True)):
            pairs = [(other[node], one[node]) for one, other in zip(standard, at, strict=True) for node in one]
            rate = best_rate(pairs)
            if rate and all(apart(own, -rate * np.asarray(g)) < TOLERANCE for own, g in pairs):
                return replace(fit, loss=name)
    return fit


def names(points: Points) -> list[str]:
    """The losses that are meant for the predictions and targets of all points."""
    pairs = [
        (run.graph.values[m.prediction], m.target) for run, steps in points for step in steps[:1] for m in step.meetings
    ]
    return possible(pairs)


def nothing(points: Points) -> Fit:
    """Where no loss has a gradient that is finite."""
    run, steps = points[0]
    return Fit(next(iter(LOSSES)), [0.0] * len(steps), dict.fromkeys(run.parameters, float("inf")))


def ranked(fits: Sequence[Fit], order: Sequence[str] = tuple(LOSSES)) -> list[Fit]:
    """Those that hold first, standard losses before own ones; equal ones in this order of their names."""
    places = {name: place for place, name in enumerate(order)}
    return sorted(
        fits,
        key=lambda fit: (not fit.holds, fit.own is not None, len(fit.failing), places.get(fit.loss, 0), nearest(fit)),
    )


def nearest(fit: Fit) -> float:
    return min(fit.differences.values(), default=0.0)


def likely(points: Points) -> list[str]:
    """The losses from common to rare; where predictions sum to what targets do, the cross-entropy of classes first."""
    first = ["cross_entropy"] if all(shared(run, step) for run, steps in points for step in steps[:1]) else []
    return [*first, *(name for name in LOSSES if name not in first)]


def shared(run: Run, step: Step) -> bool:
    """Whether the predictions are shares of one: positive, row by row with the targets' sum."""
    total = wanted = 0.0
    for m in step.meetings:
        a, y = np.asarray(run.graph.values[m.prediction], float), np.asarray(m.target, float)
        shape = a.shape if y.size == a.size else np.broadcast_shapes(a.shape, y.shape)
        total += float(np.sum(np.broadcast_to(a, shape)))
        wanted += float(np.sum(y if y.size == a.size else np.broadcast_to(y, shape)))
        if np.any(a < 0):
            return False
    return abs(total - wanted) <= 1e-9 * max(1.0, abs(wanted))


def swept(points: Points, derivative: Derivative, steps: int | None = None) -> list[list[Gradients]]:
    return [[gradients(run, step, derivative) for step in found[:steps]] for run, found in points]


def own_sweep(points: Points, own: OwnLoss, steps: int | None = None) -> list[list[Gradients]]:
    return [
        [Gradients(run, step, run.graph.adjoints({node: 1.0}, run.graph.ancestors([node], run.cut), run.cut))
         for step, node in zip(found[:steps], own.nodes[number], strict=False)]
        for number, (run, found) in enumerate(points)
    ]  # fmt: skip


def own_fits(points: Points) -> Iterator[Fit]:
    """Descent on a number that the script computes itself; those that give the same gradient are one."""
    seen: list[Fit] = []
    for own in lessened(points):
        sweep = own_sweep(points, own, ENOUGH)
        if finite(sweep):
            fit = replace(fitted(own.name, sweep), own=own)
            if fit.holds:
                yield fit
                return
            if any(rate for rate in fit.rates) and not any(alike(fit, other) for other in seen):
                seen.append(fit)
    yield from seen


def alike(one: Fit, other: Fit) -> bool:
    return all(abs(d - other.differences[i]) <= 1e-9 * abs(d) for i, d in one.differences.items())


def with_rules(points: Points, fits: Sequence[Fit]) -> Iterator[Fit]:
    """The fits, the first of the likeliest with an optimiser that explains the changes with that."""
    tried = 0
    whole = [(run, run.steps) for run, _ in points]
    whole = [(run, steps[: min(len(s) for _, s in whole)]) for run, steps in whole]
    found = any(fit.holds for fit in fits)
    for fit in fits:
        if not found and tried < MOST_TRIED:
            own = fit.own if fit.own is None else fit.own.longer(whole)
            sweep = own_sweep(whole, own) if own else swept(whole, LOSSES[fit.loss])
            if finite(sweep) and promising(sweep) and (own or ruled(sweep)):
                tried += 1
                rule = rule_of(sweep)
                found = rule is not None
                fit = replace(fit, rule=rule)
        yield fit
