"""What ``why`` says a change would do, done again; and what it says of lost numbers, rows and expectations."""

import re

import numpy as np
import pytest

import clearprop as cp

from .scenes import X, Y, along, dead, deep, fact, network, saturated


def step_of(answer):
    return next(change for change in answer.changes if change.text.startswith("One step"))


def check_effect(effect, before, after, name, index):
    """What was executed, executed again."""
    assert effect.gradient == pytest.approx(before.gradients[name][index], rel=1e-9, abs=1e-15)
    assert effect.loss == pytest.approx(before.value, rel=1e-12)
    assert effect.actual_gradient == pytest.approx(after.gradients[name][index], rel=2e-4)  # the text is rounded
    assert effect.actual_loss == pytest.approx(after.value, rel=2e-4)


@pytest.mark.parametrize(("name", "index"), [("W1", (2, 0)), ("b1", (1,)), ("W2", (1, 1)), ("b2", (0,))])
def test_one_step_down(name, index):
    net = network("sigmoid")
    d = net.derive(X, Y)
    effect = step_of(d.why(name, index))
    stepped = np.array(net.parameters[name])
    stepped[index] -= 0.1 * d.gradients[name][index]
    net.parameters[name] = stepped
    check_effect(effect, d, net.derive(X, Y), name, index)
    assert effect.predicted_loss == pytest.approx(d.value - 0.1 * d.gradients[name][index] ** 2, rel=1e-9)
    assert effect.actual_loss < effect.loss


def test_one_step_down_of_a_function_by_calling_it_again():
    d = along([1, 2, 3, 4, 5], [1, 0, 1, 0, 3])
    effect = step_of(d.why("w", 0))
    after = along([1, 2, 3, 4, 5], [1, 0, 1, 0, 3], w=-0.1 * float(d.gradients["w"][0]))
    check_effect(effect, d, after, "w", (0,))


@pytest.mark.parametrize("scene", [dead, saturated])
def test_a_bias_that_wakes_the_unit(scene):
    d = scene().derive(X, Y)
    effect = next(e for e in d.why("W1", (0, 1)).changes if e.text.startswith("b₁[1] "))
    direction, by = re.match(r"b₁\[1\] (raised|lowered) by ([\d.e]+)", effect.text).groups()
    net = scene()
    net.parameters["b1"] = net.parameters["b1"] + np.array([0, float(by) * (1 if direction == "raised" else -1), 0])
    check_effect(effect, d, net.derive(X, Y), "W1", (0, 1))
    assert abs(effect.actual_gradient) > abs(effect.gradient)
    z = net.derive(X, Y).numbers["z1"][:, 1]
    assert z.max() > 0 if scene is dead else np.abs(z).min() < 1


def test_a_feature_that_is_fed():
    zero = X * [1, 1, 0, 1]
    d = network("sigmoid").derive(zero, Y)
    (effect,) = d.why("W1", (2, 1)).changes
    assert "raised by 1 in every row" in effect.text
    check_effect(effect, d, network("sigmoid").derive(zero + np.array([0, 0, 1, 0]), Y), "W1", (2, 1))


def test_weights_made_larger():
    net = deep()
    d = net.derive(X, Y)
    effect = next(e for e in d.why("W1", (0, 1)).changes if "10 times" in e.text)
    assert "5 weights in W₂" in effect.text
    larger = np.array(net.parameters["W2"])
    larger[1] *= 10
    net.parameters["W2"] = larger
    check_effect(effect, d, net.derive(X, Y), "W1", (0, 1))


def test_all_parameters_made_smaller():
    net = network("relu")
    wide = X * [1e4, 1, 1, 1]
    d = net.derive(wide, Y)
    effect = next(e for e in d.why("W1", (0, 2)).changes if "0.1 times" in e.text)
    for name in net.parameters:
        net.parameters[name] = 0.1 * net.parameters[name]
    check_effect(effect, d, net.derive(wide, Y), "W1", (0, 2))


def test_what_changes_nothing_is_not_said_to_change_it():
    lost = network("tanh", W2=np.nan).derive(X, Y).why("W1", (0, 1))
    assert not any(np.isnan(change.actual_gradient) for change in lost.changes)
    for scene in (dead, saturated, network):
        for name, index in (("W1", (0, 1)), ("W2", (1, 0)), ("b1", (1,))):
            for change in scene().derive(X, Y).why(name, index).changes:
                assert (change.actual_gradient, change.actual_loss) != (change.gradient, change.loss)


def test_the_answer_for_one_row_is_of_that_row():
    d = network("sigmoid").derive(X, Y)
    share = d.factors("W1", (0, 2), row=1).product
    whole = d.gradients["W1"][0, 2]
    answer = d.why("W1", (0, 2), row=1)
    assert fact(answer, "value").numbers["gradient"] == pytest.approx(share, rel=1e-12)
    assert "row 1" in fact(answer, "value").text  # ∂L/∂w is the sum over all rows, and this is not it
    for change in answer.changes:  # like with like: the gradient of the row before and after, or that of L
        assert abs(change.actual_gradient / change.gradient - 1) < 0.2
        assert change.gradient in (pytest.approx(share, rel=1e-9), pytest.approx(whole, rel=1e-9))
    claimed = re.search(r"would (raise|lower) L by about (\d+(?:\.\d+)?)(?:e−(\d+))?", answer.text)
    if claimed and "in row 1" not in answer.text:
        assert float(claimed[2]) * 10 ** -int(claimed[3] or 0) == pytest.approx(abs(whole) / 1000, rel=1e-4)


def test_the_first_number_that_is_not_finite():
    d = cp.derive(lambda w, x: np.mean(np.log(x @ w)), np.array([0.3, -0.5]), np.abs(X[:, :2]), wrt="w")
    answer = d.why("w", 1)
    assert answer.kinds[:2] == ("value", "not_finite") and "not finite" in answer.text
    lost = network("relu", W2=[[1, 2], [3, np.nan], [5, 6]]).derive(X, Y).why("W1", (0, 1))
    assert "W₂[1, 1] = nan" in fact(lost, "not_finite").text


def test_what_an_infinite_weight_does_not_reach_is_not_called_lost():
    W1 = np.array(network().parameters["W1"])
    W1[2, 0] = np.inf
    d = network("tanh", W1=W1).derive(X, Y)
    assert np.isfinite(d.value)  # tanh(inf) = 1
    for index in [(0, 0), (0, 1)]:
        assert "everything that is computed from it is lost" not in d.why("W1", index).text


def test_a_finite_gradient_beside_an_infinite_one_is_not_small():
    answer = cp.derive(lambda w: np.sum(1 / w), np.array([0.0, 2.0])).why("w", 1)
    assert fact(answer, "value").numbers["gradient"] == -0.25
    assert "small" not in answer.kinds and "read it as zero" not in answer.text


@pytest.mark.parametrize(
    ("factor", "words"),
    [(-1, "sign"), (5, "number of rows"), (1 / 5, "number of rows"), (2, "half"), (1 / 2, "twice")],
)
def test_an_expectation_that_a_convention_explains(factor, words):
    d = network().derive(X, Y)
    gradient = float(d.gradients["W1"][0, 1])
    told = fact(d.why("W1", (0, 1), expected=factor * gradient), "contrary")
    assert told.numbers["expected"] == pytest.approx(factor * gradient)
    assert told.numbers["ratio"] == pytest.approx(1 / factor)
    assert words in told.text


def test_an_expectation_that_is_right_and_those_that_nothing_explains():
    d = network().derive(X, Y)
    gradient = float(d.gradients["W1"][0, 1])
    assert "contrary" not in d.why("W1", (0, 1), expected=gradient * (1 + 1e-12)).kinds
    assert "contrary" in d.why("W1", (0, 1), expected=1.37 * gradient).kinds
    assert "contrary" in d.why("W1", (0, 1), expected=0.0).kinds
    zero = network().derive(X * [1, 1, 0, 1], Y).why("W1", (2, 1), expected=0.3)
    assert fact(zero, "contrary").numbers["expected"] == 0.3


def sums(w, x, y):
    return np.sum((x @ w - y) ** 2)


def means(w, x, y):
    return np.mean((x @ w - y) ** 2)


@pytest.mark.parametrize(
    ("loss", "factor", "false"),
    [
        (sums, 5.0, "this loss is a mean"),
        (sums, 2.0, "this loss has a ½"),
        (means, 2.0, "this loss has a ½"),
        (means, 1 / 5, "this loss is a sum"),
    ],
)
def test_nothing_is_said_of_a_loss_that_it_is_not(loss, factor, false):
    d = cp.derive(loss, np.array([0.3, -0.2, 0.4, 0.1]), X, Y[:, 0], wrt="w")
    told = fact(d.why("w", 2, expected=factor * float(d.gradients["w"][2])), "contrary")
    assert told.numbers["ratio"] == pytest.approx(1 / factor)
    assert false not in told.text
