"""How each parameter's change relates to its true gradient: exactly proportional, by which ratio, or not at all."""

from dataclasses import dataclass

import numpy as np

from clearprop.read.diagnoses.case import Case
from clearprop.read.recover.gradients import TOLERANCE, apart


@dataclass(frozen=True)
class Own:
    """A parameter's own ratio: change = -ratio · gradient; None where there is no single one.

    ``still``: it never changed; ``idle``: nor was there a gradient to change it, so that any ratio would do.
    """

    ratio: float | None
    still: bool
    idle: bool = False


def own_ratio(case: Case, lineage: int) -> Own:
    """By all points and steps."""
    ratios: dict[int, float] = {}
    still = True
    for point, number in case.everywhere:
        run, steps = case.points[point]
        step = steps[number]
        change = np.ravel(np.asarray(case.got(run, step)[lineage], float))
        gradient = np.ravel(np.asarray(case.true_gradients(run, step)[lineage], float))
        still = still and not np.any(change)
        size = float(np.sum(gradient**2))
        if change.size != gradient.size or not np.isfinite(size):
            return Own(None, still)
        if size == 0:
            if np.any(change):
                return Own(None, False)
            continue
        ratio = ratios.setdefault(number, -float(np.sum(change * gradient)) / size)
        if apart(change, -ratio * gradient) > TOLERANCE:
            return Own(None, still)
    return Own(next(iter(ratios.values()), None), still, idle=still and not ratios)


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
