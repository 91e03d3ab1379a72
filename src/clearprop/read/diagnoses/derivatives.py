"""Derivatives of activations as people write them: by the input, and by the output."""

from collections.abc import Callable
from typing import Any

import numpy as np


def sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


Formula = Callable[[Any], Any]

BY_OUTPUT: dict[str, Formula] = {
    "sigmoid": lambda a: a * (1 - a),
    "tanh": lambda a: 1 - a**2,
    "softplus": lambda a: 1 - np.exp(-a),
    "elu": lambda a: np.where(a > 0, 1.0, a + 1),
}
BY_INPUT: dict[str, Formula] = {
    "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
    "tanh": lambda z: 1 - np.tanh(z) ** 2,
    "relu": lambda z: (z > 0) * 1.0,
    "leaky_relu": lambda z: np.where(z > 0, 1.0, 0.01),
    "softplus": sigmoid,
    "elu": lambda z: np.where(z > 0, 1.0, np.exp(np.minimum(z, 0))),
    "gaussian": lambda z: -2 * z * np.exp(-(z**2)),
    "sin": np.cos,
    "silu": lambda z: sigmoid(z) * (1 + z * (1 - sigmoid(z))),
    "arctan": lambda z: 1 / (1 + z**2),
    "softsign": lambda z: 1 / (1 + np.abs(z)) ** 2,
    "square": lambda z: 2 * z,
}
SLIPS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "1 + a²": lambda z, a, d: 1 + a**2,
    "1 - a": lambda z, a, d: 1 - a,
    "a(1 + a)": lambda z, a, d: a * (1 + a),
    "a(a - 1)": lambda z, a, d: a * (a - 1),
    "a² - 1": lambda z, a, d: a**2 - 1,
    "(1 - a)²": lambda z, a, d: (1 - a) ** 2,
    "1 - 2a": lambda z, a, d: 1 - 2 * a,
    "a - a³": lambda z, a, d: a - a**3,
    "1 / φ'": lambda z, a, d: 1 / d,
    "1 where z < 0": lambda z, a, d: (z < 0) * 1.0,
    "σ(z)": lambda z, a, d: sigmoid(z),
    "tanh(z)": lambda z, a, d: np.tanh(z),
    "a": lambda z, a, d: a,
    "z": lambda z, a, d: z,
    "a²": lambda z, a, d: a**2,
    "1 - a²": lambda z, a, d: 1 - a**2,
    "1 - z²": lambda z, a, d: 1 - z**2,
    "sign(z)": lambda z, a, d: np.sign(z),
    "-φ'": lambda z, a, d: -d,
    "1 - φ'": lambda z, a, d: 1 - d,
}
"""What else stands where φ' belongs: name -> (z, a, φ') -> factor."""


def at_input(formula: Formula) -> Callable[[Any, Any, Any], Any]:
    """The factor that a formula gives for z."""
    return lambda z, a, derivative: formula(z)


def at_output(formula: Formula) -> Callable[[Any, Any, Any], Any]:
    """The factor that a formula gives for a."""
    return lambda z, a, derivative: formula(np.asarray(a))


def with_leak(slope: float) -> Callable[[Any, Any, Any], Any]:
    """1 where z > 0, else the slope."""
    return lambda z, a, derivative: np.where(z > 0, 1.0, slope)


def turned_leak(slope: float) -> Callable[[Any, Any, Any], Any]:
    """1 where z < 0, else the slope."""
    return lambda z, a, derivative: np.where(z < 0, 1.0, slope)
