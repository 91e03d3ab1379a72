"""CP302: one parameter's gradient has another scale than the others'."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import TWO_LAYERS, Example
from clearprop.read.diagnoses.relations import Own, agreeing, by_ratio, shared
from clearprop.read.diagnoses.scaled import named
from clearprop.read.diagnoses.scales import odd, upstream
from clearprop.read.diagnoses.told_scale import told_by_loss
from clearprop.read.recover.rows import rows_at
from clearprop.read.update_rules import ratio_in_words


class InconsistentScale(Diagnosis):
    """Some parameters get a constant multiple of their gradient: 1/m twice, a sum here and a mean there, a lost ½."""

    code = "CP302"
    name = "inconsistent-scale"
    why = (
        "A factor that all gradients share is only another learning rate. A factor that one parameter has alone "
        "bends the direction: that parameter learns m times too slowly, or too fast."
    )
    wrong = "dW2 = a1.T @ d2 / m\nd1 = (d2 / m) @ W2.T * slope\ndW1 = x.T @ d1 / m"
    right = "dW2 = a1.T @ d2 / m\nd1 = d2 @ W2.T * slope\ndW1 = x.T @ d1 / m"
    sure = (
        "The ratio of change and gradient is one constant for each parameter, and not the same, at every fresh point."
    )
    example = Example(TWO_LAYERS, "dW1 = X.T @ d1", "dW1 = X.T @ d1 / 12")
    stage = "ratio"

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        own = by_ratio(case)
        common = right_scale(case, own)
        if common is None or not common > 0:
            return
        ratios = {i: o.ratio / common for i, o in own.items() if o.ratio is not None and not o.still}
        other = {i: r for i, r in ratios.items() if abs(r - 1) > 1e-7 and r > 0}
        if not other or not np.allclose(list(other.values()), next(iter(other.values())), rtol=1e-7):
            return
        ratio = next(iter(other.values()))
        in_words = ratio_in_words(ratio, rows(case))
        times = f"{in_words} (m = {rows(case)} rows)" if in_words and "m" in in_words else f"{ratio:.6g}"
        lines = {case.layer(i) for i in other}
        yield Hypothesis(
            self,
            lines.pop() if len(lines) == 1 else None,
            case.true,
            set(other),
            f"∂L/∂{named(case, set(other))}",
            f"{times} times the gradient that the other parameters' steps belong to",
            "the same scale for every parameter",
            kind="scale",
            gradient=partial(scaled, case, other, by_rows(ratio, rows(case))),
            found={"ratio": ratio},
        )


def by_rows(ratio: float, count: int) -> int:
    """Which power of the number of rows a ratio is: it changes with a last batch that is smaller. 0 for none."""
    return next((power for power in (-1, 1) if count > 1 and np.isclose(ratio, float(count) ** power, rtol=1e-7)), 0)


def scaled(case: Case, ratios: dict[int, float], power: int, point: int, number: int) -> dict[int, Any]:
    """The true gradients of a step, each times its ratio."""
    run, steps = case.points[point]
    factor = float(rows_at(run, steps[number])) ** power
    found = case.true_gradients(run, steps[number])
    return {i: np.asarray(g) * (factor if power else ratios[i]) if i in ratios else g for i, g in found.items()}


def right_scale(case: Case, own: dict[int, Own]) -> float | None:
    """The ratio that most parameters have; of two that as many have, or that weights and biases have, the one of those
    that have no factor too many.
    """
    common = shared(own)
    first = agreeing(own, common)
    others = {i for i, o in own.items() if o.ratio is not None and not o.still} - first
    second = agreeing(own, own[min(others)].ratio) if others else set()
    equals = len(second) == len(first) or (kinds_apart(case, first, second) and not means_a_sum(case))
    if not second or second != others or not equals:
        return common
    told = [told_by_loss(case, min(group)) for group in (first, second)]
    if any(told) and not all(told):
        return own[min(second)].ratio if told[1] else common
    other_is_meant = odd(case, min(first), min(second), rows(case)) or scaled_alone(case, own, min(first), min(second))
    return own[min(second)].ratio if other_is_meant else common


def scaled_alone(case: Case, own: dict[int, Own], one: int, other: int) -> bool:
    """Whether something is scaled on the way to the first parameter alone, and nothing on the way to the other alone."""
    mine, its = own[one].ratio, own[other].ratio
    if not mine or not its:
        return False
    return upstream(case, one, [other], mine / its) is not None and upstream(case, other, [one], its / mine) is None


def kinds_apart(case: Case, first: set[int], second: set[int]) -> bool:
    """Whether the ones are all weights, and the others all biases."""
    kinds = [{bool(case.roles[i].weights) for i in group if i in case.roles} for group in (first, second)]
    return kinds in ([{True}, {False}], [{False}, {True}])


def means_a_sum(case: Case) -> bool:
    """Whether the script computes the loss that it descends, as a sum over rows: then no gradient need be a mean."""
    loss = case.computed.loss
    return case.computed.followed and loss is not None and loss.reduction == "sum"


def rows(case: Case) -> int:
    """How many rows a step takes together: as often as the last layer's weights are used, for as many rows each time."""
    run, steps = case.points[0]
    return rows_at(run, steps[0])
