"""CP207: gradient-not-reset."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import ENOUGH, Case
from clearprop.read.diagnoses.cp302_inconsistent_scale import rows
from clearprop.read.diagnoses.example import SUMS, Example
from clearprop.read.diagnoses.optimising import by_formula
from clearprop.read.diagnoses.places import of_running_sum
from clearprop.read.diagnoses.remainders import rest, velocities
from clearprop.read.diagnoses.scaled import named
from clearprop.read.recover.gradients import TOLERANCE, apart
from clearprop.read.recover.steps import Run, Step


class GradientNotReset(Diagnosis):
    """Gradients are added to those of earlier steps, because nothing sets them back to zero."""

    code = "CP207"
    name = "gradient-not-reset"
    why = (
        "A step follows the gradient at the present weights. If the sums of earlier steps are still in it, it "
        "follows all the places where the weights have been, with a weight that grows and never fades."
    )
    wrong = "for x, y in data:\n    grad += gradient(x, y)\n    w -= lr * grad"
    right = "for x, y in data:\n    grad = gradient(x, y)\n    w -= lr * grad"
    sure = "The changes of all steps equal those of the rule with that slip, at every fresh point."
    example = Example(
        SUMS,
        "for epoch in range(60):\n    dW = [[0.0] * 2 for k in range(3)]\n"
        "    db = [0.0] * 3\n    dV = [[0.0] * 3 for m in range(2)]",
        "dW, db, dV = [[0.0] * 2 for k in range(3)], [0.0] * 3, [[0.0] * 3 for m in range(2)]\nfor epoch in range(60):",
        shows="+= d[m] * h[k]",
    )
    stage = "rule"

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        for hypothesis in [*self.of_some(case)] or by_formula(self, case):
            yield replace(hypothesis, locate=of_running_sum)

    def of_some(self, case: Case) -> Iterator[Hypothesis]:
        """Some parameters get what was left of earlier steps, and others nothing; or all, divided by the rows again."""
        left = {i: difference for i in case.parameters if (difference := left_over(case, i)) is not None}
        others = [i for i in case.parameters if i not in left]
        some = any(might_have_kept(case, i) for i in others)  # else it may be momentum
        if any(is_moved_on(case, i) for i in others):
            return  # theirs is momentum, and this one's is a slip in it
        if left and (some or all(is_mean_again(case, i) for i in left)):
            yield Hypothesis(
                self,
                None,
                case.true,
                set(left),
                f"∂L/∂{named(case, set(left))}",
                "the gradient, added to what earlier steps left",
                "the gradient alone" + (", as it is for the other parameters" if some else ""),
                kind="rule",
                found={"proved": max(left.values()), "rule": "left"},
            )


def is_moved_on(case: Case, lineage: int) -> bool:
    """Whether a parameter has a velocity."""
    added = [(step, rest(case, run, step, lineage)) for run, step in case.recorded]
    moved = any(apart(step.changes[lineage], step.changes[lineage] - value) > TOLERANCE for step, value in added)
    return moved and bool(velocities(case, lineage))


def might_have_kept(case: Case, lineage: int) -> bool:
    """Whether a parameter had a gradient before the last step, of which something may be left."""
    return any(
        np.any(case.true_gradients(run, step)[lineage])
        for run, steps in case.points
        for step in steps[: min(len(steps), ENOUGH) - 1]
    )


def is_mean_again(case: Case, lineage: int) -> bool:
    """Whether what is left is divided by the number of rows, along with the rows that are added to it.

    That is no momentum: its factor would be one over the number of rows by mere chance.
    """
    run, steps = case.points[0]
    count, ratios = rows(case), []
    for step, later in pairwise(steps[:ENOUGH]):
        left, whole = moved_on(run, step, lineage), moved_on(run, later, lineage)
        if left is not None and whole is not None and np.any(left) and np.any(whole):
            part = proportion(rest(case, run, step, lineage), left)
            ratios.append(part / proportion(case.part(lineage, step.changes), whole))
    return count > 1 and bool(ratios) and bool(np.allclose(np.multiply(ratios, count), 1, rtol=1e-7))


def moved_on(run: Run, step: Step, lineage: int) -> Any:
    """The value of the one sum that the update takes over from the step before; None where it is none, or several."""
    sums = [node for node in carried(run, step, lineage) if run.dependent[node]]
    return np.asarray(run.graph.values[sums[0]], float) if len(sums) == 1 else None


def proportion(value: Any, to: Any) -> float:
    return float(np.sum(value * to) / np.sum(to * to))


def left_over(case: Case, lineage: int) -> float | None:
    """How far what is added to a parameter's gradient is from what earlier steps left; None where it is something else."""
    worst, met = 0.0, False
    for run, step in case.recorded:
        added = rest(case, run, step, lineage)
        if not np.any(np.abs(added) > TOLERANCE * np.max(np.abs(step.changes[lineage]))):
            continue
        sums = [run.graph.values[node] for node in carried(run, step, lineage)]
        away = [distance(added, np.asarray(value, float)) for value in sums if np.shape(value) == np.shape(added)]
        worst, met = max(worst, min(away, default=np.inf)), True
    return worst if met and worst <= TOLERANCE else None


def carried(run: Run, step: Step, lineage: int) -> list[int]:
    """What the update takes over from earlier steps besides parameters."""
    way = run.graph.ancestors(step.terms[lineage], cut=run.cut)
    before = {node for node in way if node <= step.start and node not in run.cut}
    return sorted({o for node in way - before for o in run.graph.operands[node] if o in before})


def distance(added: Any, left: Any) -> float:
    """From what is added to the nearest multiple of what is left."""
    size = float(np.sum(left * left))
    return apart(added, left * float(np.sum(added * left)) / size) if size else np.inf
