"""The loss that is descended is named from the gradient alone, wherever predictions meet targets."""

import numpy as np
import pytest

from tests.read.recover.scripts import fit_of, run_of

LINEAR = """
import numpy as np
np.random.seed(5)
X = np.random.randn(15, 3)
y = {target}
w = np.random.randn(3) * 0.3
b = 0.0
for turn in range(8):
    f = X @ w + b
    g = {signal}
    w = w - 0.1 * X.T @ g
    b = b - 0.1 * g.sum()
"""
REAL, SIGN, LABEL = "X[:, 0] - 0.3", "np.where(X[:, 0] > X[:, 1], 1.0, -1.0)", "(X[:, 0] > X[:, 1]).astype(int)"


@pytest.mark.parametrize(
    ("target", "signal", "loss"),
    [
        (REAL, "f - y", "half_squared_error"),
        (REAL, "-2 * (y - f) / len(y)", "half_squared_error"),
        (REAL, "f + (-y)", "half_squared_error"),
        (REAL, "np.sign(f - y)", "absolute_error"),
        (REAL, "np.clip(f - y, -1, 1)", "huber"),
        (REAL, "np.tanh(f - y)", "log_cosh"),
        (LABEL, "1 / (1 + np.exp(-f)) - y", "binary_cross_entropy"),
        (SIGN, "np.where(y * f < 1, -y, 0)", "hinge"),
        (SIGN, "-y / (1 + np.exp(y * f))", "logistic"),
    ],
)
def test_a_loss_by_its_gradient(target, signal, loss):
    fit = fit_of(LINEAR.format(target=target, signal=signal))
    assert fit.holds and fit.loss == loss


def test_no_loss_where_there_is_none():
    assert not fit_of(LINEAR.format(target=REAL, signal="f - y + 0.1 * X[:, 1]")).holds


OWN = """
import numpy as np
np.random.seed(6)
X = np.c_[np.ones(20), np.random.randn(20, 2)]
y = (X[:, 1] > 0).astype(int)
theta = np.random.randn(3) * 0.1
for turn in range(8):
    p = 1 / (1 + np.exp(-X.dot(theta)))
    J = -(y.dot(np.log(p)) + (1 - y).dot(np.log(1 - p))) / 20 + 0.3 * np.sum(theta[1:] ** 2)
    g = X.T.dot(p - y) / 20
    g[1:] += 0.6 * theta[1:]
    theta -= 0.5 * g
    print(J)
"""


def test_the_scripts_own_number_is_swept_back_where_nothing_else_fits():
    fit = fit_of(OWN)
    assert fit.holds and fit.own is not None
    assert fit.loss == "binary_cross_entropy"


def test_the_scripts_own_number_proves_nothing_of_other_updates():
    assert not fit_of(OWN.replace("0.6 * theta[1:]", "0.5 * theta[1:]**3")).holds


@pytest.mark.parametrize("labels", ["y", "list(y)"])
def test_labels_by_index(labels):
    run = run_of(
        """
        import numpy as np
        np.random.seed(1)
        X = np.random.randn(9, 4); y = np.random.randint(0, 3, 9)
        W = np.random.randn(4, 3)
        for turn in range(6):
            e = np.exp(X @ W); p = e / e.sum(1, keepdims=True)
            d = p.copy(); d[range(9), LABELS] -= 1
            W -= 0.1 * X.T @ d
        """.replace("LABELS", labels)
    )
    (meeting,) = run.steps[0].meetings
    assert meeting.kind == "label"
    assert meeting.target.sum(axis=1).tolist() == [1.0] * 9


def test_a_target_that_only_chooses_a_branch():
    fit = fit_of("""
        import numpy as np
        np.random.seed(4)
        X = np.random.randn(10, 2); y = (X[:, 0] > X[:, 1]).astype(int)
        w = np.zeros(2); b = 0.0
        for turn in range(4):
            for x, t in zip(X, y):
                p = 1 / (1 + np.exp(-(x @ w + b)))
                if t == 1: g = -(1 - p)
                else: g = p
                w -= 0.1 * g * x; b -= 0.1 * g
        """)
    assert fit.holds and fit.loss == "binary_cross_entropy"


def test_targets_that_are_only_multiplied_with_what_is_left_of_one_are_met():
    run = run_of("""
        import numpy as np
        rng = np.random.default_rng(1)
        X, Y = rng.normal(size=(8, 3)), np.eye(3)[rng.integers(0, 3, 8)]
        W = rng.normal(size=(3, 3))
        for turn in range(4):
            E = np.exp(X @ W)
            P = E / E.sum(axis=1, keepdims=True)
            W -= 0.1 * X.T @ (-Y * (1 - P))
    """)
    (meeting,) = run.steps[0].meetings
    assert run.graph.values[meeting.prediction].sum(axis=1) == pytest.approx(np.ones(8))
    assert set(np.ravel(meeting.target)) == {0.0, 1.0}


def test_parameters_that_begin_as_whole_numbers():
    fit = fit_of("""
        import numpy as np
        X = np.random.randn(9, 3); y = np.random.randn(9, 2)
        held = {"W": np.array([[1, 0], [2, -1], [0, 1]]), "b": np.array([0, 1])}
        for turn in range(6):
            e = X @ held["W"] + held["b"] - y
            slopes = {"W": X.T @ e, "b": e.sum(axis=0)}
            for key in held:
                held[key] = held[key] - 0.05 * slopes[key]
        """)
    assert fit.loss == "half_squared_error" and fit.holds
