"""Which rule explains the changes of all parameters: right ones from the fewest constants on."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from clearprop.read.update_rules.candidates import right_hypotheses
from clearprop.read.update_rules.description import described
from clearprop.read.update_rules.first_step import first_step
from clearprop.read.update_rules.history import History, Run
from clearprop.read.update_rules.hypothesis import Fit, Hypothesis
from clearprop.read.update_rules.rule import Rule
from clearprop.read.update_rules.verification import compared

TOLERANCE = 1e-9
SPARE = 2
"""How many changes must be explained beyond those that the constants could be bent to fit."""


def identify(
    runs: Sequence[Run],
    *,
    excluded: Iterable[str] = (),
    rates: Sequence[float] | None = None,
    tolerance: float = TOLERANCE,
    remembers: bool = True,
) -> Rule | None:
    """The right rule that explains every change of every parameter; None where none does, or too little was recorded.

    ``excluded``: parameters left out. ``rates``: the learning rate that the script used at each step, where it is known.
    ``remembers``: whether the script keeps anything from step to step; without, no rule that does is tried.
    """
    history = History.of(runs, frozenset(excluded))
    return None if history is None else identified(history, rates, tolerance, remembers)


def identified(
    history: History, rates: Sequence[float] | None, tolerance: float, remembers: bool = True
) -> Rule | None:
    if not history.changes.any():
        return None
    units = history.sizes
    plain = history.in_units(*units)
    possible = first_step(plain, tolerance)
    candidates = (
        hypothesis
        for hypothesis in right_hypotheses(plain, rates)
        if possible.allows(hypothesis) and (remembers or not hypothesis.rule.keeps)
    )
    simple = partial(simplicity, history=plain)
    for _, level in groupby(sorted(candidates, key=simple), key=simple):
        fits = [fit for hypothesis in level if (fit := verified(hypothesis, plain, tolerance)) is not None]
        sensible = [rule for rule in (described(fit, plain, *units, tolerance) for fit in fits) if makes_sense(rule)]
        if sensible:
            return replace(sensible[0], rivals=tuple(rule.label for rule in sensible[1:]))
    return None


def simplicity(hypothesis: Hypothesis, history: History) -> tuple[int, int, int]:
    """Plain rules come before those with something around them, common ones before rare ones, few constants before many."""
    return hypothesis.adornments, hypothesis.rule.rarity, hypothesis.count(history)


def verified(hypothesis: Hypothesis, history: History, tolerance: float) -> Fit | None:
    """The fit, where it holds on all entries and on more of them than it has constants."""
    if history.steps < hypothesis.rule.steps_needed or history.changes.size < hypothesis.count(history) + SPARE:
        return None
    fit = hypothesis.fit(history)
    if fit is None:
        return None
    comparison = compared(fit, history, tolerance)
    own = hypothesis.own_rates + bool(hypothesis.decay_groups)
    told = all(n > own or not moves(history, p) for p, n in enumerate(comparison.telling))
    enough = sum(comparison.telling) >= hypothesis.count(history) + SPARE
    return (
        replace(fit, largest_difference=comparison.largest_difference) if comparison.holds and told and enough else None
    )


def moves(history: History, parameter: int) -> bool:
    of_parameter = history.owner == parameter
    return bool(history.changes[:, of_parameter].any() or history.gradients[:, of_parameter].any())


def makes_sense(rule: Rule) -> bool:
    """Whether rates keep their sign over the steps, something moves, and decay pulls towards zero, or wrongly is there."""
    pulls = rule.decay.values()
    decays = any(λ > 0 for λ in pulls) if rule.code and pulls else all(λ >= 0 for λ in pulls)
    return decays and any(rule.rates.values()) and min(rule.schedule) > 0 and rule.clipping != "always value"
