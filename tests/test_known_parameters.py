"""Linear and logistic regression find the parameters that data were drawn with, up to the noise that statistics allow.

The standard errors come from the known formulas, at the true parameters: σ² (XᵀX)⁻¹ for least squares, and the inverse of
the Fisher information Xᵀ diag(p (1 - p)) X for maximum likelihood (Wasserman 2004, sections 13.5 and 13.7). X has a column
of ones for the bias.
"""

import numpy as np
import pytest

from clearprop.network import Network
from clearprop.nn import Momentum

WEIGHTS, BIAS, NOISE = np.array([1.5, -2.0, 0.5]), 0.75, 0.3
TRUE = np.array([*WEIGHTS, BIAS])
SEEDS = range(12)
FAR = 4.0
"""So many standard errors: one of 48 estimates is further off in 1 of 330 runs of a test whose seeds are drawn anew."""


def found(network: Network) -> np.ndarray:
    return np.array([*network.parameters["W1"][:, 0], network.parameters["b1"][0]])


def with_ones(X: np.ndarray) -> np.ndarray:
    return np.hstack([X, np.ones((len(X), 1))])


def linear(seed: int, decay: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """The estimates' distance from the truth, and the information that the rows have about the parameters."""
    generator = np.random.default_rng(seed)
    X = generator.normal(size=(200, 3))
    y = X @ WEIGHTS + BIAS + generator.normal(0, NOISE, 200)
    network = Network([3, 1], seed=seed)
    network.fit(X, y, epochs=300, batch_size=None, optimizer=Momentum(0.2, weight_decay=decay))
    return found(network) - TRUE, with_ones(X).T @ with_ones(X) / NOISE**2


def logistic(seed: int, decay: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    X = generator.normal(size=(2000, 3))
    p = 1 / (1 + np.exp(-(X @ WEIGHTS + BIAS)))
    y = (generator.uniform(size=2000) < p).astype(int)
    network = Network([3, 1], output="sigmoid", seed=seed)
    network.fit(X, y, epochs=400, batch_size=None, optimizer=Momentum(1.0, weight_decay=decay))
    return found(network) - TRUE, with_ones(X).T @ (with_ones(X) * (p * (1 - p))[:, None])


def in_standard_errors(off: np.ndarray, information: np.ndarray) -> np.ndarray:
    found: np.ndarray = np.abs(off) / np.sqrt(np.diag(np.linalg.inv(information)))
    return found


@pytest.mark.parametrize("regression", [linear, logistic])
def test_it_finds_the_parameters_that_the_data_were_drawn_with(regression: object) -> None:
    for seed in SEEDS:
        off = in_standard_errors(*regression(seed))  # type: ignore[operator]
        assert (off < FAR).all(), f"seed {seed}: {off.round(1)} standard errors away"


@pytest.mark.parametrize("regression", [linear, logistic])
def test_the_noise_is_what_the_formulas_say(regression: object) -> None:
    """offᵀ I off is a sum of 4 squared normal numbers: over 12 seeds a χ² of 48 degrees of freedom, 48 ± 9.8."""
    total = 0.0
    for seed in SEEDS:
        off, information = regression(seed)  # type: ignore[operator]
        total += off @ information @ off
    assert abs(total - 48) < FAR * np.sqrt(2 * 48)


def test_least_squares_to_the_last_digits() -> None:
    generator = np.random.default_rng(1)
    X = generator.normal(size=(200, 3))
    y = X @ WEIGHTS + BIAS + generator.normal(0, NOISE, 200)
    network = Network([3, 1], seed=1)
    network.fit(X, y, epochs=1000, batch_size=None, optimizer=Momentum(0.2))
    np.testing.assert_allclose(found(network), np.linalg.lstsq(with_ones(X), y, rcond=None)[0], rtol=1e-10)


@pytest.mark.parametrize("regression", [linear, logistic])
def test_a_biased_estimate_would_be_noticed(regression: object) -> None:
    """Weights that decay are drawn to zero by more than their noise."""
    assert (in_standard_errors(*regression(0, decay=0.1)) > FAR).any()  # type: ignore[operator]
