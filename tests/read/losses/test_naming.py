"""A printed number is called what it is, with its factor, its reduction and its ε; or nothing at all."""

import numpy as np
import pytest

from clearprop.read.losses import LOSSES, Totals, name_of_value


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def classes(points=3, rows=5, outputs=3, seed=0):
    rng = np.random.default_rng(seed)
    one = np.eye(outputs)
    return [(softmax(rng.normal(size=(rows, outputs))), one[rng.integers(0, outputs, rows)]) for _ in range(points)]


def yes_or_no(points=3, rows=7, seed=0):
    rng = np.random.default_rng(seed)
    return [(1 / (1 + np.exp(-rng.normal(size=rows))), rng.integers(0, 2, rows).astype(float)) for _ in range(points)]


def reals(points=3, rows=5, outputs=3, seed=0):
    rng = np.random.default_rng(seed)
    return [(rng.normal(size=(rows, outputs)), rng.normal(size=(rows, outputs))) for _ in range(points)]


PRINTED = [
    (reals, lambda a, y: 0.5 * np.sum((a - y) ** 2), ("half_squared_error", 1.0, "sum")),
    (reals, lambda a, y: np.sum((a - y) ** 2), ("squared_error", 1.0, "sum")),
    (reals, lambda a, y: np.mean((a - y) ** 2), ("squared_error", 1.0, "mean_of_all")),
    (reals, lambda a, y: np.sum((a - y) ** 2) / len(a), ("squared_error", 1.0, "mean")),
    (reals, lambda a, y: np.sum((a - y) ** 2) / (2 * len(a)), ("half_squared_error", 1.0, "mean")),
    (reals, lambda a, y: 0.3 * np.sum((a - y) ** 2), ("half_squared_error", 0.6, "sum")),
    (reals, lambda a, y: np.mean(abs(a - y)), ("absolute_error", 1.0, "mean_of_all")),
    (reals, lambda a, y: np.sqrt(np.mean((a - y) ** 2)), ("root_mean_squared_error", 1.0, "none")),
    (reals, lambda a, y: np.linalg.norm(a - y), ("error_norm", 1.0, "none")),
    (reals, lambda a, y: np.mean(a - y), ("mean_error", 1.0, "none")),
    (reals, lambda a, y: np.mean(y - a), ("mean_error", -1.0, "none")),
    (reals, lambda a, y: abs(a - y).max(), ("largest_error", 1.0, "none")),
    (reals, lambda a, y: np.mean(np.log(np.cosh(a - y))), ("log_cosh", 1.0, "mean_of_all")),
    (classes, lambda a, y: -np.sum(y * np.log(a)) / len(a), ("cross_entropy", 1.0, "mean")),
    (classes, lambda a, y: np.sum(y * np.log(a)), ("cross_entropy", -1.0, "sum")),
    (classes, lambda a, y: np.mean(a.argmax(1) == y.argmax(1)), ("accuracy", 1.0, "none")),
    (classes, lambda a, y: 100 * np.mean(a.argmax(1) == y.argmax(1)), ("accuracy", 100.0, "none")),
    (classes, lambda a, y: np.sum(a.argmax(1) != y.argmax(1)), ("wrong_answers", 1.0, "none")),
    (yes_or_no, lambda p, y: np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p)), ("binary_cross_entropy", 1.0, "mean")),
    (yes_or_no, lambda p, y: -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)), ("binary_cross_entropy", 1.0, "sum")),
    (yes_or_no, lambda p, y: np.mean((p > 0.5) == (y == 1)), ("accuracy", 1.0, "none")),
]


@pytest.mark.parametrize(("pairs", "printed", "expected"), PRINTED)
def test_what_is_printed_is_called_by_its_name(pairs, printed, expected):
    points = pairs(points=4)
    found = name_of_value([printed(a, y) for a, y in points], points)
    assert found is not None
    assert (found.name, pytest.approx(found.scale), found.reduction) == expected
    assert found.largest_difference < 1e-13 and found.epsilon == 0


@pytest.mark.parametrize("epsilon", [1e-5, 1e-7, 1e-8, 3e-6])
@pytest.mark.parametrize("scale", [1.0, 0.5, -1.0])
def test_an_epsilon_in_the_logarithm_is_found(epsilon, scale):
    points = classes()
    found = name_of_value([-scale * np.mean(np.sum(y * np.log(a + epsilon), axis=1)) for a, y in points], points)
    assert found is not None
    assert (found.name, found.scale, found.reduction, found.epsilon) == ("cross_entropy", scale, "mean", epsilon)
    points = yes_or_no()
    values = [-np.mean(y * np.log(p + epsilon) + (1 - y) * np.log(1 - p + epsilon)) for p, y in points]
    found = name_of_value(values, points)
    assert found is not None and (found.name, found.epsilon) == ("binary_cross_entropy", epsilon)


def test_an_epsilon_rescues_a_probability_of_zero():
    points = [(np.array([[0.0, 1.0], [p, 1 - p], [0.9, 0.1]]), np.eye(2)[[0, 0, 1]]) for p in (0.2, 0.5, 0.7)]
    found = name_of_value([-np.sum(y * np.log(a + 1e-9)) for a, y in points], points)
    assert found is not None and (found.name, found.epsilon) == ("cross_entropy", 1e-9)


def test_an_epsilon_larger_than_that_is_another_function():
    points = classes()
    assert name_of_value([-np.mean(np.sum(y * np.log(a + 1e-3), axis=1)) for a, y in points], points) is None


def test_logits_are_recognised_beside_labels():
    rng = np.random.default_rng(2)
    points = [(rng.normal(size=(6, 4)), rng.integers(0, 4, 6)) for _ in range(3)]
    values = [-np.mean(np.log(softmax(z))[np.arange(6), labels]) for z, labels in points]
    found = name_of_value(values, points)
    assert found is not None and (found.name, found.reduction) == ("cross_entropy_with_logits", "mean")


def test_margins_are_recognised_beside_zeros_and_ones():
    rng = np.random.default_rng(2)
    points = [(rng.normal(size=8), rng.integers(0, 2, 8)) for _ in range(3)]
    for name in ("hinge", "squared_hinge", "exponential"):
        values = [np.mean(LOSSES[name].value(a[:, None], 2.0 * y[:, None] - 1)) for a, y in points]
        found = name_of_value(values, points)
        assert found is not None and (found.name, found.reduction) == (name, "mean")


def test_points_of_different_sizes_tell_a_sum_from_a_mean():
    points = [*reals(points=2, rows=4), *reals(points=2, rows=2)]
    found = name_of_value([np.sum((a - y) ** 2) / 4 for a, y in points], points)
    assert found is not None and (found.name, found.scale, found.reduction) == ("half_squared_error", 0.5, "sum")
    assert not any("mean" in rival for rival in found.rivals)
    found = name_of_value([np.sum((a - y) ** 2) / len(a) for a, y in points], points)
    assert found is not None and (found.name, found.reduction) == ("squared_error", "mean")


def test_what_two_rows_cannot_tell_is_said():
    points = reals(rows=2)
    found = name_of_value([np.sum((a - y) ** 2) / 2 for a, y in points], points)
    assert found is not None and (found.name, found.reduction) == ("half_squared_error", "sum")
    assert "mean of squared_error" in found.rivals


def test_one_row_is_neither_sum_nor_mean():
    points = reals(rows=1)
    found = name_of_value([np.sum((a - y) ** 2) / 2 for a, y in points], points)
    assert found is not None and (found.name, found.reduction) == ("half_squared_error", "one-row")


@pytest.mark.parametrize("power", [3.0, 4.0, 1.9999])
def test_what_is_no_standard_loss_is_called_nothing(power):
    points = reals(points=4)
    assert name_of_value([np.sum(abs(a - y) ** power) for a, y in points], points) is None


def test_too_little_is_called_nothing():
    (a, y), *_ = points = reals()
    assert name_of_value([], []) is None
    assert name_of_value([np.sum((a - y) ** 2)], [(a, y)]) is None
    assert name_of_value([0.3 * np.sum((a - y) ** 2) for a, y in points[:2]], points[:2]) is None
    assert name_of_value([0.0, 0.0, 0.0], points) is None
    assert name_of_value([1.0, np.nan, 2.0], points) is None
    assert name_of_value([1.0, 1.0, 1.0], points) is None


def test_a_sum_of_errors_of_one_sign_is_not_their_sizes():
    pairs = [(y + np.abs(a - y) + 0.1, y) for a, y in reals()]
    named = name_of_value([float(np.sum(a - y)) for a, y in pairs], pairs)
    assert named is None or named.name != "absolute_error"
    pairs = reals()
    assert name_of_value([float(np.sum(np.abs(a - y))) for a, y in pairs], pairs).name == "absolute_error"


def test_what_the_losses_make_of_points_is_computed_once():
    points = classes()
    totals = Totals(points)
    assert name_of_value([np.sum((a - y) ** 2) for a, y in points], totals).name == "squared_error"
    before = totals.losses
    assert name_of_value([-np.sum(y * np.log(a)) for a, y in points], totals).name == "cross_entropy"
    assert totals.losses is before
    assert name_of_value([1.0, 2.0], totals) is None


def test_one_prediction_is_no_loss_of_signs():
    shares = [np.array([[0.3], [0.6]]), np.array([[0.8], [0.2]]), np.array([[0.5], [0.9]])]
    assert name_of_value([a[1, 0] for a in shares], [(a, np.array([[1.0], [0.0]])) for a in shares]) is None


@pytest.mark.parametrize(
    ("outputs", "targets", "hinge"), [((0.2, 0.5, -0.7), (1, 1, 1), False), ((0.2, 1.5, -0.7), (1, 1, -1), True)]
)
def test_an_error_is_no_hinge_where_all_targets_are_alike(outputs, targets, hinge):
    pairs = [(np.array([[a]]), np.array([[float(y)]])) for a, y in zip(outputs, targets, strict=True)]
    found = name_of_value([max(0.0, float((1 - y * a)[0, 0])) for a, y in pairs], pairs)
    assert (found is not None and found.name == "hinge") == hinge
