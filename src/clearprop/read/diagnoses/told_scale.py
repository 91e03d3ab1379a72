"""Which of two scales the script's own loss has: what it prints tells whether a mean is meant, and whether there is a 2."""

import numpy as np

from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.scales import among, scales
from clearprop.read.recover.rows import rows_at
from clearprop.read.recover.sizes import units


def told_by_loss(case: Case, lineage: int) -> bool:
    """Whether the gradient of the loss that is computed, factor and all, is on the way to this parameter's update."""
    wanted = scale_of_loss(case)
    return wanted is not None and among(wanted, [ratio for _, ratio in scales(case, lineage, alone=True)])


def scale_of_loss(case: Case) -> float | None:
    """How many times the case's gradient that of the computed loss is; None where none is computed that it descends."""
    loss = case.computed.loss
    if loss is None or not case.computed.followed or case.fit.own is not None:
        return None
    run, steps = case.points[case.shown]
    step = steps[min(1, len(steps) - 1)]
    count, outputs = rows_at(run, step), units(step.layers, step.layers.depth)
    predicted = {m.prediction: np.size(run.graph.values[m.prediction]) for m in step.meetings}
    often = max(sum(predicted.values()) / (count * outputs), 1.0)  # a prediction may be written down for each parameter
    over = {"mean": count, "mean_of_all": count * outputs}.get(loss.reduction, 1)
    return loss.scale * (2.0 if loss.name == "squared_error" else 1.0) / over / often
