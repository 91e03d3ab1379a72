"""What ``why`` finds in the states that people ask about, each number worked out again."""

import json

import numpy as np
import pytest

import clearprop as cp

from .scenes import X, Y, along, dead, deep, fact, network, saturated


def test_what_a_gradient_says_of_a_small_change():
    d = network().derive(X, Y)
    answer = d.why("W1", (2, 0))
    assert answer.weight == "W₁[2, 0]" and answer.kinds[0] == "value"
    told = fact(answer, "value").numbers
    assert told["gradient"] == pytest.approx(d.gradients["W1"][2, 0], rel=1e-12)
    assert (told["weight"], told["loss"]) == (network().parameters["W1"][2, 0], d.value)
    assert not {"zero", "small", "large", "not_finite", "equal_units"} & set(answer.kinds)
    up = network(W1=network().parameters["W1"] + 1e-3 * (np.arange(12).reshape(4, 3) == 6)).derive(X, Y).value - d.value
    assert ("raise L" if up > 0 else "lower L") in answer.text
    assert all(one.text in answer.text for one in (*answer.facts, *answer.changes))


def test_the_factors_of_the_row_that_carries_most():
    d = network("sigmoid").derive(X, Y)
    rows = d.factors("W1", (1, 2)).rows
    largest = max(rows, key=lambda row: abs(row.product))
    told = fact(d.why("W1", (1, 2)), "factors").numbers
    assert told["row"] == largest.row
    for name in ("error_signal", "slope", "input", "product"):
        assert told[name] == pytest.approx(getattr(largest, name), rel=1e-12)


def test_how_many_rows_carry_it():
    x, y = [1, 1, 2, 1, 1, 1], [-9, -1, 30, -1, -1, -1]
    d = along(x, y)
    shares = -2 / 6 * np.array(x) * np.array(y)
    told = fact(d.why("w", 0), "rows")
    assert told.numbers["largest"][:2] == [2, 0] and told.numbers["rows"] == 6
    assert told.numbers["needed"] == 1 and abs(shares[2]) > 0.8 * np.abs(shares).sum()
    assert "1 of them carries" in told.text


@pytest.mark.parametrize(("name", "index"), [("W1", (0, 1)), ("W1", (3, 1)), ("b1", 1)])
def test_a_dead_relu(name, index):
    answer = dead().derive(X, Y).why(name, index)
    assert "zero" in answer.kinds and not {"small", "large"} & set(answer.kinds)
    assert fact(answer, "zero").numbers == {"rows": 5, "input": 0, "slope": 5, "error_signal": 0}
    z = X @ dead().parameters["W1"][:, 1] - 100
    assert f"{z.min():.6g}".replace("-", "−") in answer.text and f"{z.max():.6g}".replace("-", "−") in answer.text
    assert "dead" in answer.text
    assert any(change.actual_gradient != 0 for change in answer.changes)


def test_a_dead_unit_gives_nothing_on():
    answer = dead().derive(X, Y).why("W2", (1, 0))
    assert fact(answer, "zero").numbers == {"rows": 5, "input": 5, "slope": 0, "error_signal": 0}


def test_a_feature_that_is_zero():
    answer = network("sigmoid").derive(X * [1, 1, 0, 1], Y).why("W1", (2, 1))
    assert fact(answer, "zero").numbers == {"rows": 5, "input": 5, "slope": 0, "error_signal": 0}
    assert "dead" not in answer.text


def test_a_weight_that_is_unused():
    answer = cp.derive(lambda w, v: np.sum(w**2), X[0], Y[0], wrt=("w", "v")).why("v", 1)
    assert "zero" in answer.kinds and "does not depend" in answer.text and answer.changes == ()


def test_a_saturated_tanh():
    d = saturated().derive(X, Y)
    answer = d.why("W1", (0, 1))
    told = fact(answer, "small").numbers
    assert told["factor"] == "slope"
    slopes = 1 - np.tanh(X @ saturated().parameters["W1"][:, 1] + 7) ** 2
    assert told["slope"] == pytest.approx(np.sqrt(np.mean(slopes**2)), rel=1e-6)
    everything = np.concatenate([gradient.ravel() for gradient in d.gradients.values()])
    size = abs(d.gradients["W1"][0, 1])
    assert told["share"] == pytest.approx(size / np.sqrt(np.mean(everything**2)), rel=1e-9)
    woken = max(abs(change.actual_gradient) for change in answer.changes)
    assert woken > 1000 * size


def test_a_tanh_so_flat_that_its_slope_is_rounded_to_zero():
    """tanh'(28) is 2e-24: a number, not zero; float64 has 1 - tanh² = 0. The unit is saturated; only ReLUs are dead."""
    answer = network("tanh", b1=[0, 30, 0]).derive(X, Y).why("W1", (0, 1))
    assert fact(answer, "zero").numbers["slope"] == 5
    assert "dead" not in answer.text


def test_vanishing_in_ten_sigmoid_layers():
    d = deep().derive(X, Y)
    answer = d.why("W1", (0, 1))
    told = fact(answer, "small")
    assert told.numbers["factor"] == "error_signal"
    first = np.sqrt(np.mean(d.numbers["delta1"] ** 2))
    assert f"{first:.6g}".replace("e-0", "e−") in told.text and "fades" in told.text
    assert "small" not in d.why("b11", 0).kinds


def test_exploding():
    d = deep("relu", 4.0).derive(X, Y)
    name, index = max(
        ((name, index) for name in d.gradients for index in np.ndindex(d.gradients[name].shape)),
        key=lambda place: abs(d.gradients[place[0]][place[1]]),
    )
    assert abs(d.gradients[name][index]) > 1e5
    assert "large" in d.why(name, index).kinds


def test_a_feature_that_nobody_scaled():
    d = network("relu").derive(X * [1e4, 1, 1, 1], Y)
    told = fact(d.why("W1", (0, 2)), "large")
    assert told.numbers["factor"] == "input" and told.numbers["times"] > 1000
    others = np.sqrt(np.mean(X[:, 1:] ** 2))  # of the inputs of the unit that are not this one
    assert f"{others:.3g}" in told.text


def test_equal_units_stay_equal():
    net = network("tanh", W1=0.3, b1=0.1, W2=0.2, b2=0)
    told = fact(net.derive(X, Y).why("W1", (0, 1)), "equal_units")
    assert told.numbers["units"] == 3
    net.fit(X, Y, epochs=20, optimizer=cp.SGD(0.1))
    np.testing.assert_allclose(net.parameters["W1"], net.parameters["W1"][:, :1] + np.zeros(3), rtol=1e-12)


@pytest.mark.parametrize(
    ("set_to", "name"),
    [
        ({"W1": 0, "b1": [0.1, 0.2, 0.3], "W2": 0}, "W1"),  # the biases differ: so will the gradients of W2, then of W1
        ({"W1": 0, "b1": 0, "W2": 0, "b2": 0}, "W2"),  # two outputs have two targets: b2 moves them apart
        ({"W1": 0.3, "b1": 0.1, "W2": 0}, "W2"),
    ],
)
def test_units_that_part_are_not_called_copies(set_to, name):
    net = network("tanh", **set_to)
    answer = net.derive(X, Y).why(name, (0, 1))
    net.fit(X, Y, epochs=20, optimizer=cp.SGD(0.1), batch_size=None)
    after = np.vstack([net.parameters[name], net.parameters[name.replace("W", "b")]])
    assert np.ptp(after, axis=1).max() > 1e-6  # the units have parted
    assert "equal_units" not in answer.kinds


def test_zero_in_both_layers_is_told_with_no_change_that_changes_nothing():
    answer = network("tanh", W1=0, b1=0, W2=0).derive(X, Y).why("W1", (0, 1))
    assert fact(answer, "zero").numbers == {"rows": 5, "input": 0, "slope": 0, "error_signal": 5}
    assert all(change.actual_gradient != change.gradient for change in answer.changes)  # under "What would change it"


def test_rows_that_cancel():
    exactly = along([1, 1, -1, -1, 2], [1, -1, 1, -1, 0]).why("w", 0)
    assert "zero" in exactly.kinds and "cancel" in exactly.text
    d = along([1, 1, -1, -1, 2], [1, -1, 1, -1.001, 0])
    nearly = d.why("w", 0)
    sizes = sum(abs(row.product) for row in d.factors("w", 0).rows)
    assert fact(nearly, "contrary").numbers["size"] == pytest.approx(sizes, rel=1e-12)
    assert d.gradients["w"][0] < 0 and "their sum is −0.0004" in fact(nearly, "contrary").text


def test_rows_that_pull_the_other_way():
    d = along([1, 1, -9, 1, 1], [1, 1, 1, 1, 1])
    against = sum(row.product * d.gradients["w"][0] < 0 for row in d.factors("w", 0).rows)
    assert fact(d.why("w", 0), "contrary").numbers["against"] == against == 4


def test_json_of_every_answer():
    answers = [
        network().derive(X, Y).why("W1", (0, 1), expected=2.0),
        cp.Network([4, 3], output="softmax", seed=1).derive(X, [0, 1, 2, 1, 0]).why("W1", (0, 1)),
        network("tanh", W2=np.nan).derive(X, Y).why("W1", (0, 1)),
        dead().derive(X, Y).why("W1", (0, 1), row=3),
    ]
    for answer in answers:
        content = json.loads(json.dumps(answer.to_json(), allow_nan=False))
        assert content["text"] == answer.text and content["weight"] == "W₁[0, 1]"
        assert tuple(fact["kind"] for fact in content["facts"]) == answer.kinds
        assert len(content["changes"]) == len(answer.changes)


def test_an_activation_without_a_steepest_slope_is_not_held_against_one():
    """The slope of w² may have any size: it can be no share of the steepest."""
    for function in (lambda w, x: (w * x - 1.0) ** 2, lambda w, x: np.exp(w * x)):
        assert "steepest" not in cp.derive(function, 0.5, 3.0, wrt="w").why("w").text
    assert "steepest" in cp.derive(lambda w, x: np.tanh(w * x), 0.5, 3.0, wrt="w").why("w").text


def test_a_step_has_no_slope():
    answer = network("step").derive(X, Y).why("W1", (0, 1))
    assert fact(answer, "zero").numbers == {"rows": 5, "input": 0, "slope": 5, "error_signal": 0}


def test_a_whole_output_that_is_saturated_is_small():
    net = cp.Network([4, 1], output="sigmoid", loss="half_squared_error", seed=1)
    net.parameters["b1"] = np.array([18.0])
    d = net.derive(X, np.zeros((5, 1)))
    assert abs(d.gradients["W1"]).max() < 1e-7 and d.value > 0.49  # as wrong as can be, and nearly no gradient
    assert fact(d.why("W1", (0, 0)), "small").numbers["factor"] == "slope"
