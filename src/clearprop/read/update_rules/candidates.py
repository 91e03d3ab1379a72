"""Which hypotheses are tried: every right rule by itself, then with what people put around rules."""

from collections.abc import Iterator, Sequence

import numpy as np

from clearprop.read.update_rules.base import UpdateRule
from clearprop.read.update_rules.clipping import CLIPPINGS
from clearprop.read.update_rules.decay import L1, L2, Afterwards, Decoupled
from clearprop.read.update_rules.history import Array, History
from clearprop.read.update_rules.hypothesis import Hypothesis
from clearprop.read.update_rules.rules import RULES
from clearprop.read.update_rules.schedule import Schedule

MANY = 12
"""More parameters than this do not get a decay of their own each: it would take too long."""

Groups = tuple[int, ...]


def right_hypotheses(history: History, rates: Sequence[float] | None) -> Iterator[Hypothesis]:
    """The right ones, in no order."""
    groups = tuple(decay_groups(history))
    for rule in RULES:
        yield Hypothesis(rule)
        if rule.rarity > 1:
            continue
        if len(history.names) > 1:
            yield Hypothesis(rule, own_rates=True)
        yield from (Hypothesis(rule, schedule=schedule) for schedule in schedules(rule, history, rates))
        for chosen in groups:
            yield Hypothesis(rule, L2(), decay_groups=chosen)
            if rule.constants:
                yield Hypothesis(rule, Decoupled(), decay_groups=chosen)
            if len(history.names) > 1:  # of one alone it is the others with another rate
                yield Hypothesis(rule, Afterwards(), decay_groups=chosen)
        if rule.gradient_power == 1:
            yield from around_linear(rule, history, groups)


def around_linear(rule: UpdateRule, history: History, groups: Sequence[Groups]) -> Iterator[Hypothesis]:
    """What stands around plain and momentum's rules only."""
    yield from (Hypothesis(rule, clipping=clipping) for clipping in CLIPPINGS)
    for chosen in groups:
        yield Hypothesis(rule, L1(), decay_groups=chosen)
        if len(history.names) > 1:
            yield Hypothesis(rule, L2(), own_rates=True, decay_groups=chosen)
        if not rule.constants and several(history):
            yield Hypothesis(rule, L2(), Schedule("free"), decay_groups=chosen)


def schedules(rule: UpdateRule, history: History, rates: Sequence[float] | None) -> Iterator[Schedule]:
    """Free ones for plain gradient descent only: Adam's corrections are a schedule themselves."""
    if history.steps < 2:
        return
    velocity = rule.gradient_power == 1 and rule.keeps == 1
    places = (False, True) if velocity else (False,)
    if rates is not None and min(rates) > 0 and max(rates) > min(rates) and len(rates) >= history.steps:
        yield from (Schedule("given", inside, tuple(rates)) for inside in places)
    if not rule.constants and several(history):
        yield Schedule("free")
    if history.steps > 2:
        yield from (Schedule(name, inside) for name in ("exponential", "inverse_time") for inside in places)


def several(history: History) -> bool:
    """Whether there are runs to tell a rate that depends on the step from one that depends on the numbers."""
    return bool(history.run.max() > history.run.min()) and history.steps > 1


def decay_groups(history: History) -> Iterator[Groups]:
    """Which parameters share a λ: each has its own; or, of many, those that seem to at the first step, and all."""
    count = len(history.names)
    if count <= MANY:
        yield tuple(range(count))
        return
    yield (0,) * count
    seen = tuple(0 if decays else -1 for decays in decaying_at_first(history))
    matrices = tuple(0 if len(shape) > 1 else -1 for shape in history.shapes)
    yield from {groups for groups in (seen, matrices) if 0 in groups and -1 in groups}


def decaying_at_first(history: History) -> list[bool]:
    """Whether U₀ = −κ (g₀ + λ θ₀) takes a λ, parameter by parameter."""
    return [bool(shrinking(history.columns(history.owner == p)) > 1e-7) for p in range(len(history.names))]


def shrinking(one: History) -> float:
    features: Array = np.stack([one.gradients[0], one.parameters[0]], axis=1)
    size = np.linalg.norm(features, axis=0)
    size[size == 0] = 1.0
    (of_gradient, of_parameter), *_ = np.linalg.lstsq(features / size, one.changes[0], rcond=None)
    return float(abs(of_parameter / of_gradient)) if of_gradient else 0.0
