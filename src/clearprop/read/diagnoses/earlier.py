"""Gradients with something of another step in them: at the first step it is whatever the script made up."""

from collections.abc import Callable
from typing import Any

import numpy as np

from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.sweep import Adjoints
from clearprop.read.recover.steps import Run, Step


def with_earlier(
    case: Case,
    sees: set[int],
    rate: float | None,
    point: int,
    number: int,
    changed: Callable[[Run, list[Step]], Adjoints],
) -> dict[int, Any]:
    """The gradients after a changed sweep; at the first step ``rate`` tells what they are, where there is one."""
    run, steps = case.points[point]
    step = steps[number]
    true = case.true_gradients(run, step)
    if number == 0:
        got = case.got(run, step)
        return {i: np.asarray(got[i]) / -rate if rate and i in sees else true[i] for i in true}
    stale = case.gradients(run, step, changed(run, steps))
    return {i: stale[i] if i in sees else true[i] for i in true}
