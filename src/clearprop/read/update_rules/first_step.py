"""What the first step alone rules out. Nothing is remembered yet, so a plain rule's change is a plain function there.

Tests by linear least squares, looser than the identity itself: they only spare the fitting of what cannot hold.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from clearprop.read.update_rules.decay import NONE
from clearprop.read.update_rules.history import Array, History
from clearprop.read.update_rules.hypothesis import Hypothesis

LOOSE = 1e-6
SMALL = 1e-3
"""Gradients of less than this share of the largest tell no factor: rounding does."""

Features = Callable[[Array, Array], list[Array]]  # (g, θ) -> what the change must be a combination of


@dataclass(frozen=True)
class FirstStep:
    """Which forms the first change can have. ``surely``: with more changes than the form has constants."""

    proportional: bool  # to g, one factor for all
    proportional_each: bool  # one factor for each parameter
    surely_proportional_each: bool
    with_parameter: bool  # to g and θ, parameter by parameter
    with_sign: bool  # to g and the sign of θ
    normalised: bool  # to g over its size, one factor for all
    normalised_each: bool
    surely_normalised_each: bool
    clipped: dict[str, bool]  # by the name of a clipping

    def allows(self, hypothesis: Hypothesis) -> bool:
        """Whether the hypothesis can hold at the first step."""
        if hypothesis.rule.gradient_power != 1:
            if hypothesis.decay is not NONE:
                return not (hypothesis.decay.apart and self.surely_normalised_each)
            return self.normalised_each if hypothesis.own_rates else self.normalised
        if hypothesis.clipping is not None:
            return self.clipped[hypothesis.clipping.name]
        if hypothesis.decay is NONE:
            return self.proportional_each if hypothesis.own_rates else self.proportional
        fits = self.with_parameter if hypothesis.decay.parameter_power else self.with_sign
        return fits and not self.surely_proportional_each


def first_step(history: History, tolerance: float) -> FirstStep:
    sample, loose = history.sample, max(LOOSE, 100 * tolerance)
    each = [sample.columns(sample.owner == p) for p in range(len(sample.names))]
    enough = all(part.changes.shape[1] > 2 for part in each)
    proportional = [combines(part, loose, lambda g, θ: [g]) for part in each]
    normalised = [is_normalised(part, loose) for part in each]
    return FirstStep(
        proportional=combines(sample, loose, lambda g, θ: [g]),
        proportional_each=all(proportional),
        surely_proportional_each=all(proportional) and enough,
        with_parameter=all(combines(part, loose, lambda g, θ: [g, θ]) for part in each),
        with_sign=all(combines(part, loose, lambda g, θ: [g, np.sign(θ)]) for part in each),
        normalised=is_normalised(sample, loose),
        normalised_each=all(normalised),
        surely_normalised_each=all(normalised) and enough,
        clipped=clipped(sample, loose),
    )


def clipped(sample: History, loose: float) -> dict[str, bool]:
    """A norm shortens all of a run's gradient, or of a tensor's, alike; a bound leaves the short entries as they are."""
    runs = [sample.columns(sample.run == run) for run in sorted(set(sample.run))]
    tensors = [one.columns(one.owner == p) for one in runs for p in sorted(set(one.owner))]
    return {
        "value": is_cut(sample, loose),
        "norm": all(combines(part, loose, lambda g, θ: [g]) for part in runs),
        "tensor_norm": all(combines(part, loose, lambda g, θ: [g]) for part in tensors),
    }


def is_cut(part: History, loose: float) -> bool:
    """Whether each change is against its gradient, by the largest of all factors or as large as the largest change."""
    g, size = part.gradients[0], abs(part.changes[0])
    told = abs(g) > SMALL * abs(g).max(initial=0.0)
    factors = np.divide(size, abs(g), out=np.zeros_like(size), where=told)
    whole = (factors >= (1 - loose) * factors.max(initial=0.0)) | (size >= (1 - loose) * size.max(initial=0.0))
    return bool((whole & (part.changes[0] * g <= 0))[told].all())


def combines(part: History, loose: float, features: Features) -> bool:
    """Whether the first change is a combination of the features."""
    weight = part.weight[0]
    found = features(part.gradients[0], part.parameters[0])
    return solvable(np.stack(found, axis=1) * weight[:, None], part.changes[0] * weight, loose)


def is_normalised(part: History, loose: float) -> bool:
    """Whether |U| (|g| + ε) = η |g| or U² (g² + ε) = η² g² with some η and ε, and U has one sign beside g."""
    size, g = abs(part.changes[0]), abs(part.gradients[0])
    signs = set(np.sign(part.changes[0] * part.gradients[0])) - {0.0}
    largest = size.max() or 1.0
    size = size / largest
    return len(signs) <= 1 and any(
        solvable(np.stack([g**power, -(size**power)], axis=1), (size * g) ** power, loose) for power in (1, 2)
    )


def solvable(features: Array, values: Array, loose: float) -> bool:
    lengths = np.linalg.norm(features, axis=0)
    lengths[lengths == 0] = 1.0
    solution, *_ = np.linalg.lstsq(features / lengths, values, rcond=None)
    left = abs(values - features / lengths @ solution)
    return bool(left.max() <= loose * max(float(abs(values).max()), 1e-300))
