"""Whether a fit's changes are the recorded ones, on all entries: the identity that a rule's name rests on."""

from dataclasses import dataclass

import numpy as np

from clearprop.read.update_rules.history import Array, History
from clearprop.read.update_rules.hypothesis import Fit

GRADIENT_ROUNDING = 1e-5
"""The rounding of a gradient's entries, as a share of the tolerance and of the tensor's largest entry."""


@dataclass(frozen=True)
class Comparison:
    """How far the changes are from those of a fit, and how many of them prove anything, for each parameter."""

    largest_difference: float
    holds: bool
    telling: tuple[int, ...]


def compared(fit: Fit, history: History, tolerance: float) -> Comparison:
    """Each change within tolerance of its tensor's largest, beside its rounding and that of the gradient."""
    with np.errstate(all="ignore"):
        explained = changes_of(fit, history)
        scale = np.maximum(history.scale, history.largest_in_tensor(abs(explained)))
        rounding = 4 * history.noise + magnified(fit, history, explained, tolerance)
        beyond = np.maximum(abs(history.changes - explained) - rounding, 0)
        relative = np.divide(beyond, scale, out=np.where(beyond > 0, np.inf, 0.0), where=scale > 0)
    if not np.isfinite(explained).all():
        return Comparison(np.inf, False, ())
    telling = (rounding < 1e-4 * abs(explained)) | ((history.scale == 0) & (history.gradients != 0))
    counts = np.bincount(history.owner, weights=telling.sum(axis=0), minlength=len(history.names))
    largest = float(relative.max())
    return Comparison(largest, largest <= tolerance, tuple(int(n) for n in counts))


def changes_of(fit: Fit, history: History) -> Array:
    """The changes that the fit makes of the history's parameters and gradients."""
    c = np.array(list(fit.constants.values()))[None]
    directions = fit.hypothesis.directions(history, c)[0]
    return np.asarray(-fit.rates[history.owner] * fit.factors[:, None] * directions)


def magnified(fit: Fit, history: History, explained: Array, tolerance: float) -> Array:
    """How far the changes move when the gradients are rounded: much, where a rule divides by small ones."""
    if fit.hypothesis.rule.gradient_power == 1:
        return np.zeros_like(explained)
    signs = np.where(np.arange(history.gradients.shape[1]) % 2, 1.0, -1.0)
    rounding = GRADIENT_ROUNDING * tolerance * history.largest_in_tensor(abs(history.gradients)) * signs
    return 2 * abs(changes_of(fit, history.with_gradients(history.gradients + rounding)) - explained)
