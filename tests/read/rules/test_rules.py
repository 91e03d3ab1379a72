"""Rules of recorded operations: their values and shares against differences, and what they are kept by."""

import numpy as np
import pytest

from clearprop.read.rules import rule_for

RNG = np.random.default_rng(2)
WHERE = [0, 1, ["c", 0.0]]


def test_a_mask_belongs_to_its_rule():
    a = RNG.normal(size=(2, 3))
    for mask in (a > 0, a < 0):
        rule = rule_for("call numpy.where", WHERE, np.where(mask, a, 0.0), [mask, a])
        assert rule is not None
        _, share = rule.pull(np.ones((2, 3)), None, [mask, a])
        assert share.tolist() == mask.astype(float).tolist()


def test_labels_belong_to_their_rule():
    p = RNG.random((3, 2))
    for labels in (np.array([0, 1, 1]), np.array([1, 0, 1])):
        arguments = [0, ["t", ["l", ["c", 0], ["c", 1], ["c", 2]], 1]]
        result = p[[0, 1, 2], labels]
        rule = rule_for("getitem", arguments, result, [p, labels])
        assert rule is not None
        assert rule.pull(np.ones(3), result, [p, labels])[0].tolist() == np.eye(2)[labels].tolist()


def test_an_operation_that_gives_another_shape_has_no_rule():
    assert rule_for("method mean", [0], np.zeros(3), [RNG.normal(size=(4, 3))]) is None


OPERATIONS = [
    ("mul", [0, 1], lambda x, y: x * y),
    ("call numpy.maximum", [0, 1], np.maximum),
    ("truediv", [0, 1], lambda x, y: x / y),
]


@pytest.mark.parametrize(("op", "arguments", "function"), OPERATIONS)
def test_shares_are_derivatives(op, arguments, function):
    x, y = RNG.normal(size=(2, 3)), RNG.normal(size=(2, 3))
    result = function(x, y)
    rule = rule_for(op, arguments, result, [x, y])
    assert rule is not None
    g, v = RNG.normal(size=(2, 3)), RNG.normal(size=(2, 3))
    shares = rule.pull(g, result, [x, y])
    h = 1e-6
    for share, ahead, behind in zip(
        shares,
        (function(x + h * v, y), function(x, y + h * v)),
        (function(x - h * v, y), function(x, y - h * v)),
        strict=True,
    ):
        assert np.sum(share * v) == pytest.approx(np.sum(g * (ahead - behind)) / (2 * h), rel=1e-6)


def test_a_constant_to_the_power_of_a_number():
    rule = rule_for("pow", [["c", 2.5], 0], 2.5**0.7, [0.7])
    assert rule is not None
    (share,) = rule.pull(1.0, 2.5**0.7, [0.7])
    assert share == pytest.approx(2.5**0.7 * np.log(2.5), rel=1e-12)
