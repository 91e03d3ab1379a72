"""One constant between all values of a place and true ones, or none."""

import numpy as np
import pytest

from clearprop.read.match.comparing import Values, matched
from clearprop.read.match.table import FLOAT32, FLOAT64, Table

RANDOM = np.random.default_rng(8)
TRUE = [RANDOM.normal(size=9) for _ in range(3)]
TABLES = [Table([(1, true[:5]), (2, true[5:])]) for true in TRUE]


def at_points(make):
    return Values([(p, number) for p, true in enumerate(TRUE) for number in make(true)])


def test_a_constant_and_the_layers():
    found = matched(at_points(lambda t: -3.7 * t[5:8]), TABLES, FLOAT64, 0)
    assert found.constant == pytest.approx(-3.7) and found.layers == (2,) and found.largest_difference < 1e-12


def test_values_of_several_layers():
    assert matched(at_points(lambda t: t[3:7]), TABLES, FLOAT64, 0).layers == (1, 2)


@pytest.mark.parametrize("off", [1e-6, 1e-8])
def test_values_that_are_nearly_true_are_not(off):
    assert matched(at_points(lambda t: t[:3] * np.array([1, 1, 1 + off])), TABLES, FLOAT64, 0) is None


def test_single_precision_is_held_more_loosely():
    values = at_points(lambda t: t[:4].astype(np.float32))
    assert matched(values, TABLES, FLOAT64, 0) is None
    assert matched(values, TABLES, FLOAT32, 0).constant == pytest.approx(1, rel=1e-5)


def test_a_constant_for_each_point_is_none():
    values = Values([(p, (1 + p) * number) for p, true in enumerate(TRUE) for number in true[:4]])
    assert matched(values, TABLES, FLOAT64, 0) is None


@pytest.mark.parametrize(
    "values", [[0.0, 0.0, 0.0, 0.0], [1.5, 1.5, 1.5, 1.5], [TRUE[0][0], TRUE[0][1]], [np.nan, 1.0, 2.0, 3.0]]
)
def test_too_little_proves_nothing(values):
    assert matched(Values([(0, number) for number in values]), TABLES, FLOAT64, 0) is None


def test_the_entries_of_an_array_stand_where_they_should():
    true = [RANDOM.normal(size=(3, 3)) for _ in range(2)]
    tables = [Table([(1, array)]) for array in true]
    assert matched(Values(list(enumerate(true))), tables, FLOAT64, 0) is not None
    assert matched(Values([(p, array.T) for p, array in enumerate(true)]), tables, FLOAT64, 0) is None
    assert matched(Values([(p, array.ravel()) for p, array in enumerate(true)]), tables, FLOAT64, 0) is not None


def test_only_constants_that_are_allowed():
    assert matched(at_points(lambda t: 2 * t[:4]), TABLES, FLOAT64, 0, (1.0, -1.0)) is None
