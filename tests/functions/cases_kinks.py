"""Points without a derivative: what comes out is finite and lies between the one-sided slopes; ReLU'(0) is 0."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Kink:
    """At `at` each entry of the gradient lies in [low, high]; `total` is what the entries of a tie share."""

    id: str
    function: Callable[..., Any]
    at: Any
    low: Any = -np.inf
    high: Any = np.inf
    total: float | None = None


def relu_branch(x):
    return x if x > 0 else 0.0


def relu_mask(z):
    a = z.copy()
    a[z <= 0] = 0
    return a.sum()


zeros = np.array([0.0, -1.0, 2.0])
relu_slope = np.array([0.0, 0.0, 1.0])

CASES = [
    # The documented convention: the slope of ReLU at 0 is 0, however it is spelled.
    Kink("maximum(0, z)", lambda z: np.maximum(0, z).sum(), zeros, relu_slope, relu_slope),
    Kink("maximum(z, 0)", lambda z: np.maximum(z, 0).sum(), zeros, relu_slope, relu_slope),
    Kink("maximum(z, 0.0)", lambda z: np.sum(np.maximum(z, 0.0)), zeros, relu_slope, relu_slope),
    Kink("where(z > 0, z, 0)", lambda z: np.where(z > 0, z, 0).sum(), zeros, relu_slope, relu_slope),
    Kink("z * (z > 0)", lambda z: (z * (z > 0)).sum(), zeros, relu_slope, relu_slope),
    Kink("mask write", relu_mask, zeros, relu_slope, relu_slope),
    Kink("branch", relu_branch, 0.0, 0.0, 0.0),
    # Others: anything between the slopes on both sides.
    Kink("abs", lambda z: np.abs(z).sum(), zeros, [-1, -1, 1], [1, -1, 1]),
    Kink("builtin abs", lambda x: abs(x), 0.0, -1.0, 1.0),
    Kink("math.fabs", lambda x: math.fabs(x), 0.0, -1.0, 1.0),
    Kink("clip on its edge", lambda z: np.clip(z, -1, 2).sum(), zeros, [1, 0, 0], [1, 1, 1]),
    Kink("hinge on its edge", lambda z: np.maximum(0, 1 - z).sum(), np.array([1.0, 0.0, 3.0]), [-1, -1, 0], [0, -1, 0]),
    Kink("leaky", lambda z: np.where(z > 0, z, 0.1 * z).sum(), zeros, [0.1, 0.1, 1], [1, 0.1, 1]),
    # A tie: the parts are not negative and add up to one.
    Kink("max of a tie", lambda z: np.max(z), np.array([3.0, 1.0, 3.0, 2.0]), [0, 0, 0, 0], [1, 0, 1, 0], 1.0),
    Kink("min method of a tie", lambda z: z.min(), np.array([3.0, 1.0, 1.0, 2.0]), [0, 0, 0, 0], [0, 1, 1, 0], 1.0),
    Kink("max with axis", lambda A: A.max(axis=1).sum(), np.array([[2.0, 2.0, 1.0], [0, 5, 5]]), 0, 1, 2.0),
    Kink("maximum of equals", lambda z: np.maximum(z[:2], z[2:]).sum(), np.array([1.0, 2.0, 1.0, 0.5]), 0, 1, 2.0),
    Kink("builtin max of a tie", lambda z: max(z[0], z[1], z[2]), np.array([2.0, 2.0, 0.5]), [0, 0, 0], [1, 1, 0], 1.0),
    Kink("sort of a tie", lambda z: np.sort(z)[-1], np.array([2.0, 0.5, 2.0]), [0, 0, 0], [1, 0, 1], 1.0),
    Kink("all equal", lambda z: np.max(z), np.zeros(4), 0, 1, 1.0),
    Kink("max pool of zeros", lambda A: A.reshape(2, 2, 2, 2).max(axis=(1, 3)).sum(), np.zeros((4, 4)), 0, 1, 4.0),
    # Only that it is finite.
    Kink("norm of nothing", lambda v: np.linalg.norm(v), np.zeros(3), -1, 1),
    Kink("sign", lambda z: (np.sign(z) * z).sum(), zeros, [-1, -1, 1], [1, -1, 1]),
    Kink("step", lambda z: (z >= 0).astype(float).sum() + (z**2).sum(), zeros, [0, -2, 4], [0, -2, 4]),
    # No kinks at all, but where rules go wrong.
    Kink("power 2 at zero", lambda z: (z**2).sum(), zeros, [0, -2, 4], [0, -2, 4]),
    Kink("power 1 at zero", lambda z: (z**1).sum() + (z**0).sum(), zeros, [1, 1, 1], [1, 1, 1]),
    Kink("product with a zero", lambda z: np.prod(z), zeros, [-2, 0, 0], [-2, 0, 0]),
    Kink("product with two zeros", lambda z: np.prod(z), np.array([0.0, 3.0, 0.0]), 0, 0),
    Kink(
        "saturated sigmoid",
        lambda z: (1 / (1 + np.exp(-z))).sum(),
        np.array([-300.0, 0.0, 300.0]),
        [0, 0.25, 0],
        [1e-99, 0.25, 1e-99],
    ),
    Kink("logaddexp", lambda z: np.logaddexp(0, z).sum(), np.array([-800.0, 0.0, 800.0]), [0, 0.5, 1], [0, 0.5, 1]),
    Kink("logaddexp with minus infinity", lambda z: np.logaddexp(z, -np.inf).sum(), zeros, [1, 1, 1], [1, 1, 1]),
    Kink("tanh", lambda z: np.tanh(z).sum(), np.array([-400.0, 0.0, 400.0]), [0, 1, 0], [0, 1, 0]),
    Kink(
        "softmax of far scores",
        lambda z: (np.exp(z - z.max()) / np.exp(z - z.max()).sum())[0],
        np.array([900.0, -900.0, 0.0]),
        0,
        0,
    ),
    Kink(
        "where that guards a logarithm",
        lambda z: np.where(z > 0, np.log(np.where(z > 0, z, 1.0)), 0.0).sum(),
        zeros,
        [0, 0, 0.5],
        [0, 0, 0.5],
    ),
    Kink("empty array", lambda z: z.sum() + 1.0, np.zeros((0, 3))),
    Kink(
        "cumulative product through zero",
        lambda z: np.cumprod(z).sum(),
        np.array([2.0, 0.0, 3.0]),
        [1, 8, 0],
        [1, 8, 0],
    ),
]
