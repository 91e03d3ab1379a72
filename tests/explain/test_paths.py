"""The paths from a weight to the loss, against all those of a standard network, walked one by one."""

from collections import defaultdict

import numpy as np
import pytest

import clearprop as cp

from .mlp import ByHand
from .written import WRITTEN

RNG = np.random.default_rng(13)
X = RNG.normal(size=(6, 4))
Y = RNG.uniform(size=(6, 2))
ACTIVATIONS = ["sigmoid", "tanh", "identity"]


@pytest.fixture(scope="module")
def net():
    layers = [cp.Dense(3, "sigmoid"), cp.Dense(5, "tanh"), cp.Dense(2, "identity")]
    return cp.Network([4, *layers], loss="half_squared_error", seed=1)


def walked(net, layer, i, j, rows=range(6)):
    """{units passed: {row: product}} of every path from W[i, j] of a layer."""
    hand = ByHand.of(net, ACTIVATIONS, X, Y)
    found = defaultdict(dict)
    for row in rows:
        for units, product in hand.paths(layer, j, row, hand.a[layer - 1][row, i], ()):
            found[units][row] = product
    return found


def units_of(path):
    """The units whose activations a path passes: the identity output's a is its z."""
    return tuple(step.index[-1] for step in path.steps if step.name in ("a1", "a2", "a3", "y_hat"))


@pytest.mark.parametrize(
    ("layer", "index", "paths"), [(1, (2, 1), 10), (1, (3, 0), 10), (2, (0, 4), 2), (3, (1, 1), 1)]
)
def test_all_paths_are_those_that_one_can_walk(net, layer, index, paths):
    every = net.derive(X, Y).paths(f"W{layer}", index, most=None)
    expected = walked(net, layer, *index)
    assert len(expected) == paths == len(every)
    assert every.count == 6 * paths  # as many in each row
    assert {units_of(path) for path in every} == set(expected)
    for path in every:
        by_row = expected[units_of(path)]
        np.testing.assert_allclose(path.product, sum(by_row.values()), rtol=1e-10, atol=1e-16)
        assert dict(path.rows).keys() == by_row.keys()
        np.testing.assert_allclose([dict(path.rows)[row] for row in by_row], list(by_row.values()), rtol=1e-10)


def test_the_paths_of_one_row_have_a_derivative_for_each_step(net):
    hand = ByHand.of(net, ACTIVATIONS, X, Y)
    for index in [(2, 1), (0, 2)]:
        every = net.derive(X, Y).paths("W1", index, most=None, row=4)
        expected = walked(net, 1, *index, rows=[4])
        assert every.count == len(every) == 10
        assert {units_of(path) for path in every} == set(expected)
        assert every.total == pytest.approx(hand.delta[1][4, index[1]] * X[4, index[0]], rel=1e-10)
        for path in every:
            assert path.product == pytest.approx(expected[units_of(path)][4], rel=1e-10)
            derivatives = [step.derivative for step in path.steps if step.derivative is not None]
            assert np.prod(derivatives) == pytest.approx(path.product, rel=1e-10)
            assert X[4, index[0]] in derivatives
            assert (path.steps[0].name, path.steps[0].index) == ("W1", index) and path.steps[-1].name == "L"


def test_the_largest_come_first_and_what_is_not_listed_is_the_rest(net):
    d = net.derive(X, Y)
    every = d.paths("W1", (2, 1), most=None)
    sizes = [abs(path.product) for path in every]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > sizes[-1] > 0
    assert len(d.paths("W1", (2, 1))) == 5
    for most in (1, 3, 10, 99):
        some = d.paths("W1", (2, 1), most=most)
        assert len(some) == len(list(some)) == min(most, 10)
        assert [path.product for path in some] == pytest.approx([path.product for path in every][:most], rel=1e-12)
        assert some.count == 60
        assert some.total == pytest.approx(d.gradients["W1"][2, 1], rel=1e-12)
        assert some.rest == pytest.approx(some.total - sum(path.product for path in some), rel=1e-12, abs=1e-17)
        assert some[0].product == every.paths[0].product and some[-1].product == list(some)[-1].product
    assert abs(every.rest) < 1e-15 < abs(d.paths("W1", (2, 1), most=1).rest)


@pytest.mark.parametrize("most", [0, -1, 1.5, "a"])
def test_most_is_a_whole_number(net, most):
    with pytest.raises((ValueError, TypeError), match="most"):
        net.derive(X, Y).paths("W1", (2, 1), most=most)


def test_a_dead_unit_has_no_path_through_it():
    net = cp.Network([4, cp.Dense(3, "relu"), cp.Dense(5, "relu"), cp.Dense(2)], output="identity", seed=3)
    net.parameters["b2"] = np.array([0.0, -99, 0, 0, 0])
    d = net.derive(X, Y)
    for index in np.ndindex(4, 3):
        assert not any(
            ("a2", 1) == (step.name, step.index[-1:]) for p in d.paths("W1", index, None) for step in p.steps
        )
    dead = d.paths("W2", (0, 1), most=None)
    assert dead.total == sum(path.product for path in dead) == 0


def test_a_residual_is_a_path_past_the_layer():
    net = cp.Network(
        [4, cp.Dense(3, "tanh"), cp.Residual([cp.Dense(3, "tanh")]), cp.Dense(1)], output="identity", seed=3
    )
    x, y = X[:1], Y[:1, :1]
    W1, W3, W5 = (np.array(array) for name, array in net.parameters.items() if name[0] == "W")
    a1 = np.tanh(x[0] @ W1)
    s3 = 1 - np.tanh(a1 @ W3) ** 2
    error = float((a1 + np.tanh(a1 @ W3)) @ W5[:, 0] - y[0, 0])
    start = x[0, 2] * (1 - a1[1] ** 2)
    expected = [start * W5[1, 0] * error, *(start * W3[1, k] * s3[k] * W5[k, 0] * error for k in range(3))]
    products = [path.product for path in net.derive(x, y).paths("W1", (2, 1), most=None)]
    np.testing.assert_allclose(sorted(products), sorted(expected), rtol=1e-10)


def test_a_recurrent_weight_has_paths_from_every_step():
    given = WRITTEN["recurrent"].arguments
    d = cp.derive(WRITTEN["recurrent"].function, **given, wrt=("W", "U", "b"))
    paths = d.paths("W", (0, 1), most=None)
    assert (
        len(paths) == paths.count == 1 * 3 + 3 * 3 + 9 * 3 + 27 * 3 + 1
    )  # from step t: 3**(5-t) ways on, 3 outputs ...


def test_the_scalars_of_micrograd_have_the_paths_of_its_graph():
    d = cp.derive(lambda a, b: (a * b + a) * (a + b), 2.0, 3.0)
    paths = d.paths("a", most=None)
    np.testing.assert_allclose(sorted(p.product for p in paths), sorted([3 * 5.0, 1 * 5.0, 8 * 1.0]), rtol=1e-12)
    assert d.paths("b", most=None).total == 2 * 5 + 8 == d.gradients["b"]


def test_the_text_lists_paths_and_the_rest(net):
    d = net.derive(X, Y)
    text = str(d.paths("W1", (2, 1), most=3))
    for path in d.paths("W1", (2, 1), most=3):
        assert str(path) in text and str(path).startswith("W₁[2, 1] → ") and str(path).endswith(" → L")
    assert "rest" in text or "others" in text
    assert "others" not in str(d.paths("W1", (2, 1), most=None))
