"""By which constants a gradient is multiplied on its way into the update, one after another."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import numpy as np

from clearprop.read.diagnoses.case import Case
from clearprop.read.recover.layers import PRODUCTS
from clearprop.read.recover.spines import SUMS
from clearprop.read.recover.steps import Run, Step

CLOSE = 1e-9
Key = tuple[int, int]  # a site, and how many of that site came before


def way_to(run: Run, step: Step, lineages: Iterable[int]) -> set[int]:
    """What the updates of these parameters were computed from in this step, through what an optimiser carries on, too."""
    before = set(step.before.values())
    return run.graph.ancestors([n for i in lineages for n in step.terms[i]], cut=before, since=step.start)


def scales(case: Case, lineage: int, alone: bool = False) -> list[tuple[int, float]]:
    """(node of the second step, constant) of the values that are the gradient times a constant, at every point.

    ``alone``: without decay and velocities, where these are added to it.
    """
    every = [multiples(case, run, steps[min(1, len(steps) - 1)], lineage, alone) for run, steps in case.points]
    shown, found = every.pop(case.shown), []
    every = [other for other in every if other]  # no gradient, no constant
    for key, (node, ratio) in shown.items():
        others = [other[key][1] for other in every if key in other]
        if len(others) == len(every) and all(abs(other - ratio) <= CLOSE * abs(ratio) for other in others):
            found.append((node, ratio))
    return summed_up(case.points[case.shown][0], found)


def summed_up(run: Run, found: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """From the last sum on that changes the constant: one row's share of a number is a multiple of it by chance."""
    pairs = list(enumerate(pairwise(found), 1))
    starts = [
        n for n, ((_, before), (node, after)) in pairs if run.graph.ops[node] in SUMS and not among(before, [after])
    ]
    return found[max(starts, default=0) :]


def multiples(case: Case, run: Run, step: Step, lineage: int, alone: bool = False) -> dict[Key, tuple[int, float]]:
    gradient = np.ravel(np.asarray(case.true_gradients(run, step)[lineage], float))
    pushed = case.pushed(run, step) if alone else {}
    found: dict[Key, tuple[int, float]] = {}
    counts = Counter[int]()
    for node in sorted(way_to(run, step, [lineage]) & step.backward):
        counts[run.graph.sites[node]] += 1
        ratio = multiple(pushed.get(node, run.graph.values[node]), gradient) if run.dependent[node] else None
        if ratio:
            found[run.graph.sites[node], counts[run.graph.sites[node]]] = node, abs(ratio)
    return found


def multiple(value: Any, gradient: np.ndarray) -> float | None:
    """By what the gradient is multiplied."""
    if np.size(value) != gradient.size or not np.any(gradient):
        return None
    largest = int(np.argmax(np.abs(gradient)))
    for one in (value, np.transpose(value)):
        flat = np.ravel(np.asarray(one, float))
        ratio = float(flat[largest] / gradient[largest])
        if np.max(np.abs(flat - ratio * gradient)) <= CLOSE * abs(flat[largest]):
            return ratio
    return None


def factors(found: list[tuple[int, float]]) -> list[float]:
    """From each value to the next."""
    return [after / before for (_, before), (_, after) in pairwise(found)]


def among(value: float, others: Iterable[float]) -> bool:
    return any(abs(value - other) <= 1e-7 * abs(other) for other in others)


def departure(case: Case, lineage: int, right: Iterable[int]) -> int | None:
    """The node where the constants of one parameter leave those of the right ones; None where they begin apart."""
    chain = scales(case, lineage)
    chains = [scales(case, i) for i in right]
    known = [1.0, *(ratio for other in chains for _, ratio in other)]  # the gradient itself is right for anybody
    steps = [factor for other in chains for factor in factors(other)]
    for place, (node, ratio) in enumerate(chain):
        if not among(ratio, known):
            if place and among(ratio / chain[place - 1][1], steps):
                return chain[place - 1][0]  # this factor belongs there: one is missing before it
            return node if place else None
    return times_one(case, chain, steps)


def times_one(case: Case, chain: list[tuple[int, float]], steps: list[float]) -> int | None:
    """Where the gradient is multiplied by what happens to be 1, as twice a rate of a half is, and others are by no such."""
    ops = case.points[case.shown][0].graph.ops
    products = (
        node for (_, before), (node, after) in pairwise(chain) if among(before, [after]) and ops[node] in PRODUCTS
    )
    return next(products, None) if not among(1.0, steps) else None


def upstream(case: Case, lineage: int, right: Iterable[int], ratio: float) -> int | None:
    """Before it is summed over rows: the first array of this way alone that is a true share, times the ratio.

    What the right parameters' gradients are multiplied by, a mean over rows say, is no mistake.
    """
    run, steps = case.points[case.shown]
    step = steps[min(1, len(steps) - 1)]
    shares = [np.ravel(np.asarray(share, float)) for share in case.shares(run, step) if np.size(share) > 1]
    usual = {1.0, *case.rates, *(scale for i in right for _, scale in scales(case, i)[:1])}
    for node in sorted((way_to(run, step, [lineage]) & step.backward) - way_to(run, step, right)):
        value = np.ravel(np.asarray(run.graph.values[node], float)) if run.dependent[node] else np.zeros(0)
        alike = [scale * share for share in shares if share.size == value.size for scale in usual]
        if any(same(value, ratio * share) for share in alike) and not any(same(value, share) for share in alike):
            return node
    return None


def same(value: np.ndarray, other: np.ndarray) -> bool:
    """Up to a sign."""
    largest = float(np.max(np.abs(other)))
    return largest > 0 and min(np.max(np.abs(value - other)), np.max(np.abs(value + other))) <= CLOSE * largest


def odd(case: Case, one: int, other: int, rows: int) -> bool:
    """Of two parameters whose scales differ: whether it is the first that has a factor too many, or no mean."""
    extra, lost = differing(case, one, other, rows)
    mean = 1 / max(rows, 1)
    mine = scales(case, one)
    if means_nothing(case):
        return bool(extra)
    summed = bool(mine) and not among(mine[0][1], [mean]) and any(among(factor, [mean]) for factor in lost)
    return summed or any(not among(factor, [mean]) or averaged(case, other, mean) for factor in extra)


def means_nothing(case: Case) -> bool:
    """Whether nothing tells that means are meant: without biases, whose writers take them, and without a loss."""
    alone = {role.bias and not role.weights for role in case.roles.values()}
    return case.computed.loss is None and alone == {False}


def averaged(case: Case, lineage: int, mean: float) -> bool:
    """Whether a parameter's gradient is a mean over rows already: another one that is divided again is so once too often."""
    found = scales(case, lineage, alone=True)
    return any(among(scale, [mean, 2 * mean]) for _, scale in found[:1]) or any(
        among(factor, [mean]) for factor in factors(found)
    )


def differing(case: Case, one: int, other: int, rows: int) -> tuple[list[float], list[float]]:
    """The factors that the first gradient alone is multiplied by, and those that only the other one is."""
    mine, others = scales(case, one, alone=True), scales(case, other, alone=True)
    if not mine or not others:
        return [], []
    if among(mine[0][1] * rows, [others[0][1]]):
        mine = [(mine[0][0], others[0][1]), *mine]  # a mean over rows is a sum, divided at once
    elif among(others[0][1] * rows, [mine[0][1]]):
        others = [(others[0][0], mine[0][1]), *others]
    if not among(mine[0][1], [others[0][1]]):
        return [], []  # what they are made of differs already
    own, its = factors(mine), factors(others)
    return beside(own, its), beside(its, own)


def beside(own: Iterable[float], its: Iterable[float]) -> list[float]:
    """The factors of the one that the other has not, or not as often."""
    left, found = list(its), []
    for factor in own:
        known = next((other for other in left if among(factor, [other])), None)
        if known is not None:
            left.remove(known)
        elif abs(factor - 1) > CLOSE:
            found.append(factor)
    return found
