"""A fit as a Rule: its constants in the units of what was given, and as short as the recorded numbers allow."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from clearprop.read.update_rules.base import WrongRule
from clearprop.read.update_rules.history import History
from clearprop.read.update_rules.hypothesis import Fit
from clearprop.read.update_rules.rule import Rule
from clearprop.read.update_rules.verification import compared

NEAR = 1e-9
"""A number is reported by the shortest decimal that is this near to it, relatively."""

NOTHING = 1e-9
"""A decay smaller than this, beside the largest, is none."""


def described(fit: Fit, history: History, gradient: float, parameter: float, tolerance: float) -> Rule:
    """``history`` is in units of ``gradient`` and ``parameter``."""
    hypothesis, names = fit.hypothesis, history.names
    rule, decay = hypothesis.rule, hypothesis.decay
    units = {u.name: gradient**u.gradient_power * parameter**u.parameter_power for u in hypothesis.unknowns(history)}
    constants = dict(shortened(fit, history, units, tolerance))
    decay_unit = gradient ** (rule.gradient_power if decay.apart else 1) / parameter**decay.parameter_power
    decays = np.where(abs(fit.decays) > NOTHING * max(abs(fit.decays)), fit.decays, 0.0)
    told = [p for p in range(len(names)) if history.gradients[:, history.owner == p].any()]
    return Rule(
        name=rule.name,
        formula=rule.formula,
        constants=constants,
        rates={names[p]: short(fit.rates[p] / gradient**rule.gradient_power) for p in told},
        schedule=tuple(short(factor) for factor in factors_of(fit, history)),
        schedule_name=hypothesis.schedule.name,
        decay={name: short(λ * decay_unit) for name, λ in zip(names, decays, strict=True) if hypothesis.decay_groups},
        decay_name=decay.name,
        clipping=hypothesis.clipping.name if hypothesis.clipping else "none",
        largest_difference=fit.largest_difference,
        covers=names,
        code=rule.code if isinstance(rule, WrongRule) else decay.code,
        equals=rule.equals if isinstance(rule, WrongRule) else decay.equals,
    )


def shortened(fit: Fit, history: History, units: dict[str, float], tolerance: float) -> Iterator[tuple[str, float]]:
    """The constants by name; an ε, of which little is seen, as the shortest decimal with which the changes still hold."""
    for name, value in fit.constants.items():
        if name.startswith("decay "):
            continue
        found = value * units[name]
        tried = [float(f"{found:.{digits}g}") for digits in (1, 2, 3, 4)] if name == "epsilon" else []
        holding = (t for t in tried if holds(fit, history, name, t / units[name], tolerance))
        yield name, next(holding, short(found))


def holds(fit: Fit, history: History, name: str, value: float, tolerance: float) -> bool:
    return compared(replace(fit, constants={**fit.constants, name: value}), history, tolerance).holds


def factors_of(fit: Fit, history: History) -> list[float]:
    """The rate's factor at each step, 1 at the first."""
    if fit.hypothesis.schedule.free:
        return list(fit.factors)
    constants = {name: np.array([[value]]) for name, value in fit.constants.items()}
    factors = fit.hypothesis.schedule.factors(history.steps, constants)
    return list(np.broadcast_to(np.ravel(factors), history.steps))


def short(value: float) -> float:
    """The shortest decimal near a number."""
    shorter = (float(f"{value:.{digits}g}") for digits in range(1, 9))
    return next((s for s in shorter if abs(s - value) <= NEAR * abs(value)), float(value))
