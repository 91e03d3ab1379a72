"""Figures: no number that is there looks like none, columns are aligned, large arrays are told in a line."""

import numpy as np
import pytest

from clearprop.render.numbers.figures import block, decimals_of, figure, sample, share, sizes, told


@pytest.mark.parametrize(
    "array, expected",
    [
        ([0.593269992], "0.593269992"),
        ([0.0, -0.0], "0, 0"),
        ([0.15, 0.2], "0.15, 0.20"),
        ([1.0, 2.0, 30.0], "1, 2, 30"),
        ([0.5, 1e-9], "0.5, 1e-09"),
        ([1234.56789, -0.001], "1234.6, -0.001"),
        ([1e-7, 2.5e-7], "1e-07, 2.5e-07"),
        ([3e8], "3e+08"),
        ([np.nan, np.inf, -np.inf, 1.5], "NaN, ∞, -∞, 1.5"),
        ([1, 0, 2], "1, 0, 2"),
        ([True, False], "1, 0"),
        ([], ""),
        (2.5, "2.5"),
    ],
)
def test_figures_of_one_array(array, expected):
    assert sample(np.asarray(array), 9) == expected


def test_a_number_that_is_there_is_never_shown_as_zero():
    generator = np.random.default_rng(0)
    for _ in range(200):
        array = generator.normal(size=5) * 10.0 ** generator.integers(-12, 12, 5)
        decimals = decimals_of(array)
        shown = [float(figure(number, decimals)) for number in array.tolist()]
        np.testing.assert_allclose(shown, array, rtol=0.06)
        np.testing.assert_allclose(
            shown[np.argmax(np.abs(array))], np.abs(array).max() * np.sign(array[np.argmax(np.abs(array))]), rtol=1e-4
        )


def test_a_block_is_aligned_and_says_what_it_leaves_out():
    lines = block(np.array([[1.0, -2.5, 3.25], [10.0, 0.0, 4.0], [0.5, 0.5, 0.5]]), 2, 2).lines()
    assert lines == [" 1.0  -2.5  …", "10.0     0  …", "⋮"]
    assert len({len(line) for line in lines[:2]}) == 1
    assert block(np.zeros((0, 3)), 2, 2).lines() == ["(empty)"]
    assert block(np.arange(12.0).reshape(2, 3, 2), 9, 9).lines()[-1].split() == ["10", "11"]


def test_what_a_large_array_is_like():
    assert told(np.array([0.0, 1.0, -3.0, 0.0])) == "min -3, mean -0.5, max 1, 50 % zeros"
    assert told(np.array([np.nan, 2.0])) == "min 2, mean 2, max 2, 0 % zeros, 50 % NaN, 0 % infinite"
    assert told(np.array([np.inf, np.inf])) == "0 % zeros, 0 % NaN, 100 % infinite"
    assert told(np.zeros(0)) == "empty"
    assert told(np.array([2830.4, 0.0])) == "min 0, mean 1420, max 2830, 50 % zeros"


def test_a_share_is_none_or_all_only_where_it_is():
    assert [share(np.arange(1000) < k) for k in (0, 1, 250, 999, 1000)] == ["0 %", "< 1 %", "25 %", "> 99 %", "100 %"]


def test_sizes():
    assert [sizes(()), sizes((5,)), sizes((10, 5))] == ["scalar", "5", "10 × 5"]
