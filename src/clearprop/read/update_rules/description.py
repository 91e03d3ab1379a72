"""A fit as a Rule: its constants in the units of what was given, and as short as the recorded numbers allow."""

from dataclasses import replace

import numpy as np

from clearprop.read.update_rules.base import WrongRule
from clearprop.read.update_rules.history import History
from clearprop.read.update_rules.hypothesis import Fit
from clearprop.read.update_rules.rule import Proof, Rule
from clearprop.read.update_rules.verification import compared

NEAR = 1e-9
"""A number is reported by the shortest decimal that is this near to it, relatively."""

NEARNESS = ((1e-6, 1e-2), (1e-6, NEAR), (NEAR, NEAR))
"""How near the decimals are that are tried for constants, and for an ε."""

NOTHING = 1e-10
"""A decay smaller than this is none, where parameters and gradients are of size 1."""


def described(fit: Fit, history: History, gradient: float, parameter: float, tolerance: float) -> Rule:
    """``history`` is in units of ``gradient`` and ``parameter``."""
    hypothesis, names = fit.hypothesis, history.names
    rule, decay = hypothesis.rule, hypothesis.decay
    units = {u.name: gradient**u.gradient_power * parameter**u.parameter_power for u in hypothesis.unknowns(history)}
    fit = with_short_constants(fit, history, units, tolerance)
    constants = {name: short(value * units[name]) for name, value in fit.constants.items() if " " not in name}
    clipping = hypothesis.clipping
    always = clipping is not None and clipping.always(fit.constants["clip"], history)
    length = constants.pop("clip") if always else 1.0
    decay_unit = gradient ** (rule.gradient_power if decay.apart else 1) / parameter**decay.parameter_power
    decays = np.where(abs(fit.decays) > NOTHING, fit.decays, 0.0)
    told = [p for p in range(len(names)) if history.gradients[:, history.owner == p].any()]
    return Rule(
        name=rule.name,
        formula=rule.formula,
        constants=constants,
        rates={names[p]: short(fit.rates[p] * length / gradient**rule.gradient_power) for p in told},
        schedule=tuple(short(factor) for factor in factors_of(fit, history)),
        schedule_name=hypothesis.schedule.name,
        decay={name: short(λ * decay_unit) for name, λ in zip(names, decays, strict=True) if decays.any()},
        decay_name=decay.name if decays.any() else "none",
        clipping="none" if clipping is None else f"always {clipping.name}" if always else clipping.name,
        largest_difference=fit.largest_difference,
        covers=names,
        code=rule.code if isinstance(rule, WrongRule) else decay.code if decays.any() else "",
        equals=rule.equals if isinstance(rule, WrongRule) else decay.equals,
        proof=Proof(fit, names, (gradient, parameter)),
    )


def with_short_constants(fit: Fit, history: History, units: dict[str, float], tolerance: float) -> Fit:
    """The fit with the shortest decimals for constants with which the changes still hold; the fit itself where none do.

    A few steps show constants less exactly than changes, and of an ε they show little.
    """
    good = max(10 * fit.largest_difference, 1e-3 * tolerance)
    for near, near_epsilon in NEARNESS:
        shorter = [
            short(value * units[name], near_epsilon if name == "epsilon" else near) / units[name]
            for name, value in fit.constants.items()
        ]
        tried = fit.hypothesis.fit_of(history.sample, np.array(shorter)) if shorter else None
        if tried is not None and (found := compared(tried, history, tolerance)).largest_difference <= good:
            return replace(tried, largest_difference=found.largest_difference)
    return fit


def factors_of(fit: Fit, history: History) -> list[float]:
    """The rate's factor at each step, 1 at the first."""
    if fit.hypothesis.schedule.free:
        return list(fit.factors)
    constants = {name: np.array([[value]]) for name, value in fit.constants.items()}
    factors = fit.hypothesis.schedule.factors(history.steps, constants)
    return list(np.broadcast_to(np.ravel(factors), history.steps))


def short(value: float, nearness: float = NEAR) -> float:
    """The shortest decimal near a number."""
    shorter = (float(f"{value:.{digits}g}") for digits in range(1, 9))
    return next((s for s in shorter if abs(s - value) <= nearness * abs(value)), float(value))
