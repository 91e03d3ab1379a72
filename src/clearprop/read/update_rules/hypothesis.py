"""A hypothesis: a rule, with decay, clipping, a schedule and rates that are shared or not; its constants fitted, then
its changes compared with the recorded ones, entry by entry.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from clearprop.read.update_rules.base import Constant, UpdateRule
from clearprop.read.update_rules.clipping import Clipping
from clearprop.read.update_rules.decay import NONE, Decay
from clearprop.read.update_rules.history import Array, History
from clearprop.read.update_rules.least_squares import solved
from clearprop.read.update_rules.schedule import CONSTANT, Schedule

PROMISING = 1e-5
"""The largest residual on the sample with which a fit is worth comparing on all entries."""


@dataclass(frozen=True, eq=False)
class Fit:
    """A hypothesis with its constants, in the history's units."""

    hypothesis: "Hypothesis"
    constants: dict[str, float]
    rates: Array  # f[parameters]
    factors: Array  # of the rate at each step, 1 at the first
    decays: Array  # λ of each parameter
    largest_difference: float = 0.0


@dataclass(frozen=True)
class Hypothesis:
    """θ ← θ − η d, with everything that the rule and its surroundings leave open."""

    rule: UpdateRule
    decay: Decay = NONE
    schedule: Schedule = CONSTANT
    clipping: Clipping | None = None
    own_rates: bool = False
    decay_groups: tuple[int, ...] = ()  # of each parameter, those of a group sharing λ; -1: does not decay

    def count(self, history: History) -> int:
        """How many constants it has, the rates included."""
        parameters = len(history.names)
        rates = (parameters if self.own_rates else 1) + (history.steps - 1 if self.schedule.free else 0)
        return rates + len(self.unknowns(history))

    @property
    def adornments(self) -> int:
        """How many things stand around the plain rule."""
        return (self.schedule != CONSTANT) + (self.clipping is not None) + self.own_rates + bool(self.decay_groups)

    def unknowns(self, history: History) -> tuple[Constant, ...]:
        clip = () if self.clipping is None else (self.clipping.constant(history),)
        return (*self.rule.constants, *clip, *self.schedule.constants, *self.decay_constants(history))

    def decay_constants(self, history: History) -> tuple[Constant, ...]:
        power = self.rule.gradient_power if self.decay.apart else 1
        unit = -self.decay.parameter_power
        return tuple(
            Constant(f"decay {group}", (0.0,), -np.inf, gradient_power=power, parameter_power=unit)
            for group in range(max(self.decay_groups, default=-1) + 1)
        )

    def fit(self, history: History) -> Fit | None:
        """The constants that explain the sample; None where none do."""
        sample, unknowns = history.sample, self.unknowns(history)
        starts = np.array(list(product(*(unknown.stretched(unknown.starts) for unknown in unknowns))))

        longest = np.array([unknown.longest_step for unknown in unknowns])

        def constants(x: Array) -> Array:
            return np.stack([u.unstretched(x[:, i]) for i, u in enumerate(unknowns)], axis=1)

        with np.errstate(all="ignore"):
            if unknowns:
                best, left = solved(lambda x: self.residual(sample, constants(x)), starts, longest, 1e-10)
                found = constants(best[None])[0]
            else:
                found, left = starts[0], float(abs(self.residual(sample, starts)).max())
            return self.fit_of(sample, found) if left < PROMISING else None

    def fit_of(self, sample: History, found: Array) -> Fit | None:
        """With these constants and the rates that go with them; None where a constant makes no sense."""
        unknowns = self.unknowns(sample)
        constants = {u.name: float(c) for u, c in zip(unknowns, found, strict=True)}
        if not all(u.at_least - 1e-12 <= constants[u.name] < u.below - 1e-9 for u in unknowns):
            return None
        rates = self.rates(sample, self.directions(sample, found[None]))[0]
        decays = self.decays(sample, found[None])[0]
        first = rates[0]
        used = int(np.argmax(abs(first)))
        factors = rates[:, used] / first[used] if first[used] else np.ones(len(rates))
        return Fit(self, constants, np.broadcast_to(first, len(sample.names)).copy(), factors, decays)

    def residual(self, history: History, c: Array) -> Array:
        """Recorded less explained changes, weighed.   c: f[batch, constants] -> f[batch, equations]."""
        directions = self.directions(history, c)
        rates = self.spread_rates(history, self.rates(history, directions))
        return np.reshape(history.weight * (history.changes + rates * directions), (len(c), -1))

    def directions(self, history: History, c: Array) -> Array:
        """f[batch, constants] -> f[batch, steps, entries]."""
        names = [unknown.name for unknown in self.unknowns(history)]
        constants: dict[str, Any] = {name: c[:, i, None] for i, name in enumerate(names)}
        pulls = self.pulls(history, c)
        factors = self.schedule.factors(history.steps, constants)
        inside = factors if self.schedule.inside else 1.0
        gradients = list(self.gradients(history, pulls, inside, constants))
        rule = {unknown.name: constants[unknown.name] for unknown in self.rule.constants}
        directions = self.rule.directions(history, gradients, rule)
        if self.decay.apart and pulls is not None:
            directions = directions + pulls
        return directions if self.schedule.inside else directions * factors

    def pulls(self, history: History, c: Array) -> Array | None:
        """What decay adds.   f[batch, steps, entries]."""
        if not self.decay_groups:
            return None
        return self.decays(history, c)[:, None, history.owner] * self.decay.pull(history)

    def decays(self, history: History, c: Array) -> Array:
        """λ of each parameter.   f[batch, parameters]."""
        if not self.decay_groups:
            return np.zeros((len(c), len(history.names)))
        groups = np.array(self.decay_groups)
        values = c[:, c.shape[1] - groups.max() - 1 :]
        return np.asarray(np.where(groups >= 0, values[:, groups], 0.0))

    def gradients(
        self, history: History, pulls: Array | None, inside: Any, constants: dict[str, Any]
    ) -> Iterator[Array]:
        """What the rule sees at each step.   f[batch, entries]."""
        for k in range(history.steps):
            g: Any = history.gradients[k][None]
            if pulls is not None and not self.decay.apart:
                g = g + pulls[:, k]
            if self.clipping is not None:
                g = self.clipping.clipped(g, constants["clip"], k, history)
            yield g if isinstance(inside, float) else g * inside[..., k, :]

    def rates(self, history: History, directions: Array) -> Array:
        """The rates that fit best, signed.   f[batch, 1 or steps, 1 or parameters]."""
        square = history.weight**2
        products = self.sums(history, -square * history.changes * directions)
        squares = self.sums(history, square * directions * directions)
        return np.asarray(np.divide(products, squares, out=np.zeros_like(products), where=squares > 0))

    def sums(self, history: History, values: Array) -> Array:
        if not self.schedule.free:
            values = values.sum(axis=1, keepdims=True)
        return values @ history.membership if self.own_rates else values.sum(axis=2, keepdims=True)

    def spread_rates(self, history: History, rates: Array) -> Array:
        return rates[:, :, history.owner] if self.own_rates else rates
