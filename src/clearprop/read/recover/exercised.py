"""Parameters that a run never puts to the test: whatever the loss, their gradient is nought, as is any update made of it."""

from collections import defaultdict
from collections.abc import Callable, Iterator

import numpy as np

from clearprop.read.recover.network import paths, written
from clearprop.read.recover.steps import Points, Run, Step

Reached = Callable[[Run, Step], dict[int, bool]]
"""At a step, lineage -> whether a gradient that is not nought comes to it."""

UNTESTED = (
    "the gradient of {} was zero at every step that was seen ({}), so that nothing shows whether its update is right; "
    "data or sizes with which it acts on the loss would help."
)
NO_INPUT = "what it multiplies was always 0"
NOTHING_BACK = "nothing of the loss comes back to it"


def by_any_loss(run: Run, step: Step) -> dict[int, bool]:
    """Whether anything comes back from the predictions, whatever is sent back from them."""
    random = np.random.default_rng(0)
    values = run.graph.values
    pushes = {
        m.prediction: random.normal(size=shape) if (shape := np.shape(values[m.prediction])) else 1.0
        for m in step.meetings
    }
    adjoints = run.graph.adjoints(pushes, step.forward, run.cut)
    return {i: bool(np.any(adjoints.get(step.before[i], 0.0))) for i in run.parameters}


def untested(points: Points, reached: Reached = by_any_loss) -> list[int]:
    """The parameters that no gradient reaches at any step.

    Of single numbers that one statement updates, one that is reached speaks for all: arrays speak for themselves.
    """
    seen: dict[tuple[int, ...], bool] = defaultdict(bool)
    run = points[0][0]
    for other, steps in points:
        for step in steps:
            for i, comes in reached(other, step).items():
                seen[statement(run, i)] |= comes
    return [i for i in run.parameters if not seen[statement(run, i)]]


def statement(run: Run, lineage: int) -> tuple[int, ...]:
    """What a parameter is tested with: the place of its update, for an array the array too."""
    member = run.lineages[lineage].members[0]
    return (run.graph.sites[member], *([lineage] if np.ndim(run.graph.values[member]) else []))


def untested_because(points: Points, lineages: list[int]) -> str:
    """Which parameters stayed untested, by name, and why."""
    run, steps = points[0]
    ways = paths(run)
    names = dict.fromkeys(written(ways[node]) for node in (steps[0].before[i] for i in lineages) if node in ways)
    why = NO_INPUT if all(meets_nothing(points, i) for i in lineages) else NOTHING_BACK
    return UNTESTED.format(" and ".join(names) or "a parameter", why)


def meets_nothing(points: Points, lineage: int) -> bool:
    """Whether whatever a parameter multiplies was nought."""
    met = list(inputs(points, lineage))
    return bool(met) and not any(met)


def inputs(points: Points, lineage: int) -> Iterator[bool]:
    for run, steps in points:
        for step in steps:
            for product in step.layers.products:
                if product.weight == step.before[lineage]:
                    yield bool(np.any(run.graph.values[product.input]))
