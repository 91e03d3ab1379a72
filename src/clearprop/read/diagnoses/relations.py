"""How each parameter's change relates to its true gradient: exactly proportional, by which ratio, or not at all."""

from dataclasses import dataclass

import numpy as np

from clearprop.read.diagnoses.case import Case
from clearprop.read.recover.gradients import TOLERANCE, apart

ROUNDING = 1e-12
"""Of the largest gradient that a parameter had: what is left of it where everything is saturated."""


@dataclass(frozen=True)
class Own:
    """A parameter's own ratio: change = -ratio · gradient; None where there is no single one.

    ``still``: it never changed; ``idle``: nor was there a gradient to change it, so that any ratio would do.
    """

    ratio: float | None
    still: bool
    idle: bool = False


def own_ratio(case: Case, lineage: int) -> Own:
    """By all points and steps at which the gradient is more than what rounding leaves of it."""
    ratios: dict[int, float] = {}
    still = True
    pairs = [(number, *pair(case, lineage, point, number)) for point, number in case.everywhere]
    sizes = [float(np.sum(gradient**2)) for _, _, gradient in pairs]
    least = ROUNDING**2 * max((size for size in sizes if np.isfinite(size)), default=0.0)
    largest = max((np.max(np.abs(change), initial=0.0) for _, change, _ in pairs), default=0.0)
    for (number, change, gradient), size in zip(pairs, sizes, strict=True):
        still = still and not np.any(change)
        if change.size != gradient.size or not np.isfinite(size):
            return Own(None, still)
        if size <= least:
            if np.any(np.abs(change) > ROUNDING * largest):
                return Own(None, False)
            continue
        ratio = ratios.setdefault(number, -float(np.sum(change * gradient)) / size)
        if apart(change, -ratio * gradient) > TOLERANCE:
            return Own(None, still)
    return Own(next(iter(ratios.values()), None), still, idle=still and not ratios)


def pair(case: Case, lineage: int, point: int, number: int) -> tuple[np.ndarray, np.ndarray]:
    """What a parameter got at a step, and its gradient, end to end."""
    run, steps = case.points[point]
    change, gradient = case.got(run, steps[number])[lineage], case.true_gradients(run, steps[number])[lineage]
    return np.ravel(np.asarray(change, float)), np.ravel(np.asarray(gradient, float))


def by_ratio(case: Case) -> dict[int, Own]:
    if "ratios" not in case.cache:
        case.cache["ratios"] = {i: own_ratio(case, i) for i in case.parameters}
    found: dict[int, Own] = case.cache["ratios"]
    return found


def shared(found: dict[int, Own]) -> float | None:
    """The positive ratio that most parameters have; of two as common, that of the later ones, which lie nearer the
    loss.
    """
    groups: list[tuple[float, list[int]]] = []
    for lineage, own in found.items():
        if own.ratio is None or own.still:
            continue
        for ratio, members in groups:
            if abs(ratio - own.ratio) <= 1e-7 * abs(ratio):
                members.append(lineage)
                break
        else:
            groups.append((own.ratio, [lineage]))
    positive = [g for g in groups if g[0] > 0]
    chosen = max(positive or groups, key=lambda g: (len(g[1]), max(g[1])), default=None)
    return None if chosen is None else chosen[0]


def agreeing(found: dict[int, Own], ratio: float | None) -> set[int]:
    if ratio is None:
        return set()
    return {i for i, own in found.items() if own.idle or near(own.ratio, ratio)}


def near(one: float | None, other: float) -> bool:
    return one is not None and abs(one - other) <= 1e-7 * abs(other)


def failing(case: Case) -> set[int]:
    """The parameters whose changes are not those that the case's loss asks for."""
    if case.fit.holds:
        return set()
    own = by_ratio(case)
    return set(case.parameters) - agreeing(own, shared(own))
