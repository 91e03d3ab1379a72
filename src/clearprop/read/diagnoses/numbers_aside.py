"""Losses that are computed from other predictions than those that are trained on: of all rows, after an epoch's updates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.read.diagnoses.own_numbers import rows_of
from clearprop.read.losses import NamedValue, name_of_value
from clearprop.read.match.aside import Aside, aside_of
from clearprop.read.recover.own_losses import MOST, OwnLoss, is_number
from clearprop.read.recover.steps import Points, Run, Step

Place = tuple[int, int]
"""A site, and how many of that place came before it after the same step."""


@dataclass(frozen=True)
class Found:
    """Predictions and targets after a step, and the numbers that are computed of all of them."""

    run: Run
    pairs: tuple[Any, Any]
    numbers: dict[Place, int]


def named_aside(points: Points) -> list[tuple[NamedValue, OwnLoss]]:
    """What these numbers are, as far as they have a name, the last computed first."""
    found = [one for run, steps in points for step in steps if (one := after(run, step)) is not None]
    if not found:
        return []
    common = [place for place in found[0].numbers if all(place in other.numbers for other in found)]
    named = []
    for place in common[: -MOST - 1 : -1]:
        values = [float(np.ravel(one.run.graph.values[one.numbers[place]])[0]) for one in found]
        name = name_of_value(values, [one.pairs for one in found])
        if name is not None:
            named.append((name, OwnLoss("own", place[0], (), place)))
    return named


def after(run: Run, step: Step) -> Found | None:
    """What is predicted between a step's updates and the next step."""
    following = next((other for other in run.steps if other.number == step.number + 1), None)
    if following is None:
        return None  # steps that are not looked at may follow
    begin = min((n for n in following.forward if n > step.end and run.dependent[n]), default=step.end)
    window = range(step.end + 1, begin)
    aside = aside_of(run, step, window)
    if not aside.meetings:
        return None
    return Found(run, rows_of(run, aside.meetings), dict(numbers(run, aside, window)))


def numbers(run: Run, aside: Aside, window: Iterable[int]) -> Iterator[tuple[Place, int]]:
    """The numbers that all these predictions went into."""
    graph = run.graph
    reached = {meeting.prediction: 1 << n for n, meeting in enumerate(aside.meetings)}
    whole, counts = (1 << len(reached)) - 1, dict[int, int]()
    for node in window:
        bits = reached.get(node, 0)
        for operand in graph.operands[node]:
            bits |= reached.get(operand, 0)
        if bits:
            reached[node] = bits
        if bits == whole and node not in aside.nodes and is_number(graph.values[node]):
            site = graph.sites[node]
            counts[site] = counts.get(site, -1) + 1
            yield (site, counts[site]), node
