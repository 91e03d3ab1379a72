"""One constant between changes and gradients: its sign, its size, nothing, or none."""

import numpy as np
import pytest

from clearprop.read.update_rules import ratio_in_words, relation

RNG = np.random.default_rng(7)
GRADIENTS = [RNG.normal(size=(4, 3)) * 10.0**k for k in (0, -3, 2, -1)]


@pytest.mark.parametrize(("rate", "sign"), [(0.1, 1), (-0.03, -1), (1e-7, 1)])
def test_sign_and_scale(rate, sign):
    found = relation([-rate * g for g in GRADIENTS], GRADIENTS)
    assert found is not None and not found.frozen
    assert (found.sign, found.scale) == (sign, pytest.approx(abs(rate), rel=1e-14))
    assert found.largest_difference < 1e-14


def test_frozen_is_where_nothing_changes():
    found = relation([0 * g for g in GRADIENTS], GRADIENTS)
    assert found is not None and found.frozen


def test_what_is_not_proportional_is_none():
    assert relation([-0.1 * g * (1 + 1e-7 * (k == 2)) for k, g in enumerate(GRADIENTS)], GRADIENTS) is None
    assert relation([g**2 for g in GRADIENTS], GRADIENTS) is None
    one = [-0.1 * g for g in GRADIENTS]
    one[1] = one[1].copy()
    one[1][2, 1] = 0
    assert relation(one, GRADIENTS) is None


def test_rounding_is_forgiven_where_it_is_said():
    noise = [1e-6 * RNG.uniform(-1, 1, size=g.shape) for g in GRADIENTS]
    changes = [-0.1 * g + n for g, n in zip(GRADIENTS, noise, strict=True)]
    assert relation(changes, GRADIENTS) is None
    found = relation(changes, GRADIENTS, uncertainties=[np.full(g.shape, 1e-6) for g in GRADIENTS])
    assert found is not None and found.scale == pytest.approx(0.1, rel=1e-4)


def test_too_little_is_none():
    assert relation([np.array(0.2)], [np.array(2.0)]) is None
    assert relation([0 * g for g in GRADIENTS], [0 * g for g in GRADIENTS]) is None
    assert relation([g * np.nan for g in GRADIENTS], GRADIENTS) is None
    assert relation([np.array(0.2), np.array(0.3)], [np.array(2.0), np.array(3.0)]) is not None


def test_ratios_in_words():
    weights = relation([-0.1 * g for g in GRADIENTS], GRADIENTS)
    bias = relation([0.1 / 30 * g for g in GRADIENTS], GRADIENTS)
    assert weights is not None and bias is not None
    assert weights.ratio(bias) == pytest.approx(-30)
    assert ratio_in_words(weights.ratio(bias), 30) == "m"
    assert ratio_in_words(bias.ratio(weights), 30) == "1/m"
    assert ratio_in_words(0.5, 30) == "1/2"
    assert ratio_in_words(0.37, 30) is None
