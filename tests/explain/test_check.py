"""Checking gradients by differences: right ones pass, wrong ones are named, kinks and float32 are said."""

import numpy as np
import pytest

import clearprop as cp

W = np.array([[0.1, -0.4, 0.2, 0.7], [0.3, 0.5, -0.6, 0.0], [-0.2, 0.9, 0.4, -0.1]])
X = np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.5]])


def loss(W, x):
    return np.mean(np.tanh(x @ W) ** 2)


def gradient(W, x):
    a = np.tanh(x @ W)
    delta = 2 * a / a.size * (1 - a**2)
    return x.T @ delta, delta @ W.T


def test_our_gradient_and_a_right_one_by_hand_pass():
    assert cp.check_gradient(loss, W, X).right
    result = cp.check_gradient(loss, W, X, gradient=gradient)
    assert result and max(result.errors.values()) < 1e-9


@pytest.mark.parametrize(
    "fault",
    [
        lambda dW, dx: (dW * (1 + 1e-5), dx),
        lambda dW, dx: (-dW, dx),
        lambda dW, dx: (dW / len(X), dx),
        lambda dW, dx: (dW + 1e-4 * np.eye(3, 4), dx),
        lambda dW, dx: (dW, dx * 0),
        lambda dW, dx: (dW, dx * np.nan),
    ],
)
def test_a_fault_is_noticed(fault):
    assert not cp.check_gradient(loss, W, X, gradient=lambda *a: fault(*gradient(*a))).right


def test_the_worst_entry_is_named_with_both_numbers():
    def one_wrong(W, x):
        dW, dx = gradient(W, x)
        dW[2, 1] += 0.25
        return {"W": dW, "x": dx}

    result = cp.check_gradient(loss, W, X, gradient=one_wrong)
    first, second = result.parameters
    assert (first.name, first.right, first.worst) == ("W", False, (2, 1))
    assert first.given - first.measured == pytest.approx(0.25, abs=1e-7)
    assert second.right
    assert "WRONG, worst at [2, 1]" in str(result)


def test_a_kink_is_noticed_and_not_counted():
    result = cp.check_gradient(lambda z: np.sum(np.maximum(z, 0)), np.array([-1.0, 0.0, 2.0, 0.5]))
    assert result.right
    assert result.parameters[0].kinks == ((1,),)
    assert "z: 1 of 4 entries lie on a kink ([1])" in result.notes[0]
    smooth = cp.check_gradient(lambda z: np.sum(z**3 - 40 * z**2), np.array([-1.0, 0.0, 2.0, 0.5]))
    assert smooth.right and smooth.parameters[0].kinks == ()


def test_float32_is_said_and_a_wrong_one_still_noticed():
    single = W.astype(np.float32), X.astype(np.float32)
    result = cp.check_gradient(loss, *single)
    assert result.right and "float32 keeps about 7 digits" in result.notes[-1]
    assert not cp.check_gradient(loss, *single, gradient=lambda *a: tuple(1.2 * g for g in gradient(*a))).right


def test_a_large_parameter_is_sampled():
    big = np.linspace(-1, 1, 900)
    result = cp.check_gradient(lambda w: np.sum(np.sin(w)), big)
    assert result.right and (result.parameters[0].checked, result.parameters[0].entries) == (200, 900)


def test_scales_far_from_one():
    assert cp.check_gradient(lambda w: np.sum(w**2), np.array([1e8, 3e-9, 2.0])).right
    assert cp.check_gradient(lambda w: 1e-12 * np.sum(w**2), np.array([1.0, 2.0])).right
    assert not cp.check_gradient(
        lambda w: 1e-12 * np.sum(w**2), np.array([1.0, 2.0]), gradient=lambda w: 3e-12 * w
    ).right


def test_a_tiny_entry_hides_nothing():
    w = np.array([1.0, 1e-15])
    assert cp.check_gradient(lambda w: (w**2).sum(), w).right
    assert not cp.check_gradient(lambda w: (w**2).sum(), w, gradient=lambda w: 5 * w).right


def test_what_is_not_a_number_is_not_right():
    def distances(p):
        squared = np.sum((p[:, None] - p[None]) ** 2, axis=-1)
        inverse = 1 / np.sqrt(squared)
        np.fill_diagonal(inverse, 0.0)
        return inverse.sum()

    with np.errstate(all="ignore"):
        assert not cp.check_gradient(distances, np.array([[0.0, 1.0], [2.0, 0.5], [1.0, 3.0]])).right


def test_gradients_that_do_not_fit_are_refused():
    with pytest.raises(
        ValueError, match=r"the gradient of W has shape \(4, 3\); expected that of the argument, \(3, 4\)"
    ):
        cp.check_gradient(loss, W, X, gradient=lambda W, x: (gradient(W, x)[0].T, gradient(W, x)[1]))
    with pytest.raises(ValueError, match="expected a tuple of 2 gradients or a dict, for W, x"):
        cp.check_gradient(loss, W, X, gradient=lambda W, x: gradient(W, x)[0])


def test_nothing_to_check():
    with pytest.raises(TypeError, match="has no floating argument to check"):
        cp.check_gradient(lambda n: 2.0 * n, 3)
