"""Whether parameters follow a rule that others are known to follow: to try many gradients out against one rule."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from clearprop.read.update_rules.history import History, Run
from clearprop.read.update_rules.hypothesis import Fit
from clearprop.read.update_rules.identify import SPARE, TOLERANCE
from clearprop.read.update_rules.rule import Rule
from clearprop.read.update_rules.verification import compared


def follows(rule: Rule, runs: Sequence[Run], names: Iterable[str], *, tolerance: float = TOLERANCE) -> float | None:
    """The largest difference, where these parameters follow the rule with its constants; None where they do not.

    For a parameter that the rule does not cover, its rate is the one that the others share, and its decay theirs or none.
    """
    history = History.of(runs)
    return None if history is None else followed(rule, history.of_parameters(frozenset(names)), tolerance)


def followed(rule: Rule, history: History, tolerance: float) -> float | None:
    if any(name not in rule.rates for name in history.names) and rule.rate is None:
        return None
    plain = history.in_units(*rule.proof.units)
    comparisons = [compared(fit, plain, tolerance) for fit in fits_for(rule, history.names)]
    holding = [c.largest_difference for c in comparisons if c.holds and min(c.telling) >= SPARE]
    return min(holding, default=None)


def fits_for(rule: Rule, names: Sequence[str]) -> Iterator[Fit]:
    """The rule's fit for these parameters, with what may be the decay of those that it does not cover."""
    proof = rule.proof
    known = {name: p for p, name in enumerate(proof.names)}
    rates = np.array([proof.fit.rates[known.get(name, 0)] for name in names])
    groups = proof.fit.hypothesis.decay_groups
    for group in sorted({-1, *groups}):
        chosen = tuple(groups[known[name]] if name in known else group for name in names) if groups else ()
        yield with_decays(replace(proof.fit, rates=rates), chosen)


def with_decays(fit: Fit, groups: tuple[int, ...]) -> Fit:
    """The fit with these of its decays, numbered anew."""
    used = sorted({group for group in groups if group >= 0})
    constants = {name: value for name, value in fit.constants.items() if not name.startswith("decay ")}
    constants |= {f"decay {new}": fit.constants[f"decay {old}"] for new, old in enumerate(used)}
    renumbered = tuple(used.index(group) if group >= 0 else -1 for group in groups) if used else ()
    return replace(fit, constants=constants, hypothesis=replace(fit.hypothesis, decay_groups=renumbered))
