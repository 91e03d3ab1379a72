"""Factors and paths of every element of functions as people write them; and what the rows of some are."""

import numpy as np
import pytest

import clearprop as cp

from .elements import check_function
from .written import LABELS, X, Y
from .written_more import WRITTEN


@pytest.mark.parametrize("name", WRITTEN)
def test_rows_paths_gradient_and_differences_agree(name):
    written = WRITTEN[name]
    check_function(written.function, written.arguments, written.wrt)


@pytest.mark.parametrize(
    "name", ["rows", "columns", "l2_penalty", "weights_in_a_dict", "batch_norm_by_hand", "masked_loss"]
)
def test_float32(name):
    written = WRITTEN[name]
    single = {
        key: {k: v.astype(np.float32) for k, v in value.items()} if isinstance(value, dict)
        else value.astype(np.float32) if value.dtype == np.float64 else value
        for key, value in written.arguments.items()
    }  # fmt: skip
    d = cp.derive(written.function, **single, wrt=tuple(dict.fromkeys(path[0] for path in written.wrt.values())))
    for parameter, gradient in d.gradients.items():
        assert gradient.dtype == np.float32
        for index in np.ndindex(gradient.shape):
            np.testing.assert_allclose(d.factors(parameter, index).product, gradient[index], rtol=1e-3, atol=1e-6)
            of_paths = sum(path.product for path in d.paths(parameter, index, most=None))
            np.testing.assert_allclose(of_paths, gradient[index], rtol=1e-3, atol=1e-6)


def derived(name):
    written = WRITTEN[name]
    return cp.derive(written.function, **written.arguments, wrt=tuple({path[0]: 0 for path in written.wrt.values()}))


def test_rows_and_columns_have_the_same_factors():
    W, b = np.array(WRITTEN["rows"].arguments["W1"]), np.array(WRITTEN["rows"].arguments["b1"])
    by_rows = cp.derive(lambda W, b, x: np.mean(np.sum(np.tanh(x @ W + b) ** 2, axis=1)), W, b, X, wrt=("W", "b"))
    by_columns = cp.derive(
        lambda W, b, x: np.mean(np.sum(np.tanh(W @ x + b) ** 2, axis=0)), W.T, b[:, None], X.T, wrt=("W", "b")
    )
    a = np.tanh(X @ W + b)
    for i, j in np.ndindex(W.shape):
        for factors in (by_rows.factors("W", (i, j)), by_columns.factors("W", (j, i))):
            assert [row.row for row in factors.rows] == [0, 1, 2, 3, 4]
            np.testing.assert_allclose([row.error_signal for row in factors.rows], 2 * a[:, j] / 5, rtol=1e-10)
            np.testing.assert_allclose([row.slope for row in factors.rows], 1 - a[:, j] ** 2, rtol=1e-10)
            np.testing.assert_allclose([row.input for row in factors.rows], X[:, i], rtol=1e-12)


def test_logistic_regression_has_the_probability_as_activation():
    written = WRITTEN["logistic_regression"].arguments
    p = 1 / (1 + np.exp(-(X @ written["w"] + written["b"])))
    for k, inputs in enumerate(X.T):
        rows = derived("logistic_regression").factors("w", k).rows
        np.testing.assert_allclose([row.slope for row in rows], p * (1 - p), rtol=1e-9)
        np.testing.assert_allclose([row.error_signal for row in rows], (p - LABELS) / (p * (1 - p)) / 5, rtol=1e-9)
        np.testing.assert_allclose([row.input for row in rows], inputs, rtol=1e-12)
    rows = derived("logistic_regression").factors("b").rows
    np.testing.assert_allclose([row.input for row in rows], np.ones(5))


@pytest.mark.parametrize("name", ["prelu", "silu_by_hand"])
def test_the_slope_of_an_activation_written_by_hand(name):
    """PReLU and SiLU are functions of z alone: their derivative is the second factor, not a part of the first."""
    written = WRITTEN[name].arguments
    z = X @ written["W"] + written.get("b", 0)
    s = 1 / (1 + np.exp(-z))
    slope = np.where(z > 0, 1, written["alpha"]) if name == "prelu" else s * (1 + z * (1 - s))
    for i, j in np.ndindex(written["W"].shape):
        rows = derived(name).factors("W", (i, j)).rows
        np.testing.assert_allclose([row.slope for row in rows], slope[:, j], rtol=1e-9)
        np.testing.assert_allclose([row.input for row in rows], X[:, i], rtol=1e-12)


def test_a_recurrent_weight_is_used_at_every_step():
    d, given = derived("recurrent"), WRITTEN["recurrent"].arguments
    h = [np.zeros(3)]
    for x in given["x"]:
        h.append(np.tanh(given["W"] @ x + given["U"] @ h[-1] + given["b"]))
    dh = {5: 2 * (h[5] - given["y"])}
    for t in range(5, 1, -1):
        dh[t - 1] = given["U"].T @ (dh[t] * (1 - h[t] ** 2))
    for name, inputs in (("W", given["x"]), ("U", np.array(h[:5]))):
        factors = d.factors(name, (2, 1))
        steps = sorted((row.error_signal, row.slope, row.input) for row in factors.rows if row.input)
        expected = sorted((dh[t][2], 1 - h[t][2] ** 2, inputs[t - 1][1]) for t in range(1, 6) if inputs[t - 1][1])
        np.testing.assert_allclose(steps, expected, rtol=1e-9)
        assert len(factors.uses) == 5


def test_an_embedding_has_the_rows_in_which_it_was_looked_up():
    d = derived("embedding")
    assert [row.row for row in d.factors("E", (2, 1)).rows] == [0, 2]
    assert d.factors("E", (3, 1)).rows == () and d.factors("E", (3, 1)).product == 0
    assert d.factors("E", (2, 1), row=2).product == d.factors("E", (2, 1)).rows[1].product
    with pytest.raises(IndexError, match="row 1"):
        d.factors("E", (2, 1), row=1)


def test_a_penalty_is_no_row_of_the_data():
    d = derived("l2_penalty")
    given = WRITTEN["l2_penalty"].arguments
    factors = d.factors("W1", (0, 1))
    penalty = [row for row in factors.rows if row.product == pytest.approx(0.1 * given["W1"][0, 1], rel=1e-12)]
    assert len(factors.rows) == 6 and len(penalty) == 1
    without = cp.derive(
        lambda W1, b1, W2, x, y: np.mean((1 / (1 + np.exp(-(x @ W1 + b1))) @ W2 - y) ** 2), **given, wrt="W1"
    )
    alone = d.factors("W1", (0, 1), row=0)  # the first row of the data: the penalty is not of it
    assert alone.product == pytest.approx(without.factors("W1", (0, 1), row=0).product, rel=1e-12)


def test_a_weight_that_is_unused_has_nothing_and_says_so():
    d = derived("an_unused_weight")
    factors, paths = d.factors("unused", (1, 2)), d.paths("unused", (1, 2))
    assert (factors.product, factors.rows, factors.uses) == (0, (), ())
    assert (list(paths), paths.total, paths.count, paths.rest) == ([], 0, 0, 0)
    assert "does not depend" in str(factors)


def test_masked_rows_have_no_share():
    d = derived("masked_loss")
    products = [row.product for row in d.factors("W", (1, 2)).rows]
    assert [product == 0 for product in products] == [False, True, False, True, False]
    assert Y.shape == (5, 2)
