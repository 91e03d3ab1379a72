"""Fresh points: the same script run again with other initial parameters and other data."""

from collections.abc import Callable

import numpy as np

from clearprop.read.recover.descent import best_fit
from clearprop.read.recover.fresh import Replacements, replacements
from clearprop.read.recover.steps import NotFollowed, Points, Run
from clearprop.read.runs import NotRun

POINTS = 3
FEWEST = 2
STEPS = 3
AGAIN = "it could not be run again with other initial values."
OVERFLOWS = (
    "its numbers become infinite or undefined in its first steps; smaller inputs (divided by 255, say), smaller weights or "
    "a smaller rate would help."
)


def fresh(original: Run, run_with: Callable[[Replacements], Run], reach: float = 1.0) -> Points:
    """The script at fresh points, with data replaced too if it runs so. NotFollowed where it runs at none.

    ``reach``: how far the numbers put in spread, 1 as usual.
    """
    for data in (True, False):
        found: Points = []
        for seed in range(1, POINTS + 1):
            try:
                run = run_with(replacements(original, seed, data, reach))
            except (NotFollowed, NotRun) as why:
                if isinstance(why, NotRun) and why.stopped == "time":
                    raise
                continue
            if len(run.parameters) == len(original.parameters) and finite(run):
                found.append((run, run.steps[:STEPS]))
        if len(found) >= FEWEST:
            return as_long(found)
    raise NotFollowed(AGAIN if finite(original) else OVERFLOWS)


def as_long(points: Points) -> Points:
    """The points with the steps that all of them have."""
    count = min(len(steps) for _, steps in points)
    return [(run, steps[:count]) for run, steps in points]


def whole(points: Points) -> Points:
    """The points with every step that was recorded at all of them."""
    return as_long([(run, run.steps) for run, _ in points])


def finite(run: Run) -> bool:
    return all(np.all(np.isfinite(change)) for step in run.steps[:STEPS] for change in step.changes.values())


def descends(run: Run) -> bool:
    """Whether every update of the run goes down a loss."""
    return best_fit([(run, run.steps[:STEPS])])[0].holds


def climbs(run: Run) -> bool:
    """Whether most updates of the run go up a loss."""
    return all(rate < 0 for rate in best_fit([(run, run.steps[:STEPS])])[0].rates)
