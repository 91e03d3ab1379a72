"""The optimiser that makes changes out of gradients, where they are more than a rate times them."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from clearprop.read.recover.gradients import Gradients
from clearprop.read.recover.rates import accepted
from clearprop.read.update_rules import Rule, identify
from clearprop.read.update_rules import Run as Updates

MANY = 12
"""Arrays that are named one by one to an update rule; of more, those that are updated at one place are one."""


def promising(points: Sequence[Sequence[Gradients]]) -> bool:
    """Whether an optimiser can have made the first step of this gradient.

    Without memory: each change points where the gradient does, entry by entry, or is the gradient and a decay.
    """
    for steps in points:
        g = steps[0]
        has_memory = remembers(g)
        for i in g.run.parameters:
            change, gradient = np.ravel(np.asarray(g.step.changes[i], float)), np.ravel(np.asarray(g.of(i), float))
            if change.size != gradient.size:
                return False
            value = np.ravel(np.asarray(g.run.graph.values[g.step.before[i]], float))
            same = np.all(change * gradient <= 1e-12 * np.max(np.abs(change * gradient), initial=0.0))
            if not same and not has_memory and not spanned(change, gradient, value):
                return False
    return True


def remembers(g: Gradients) -> bool:
    """Whether something else than the parameters is carried from step to step."""
    return len(g.run.lineages) > len(g.run.parameters)


def spanned(change: np.ndarray, gradient: np.ndarray, value: np.ndarray) -> bool:
    """Whether the change is made of the gradient and the parameter, or its sign."""
    for pull in (value, np.sign(value)):
        features = np.stack([gradient, pull], axis=1)
        solution, *_ = np.linalg.lstsq(features, change, rcond=None)
        if np.max(np.abs(change - features @ solution), initial=0.0) <= 1e-6 * np.max(np.abs(change), initial=0.0):
            return True
    return False


def rule_of(points: Sequence[Sequence[Gradients]]) -> Rule | None:
    """The right update rule that all changes follow, with rates that parameters share or that the script writes down.

    Where steps differ in how many rows they take, the gradient may be the sum over rows or their mean.
    """
    groups = together(points[0][0])
    sizes = {size_of(g) for steps in points for g in steps}
    for divided in (False, True) if len(sizes) > 1 else (False,):
        runs = [updates(steps, groups, divided) for steps in points]
        rule = identify(runs, remembers=any(remembers(steps[0]) for steps in points))
        if rule is not None and accepted(rule, points[0][0].run, points[0][0].step, groups):
            return rule
    return None


def size_of(g: Gradients) -> int:
    """How many numbers are predicted in the step."""
    return sum(np.size(g.run.graph.values[m.prediction]) for m in g.step.meetings)


def together(g: Gradients) -> dict[str, list[int]]:
    """The parameters by name; numbers that are updated at one place are one, and arrays too where there are many."""
    found: dict[str, list[int]] = {}
    many = len(g.run.parameters) > MANY
    for i in g.run.parameters:
        scalar = not np.ndim(g.run.graph.values[g.step.before[i]])
        found.setdefault(f"place {g.run.lineages[i].site}" if scalar or many else f"array {i}", []).append(i)
    return found


def updates(steps: Sequence[Gradients], groups: dict[str, list[int]], divided: bool = False) -> Updates:
    def each(value: Callable[[Gradients, int], Any]) -> list[dict[str, Any]]:
        return [
            {name: np.concatenate([np.ravel(value(g, i)) for i in members]) if len(members) > 1 else value(g, members[0])
             for name, members in groups.items()}
            for g in steps
        ]  # fmt: skip

    return Updates(
        parameters=each(lambda g, i: g.run.graph.values[g.step.before[i]]),
        gradients=each(lambda g, i: g.of(i) / (size_of(g) if divided else 1)),
        changes=each(lambda g, i: g.step.changes[i]),
    )
