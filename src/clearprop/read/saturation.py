"""Points at which losses can be told apart: the usual fresh ones, or gentler ones where predictions are exactly 0 or 1."""

from collections.abc import Callable, Sequence

from clearprop.read.points import fresh
from clearprop.read.recover.descent import Fit, best_fit, names
from clearprop.read.recover.fresh import Replacements
from clearprop.read.recover.other_training import other_training
from clearprop.read.recover.sizes import activation
from clearprop.read.recover.steps import NotFollowed, Points, Run

USUAL = {"sigmoid": "binary_cross_entropy", "softmax": "cross_entropy", "identity": "half_squared_error"}
"""The loss that goes with the last layer's activation."""
REACHES = (1.0, 0.1)
"""How far fresh numbers spread: a wrong gradient may drive a network into saturation that smaller numbers keep out of it."""
SATURATED = (
    "its predictions become exactly 0 or 1 in its first steps, where losses cannot be told apart; smaller inputs (divided "
    "by 255, say) or smaller weights would help."
)


def fitted(original: Run, again: Callable[[Replacements], Run]) -> tuple[Points, list[Fit]]:
    """Fresh points and every loss's fit at them, the best first. NotFollowed where the predictions saturate at all."""
    for reach in REACHES:
        points = fresh(original, again, reach)
        fits = best_fit(points)
        known(points)
        if fits[0].holds or not saturated(points, fits) or other_training(points):
            return points, fits
    raise NotFollowed(SATURATED)


def known(points: Points) -> None:
    """NotFollowed where an operation between parameters and predictions has no rule: nought would come through."""
    for run, steps in points:
        lacking = run.graph.lacking.intersection(*(step.forward for step in steps[:1]))
        for node in sorted(lacking):
            if run.dependent[node] and node not in run.cut:
                name = run.graph.ops[node].partition(" ")[2].partition(" ")[0] or run.graph.ops[node]
                raise NotFollowed(
                    f"the derivative of {name} (line {run.graph.tape.site(node).line}) is not known here."
                )


def saturated(points: Points, fits: Sequence[Fit]) -> bool:
    """Whether the usual loss of the last activation has no finite slope there: predictions are exactly 0 or 1."""
    usual = USUAL.get(activation(points, points[0][1][0].layers.depth))
    return usual in names(points) and usual not in [fit.loss for fit in fits]
