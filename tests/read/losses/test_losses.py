"""Every standard loss: its derivative against central differences, where it applies, and what it computes by hand."""

import numpy as np
import pytest

from clearprop.read.losses import DIRECTIONS, LOSSES, SAME_DIRECTION, applicable

RNG = np.random.default_rng(4)
SIGNS = np.array([[1.0, -1.0, -1.0], [-1.0, 1.0, -1.0], [1.0, 1.0, -1.0], [-1.0, -1.0, 1.0], [1.0, -1.0, 1.0]])
PROBABILITIES = RNG.dirichlet(np.ones(3), size=5)
PREDICTIONS = {"real": RNG.normal(size=(5, 3)), "probability": PROBABILITIES, "positive": PROBABILITIES}
TARGETS = {
    "real": RNG.normal(size=(5, 3)),
    "probability": RNG.uniform(0.1, 0.9, size=(5, 3)),
    "distribution": RNG.dirichlet(np.ones(3), size=5),
    "sign": SIGNS,
    "count": RNG.integers(0, 4, size=(5, 3)).astype(float),
}


def pair(loss):
    return PREDICTIONS[loss.predictions], TARGETS[loss.targets]


@pytest.mark.parametrize("loss", LOSSES.values(), ids=lambda loss: loss.name)
def test_the_derivative_is_the_slope_of_the_value(loss):
    a, y = pair(loss)
    for n, i in np.ndindex(a.shape):
        step = np.zeros_like(a)
        step[n, i] = 1e-6
        slopes = (loss.value(a + step, y) - loss.value(a - step, y)) / 2e-6
        assert slopes[n] == pytest.approx(loss.derivative(a, y)[n, i], rel=1e-6, abs=1e-8)
        assert not np.delete(slopes, n).any(), "a row's loss depends on another row"


@pytest.mark.parametrize("loss", LOSSES.values(), ids=lambda loss: loss.name)
def test_epsilon_is_inside_the_logarithms_and_nothing_else(loss):
    if loss.with_epsilon is not None:
        a, y = pair(loss)
        np.testing.assert_allclose(loss.with_epsilon(a, y, 0.0), loss.value(a, y), rtol=1e-14)
        assert (loss.with_epsilon(a, y, 1e-5) < loss.value(a, y)).all()


def test_no_two_directions_are_the_same_up_to_a_constant():
    for loss in DIRECTIONS:
        a, y = pair(loss)
        for other in DIRECTIONS:
            if other is not loss and other.applies(a, y):
                mine, theirs = loss.derivative(a, y).ravel(), other.derivative(a, y).ravel()
                aligned = mine @ theirs / np.linalg.norm(mine) / np.linalg.norm(theirs)
                assert aligned < 1 - 1e-6, (loss.name, other.name)


@pytest.mark.parametrize(("name", "root"), SAME_DIRECTION.items())
def test_the_others_are_a_constant_times_one_of_them(name, root):
    a, y = pair(LOSSES[name])
    ratios = LOSSES[name].derivative(a, y) / LOSSES[root].derivative(a, y)
    np.testing.assert_allclose(ratios, ratios[0, 0], rtol=1e-12)


def test_a_loss_applies_where_its_numbers_are_what_it_is_meant_for():
    names = {loss.name for loss in applicable([[0.2, 0.8]], [[0.0, 1.0]])}
    assert {"half_squared_error", "cross_entropy", "binary_cross_entropy"} <= names
    assert not {"hinge", "logistic", "exponential"} & names
    names = {loss.name for loss in applicable([[-0.2], [1.7]], [[-1.0], [1.0]])}
    assert {"half_squared_error", "hinge", "logistic", "squared_hinge"} <= names
    assert not {"cross_entropy", "binary_cross_entropy", "poisson"} & names
    assert not LOSSES["half_squared_error"].applies([[1.0, 2.0]], [[1.0]])
    assert not LOSSES["half_squared_error"].applies([[np.nan]], [[1.0]])


@pytest.mark.parametrize(
    ("name", "a", "y", "value"),
    [
        ("log_cosh", 1.5, 0.5, np.log(np.cosh(1.0))),
        ("squared_hinge", 0.25, 1.0, 0.5625),
        ("perceptron", 0.25, -1.0, 0.25),
        ("logistic", 0.0, 1.0, np.log(2)),
        ("exponential", 2.0, -1.0, np.exp(2)),
        ("poisson", 2.0, 3.0, 2 - 3 * np.log(2)),
        ("poisson_with_logarithms", 1.0, 3.0, np.e - 3),
        ("kullback_leibler", 0.25, 1.0, np.log(4)),
        ("squared_logarithmic_error", np.e - 1, 0.0, 1.0),
        ("half_squared_error", 3.0, 1.0, 2.0),
        ("absolute_error", 3.0, 1.0, 2.0),
    ],
)
def test_one_number_by_hand(name, a, y, value):
    assert LOSSES[name].value(np.array([[a]]), np.array([[y]])) == pytest.approx([value], rel=1e-14)
