"""Standard losses that people descend and this package has no op for. Each is a sum over outputs."""

from collections.abc import Callable
from typing import Any

import numpy as np

from clearprop.read.losses.base import Array, StandardLoss

Each = Callable[[Array, Array], Any]


def summed(name: str, formula: str, derivative_formula: str, each: Each, slope: Each, **options: Any) -> StandardLoss:
    """The loss that is ``each`` summed over a row's outputs."""

    def value(a: Array, y: Array) -> Array:
        return np.asarray(np.sum(each(a, y), axis=1))

    def derivative(a: Array, y: Array) -> Array:
        return np.asarray(slope(a, y))

    return StandardLoss(name, formula, derivative_formula, value, derivative, **options)


def log_cosh(a: Array, y: Array) -> Any:
    return np.logaddexp(a - y, y - a) - np.log(2)


def log_of_positive(x: Array) -> Any:
    """The logarithm, and 0 where x is 0: what a term of weight 0 may be."""
    return np.log(np.where(x == 0, 1, x))


OTHERS = (
    summed("log_cosh", "Σ ln cosh(a − y)", "tanh(a − y)", log_cosh, lambda a, y: np.tanh(a - y)),
    summed(
        "squared_hinge",
        "Σ max(0, 1 − y a)²",
        "−2 y max(0, 1 − y a)",
        lambda a, y: np.maximum(0, 1 - y * a) ** 2,
        lambda a, y: -2 * y * np.maximum(0, 1 - y * a),
        targets="sign",
    ),
    summed(
        "perceptron",
        "Σ max(0, −y a)",
        "−y where y a < 0, else 0",
        lambda a, y: np.maximum(0, -y * a),
        lambda a, y: -y * (y * a < 0),
        targets="sign",
    ),
    summed(
        "logistic",
        "Σ ln(1 + e^(−y a))",
        "−y σ(−y a)",
        lambda a, y: np.logaddexp(0, -y * a),
        lambda a, y: -y / (1 + np.exp(y * a)),
        targets="sign",
    ),
    summed(
        "exponential",
        "Σ e^(−y a)",
        "−y e^(−y a)",
        lambda a, y: np.exp(-y * a),
        lambda a, y: -y * np.exp(-y * a),
        targets="sign",
    ),
    summed(
        "poisson",
        "Σ (a − y ln a)",
        "1 − y / a",
        lambda a, y: a - y * np.log(a),
        lambda a, y: 1 - y / a,
        predictions="positive",
        targets="count",
    ),
    summed(
        "poisson_with_logarithms",
        "Σ (e^z − y z)",
        "e^z − y",
        lambda z, y: np.exp(z) - y * z,
        lambda z, y: np.exp(z) - y,
        targets="count",
    ),
    summed(
        "kullback_leibler",
        "Σ y ln(y / a)",
        "−y / a",
        lambda a, y: y * (log_of_positive(y) - np.log(np.where(y == 0, 1, a))),
        lambda a, y: -y / a,
        predictions="positive",
        targets="distribution",
    ),
    summed(
        "squared_logarithmic_error",
        "Σ (ln(1 + a) − ln(1 + y))²",
        "2 (ln(1 + a) − ln(1 + y)) / (1 + a)",
        lambda a, y: (np.log1p(a) - np.log1p(y)) ** 2,
        lambda a, y: 2 * (np.log1p(a) - np.log1p(y)) / (1 + a),
        predictions="positive",
        targets="count",
    ),
)
