import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearprop.render.charts.scale import fitting, linear, logarithmic

numbers = st.floats(-1e9, 1e9).map(lambda value: round(value, 6))


@given(st.lists(numbers, min_size=1, max_size=30))
def test_a_linear_scale_holds_all_values_between_round_ticks(values):
    scale = linear(values)
    assert 2 <= len(scale.ticks) <= 8
    assert all(-1e-9 <= scale.at(value) <= 1 + 1e-9 for value in values)
    assert [scale.at(tick) for tick in scale.ticks] == sorted(scale.at(tick) for tick in scale.ticks)


@given(st.lists(st.floats(1e-30, 1e30), min_size=1, max_size=30))
def test_a_logarithmic_scale_holds_all_values_and_has_ticks(values):
    scale = logarithmic(values)
    assert 1 <= len(scale.ticks) <= 7
    assert all(-1e-9 <= scale.at(value) <= 1 + 1e-9 for value in values)
    assert all(-1e-6 <= scale.at(tick) <= 1 + 1e-6 for tick in scale.ticks)


def test_what_has_no_place():
    assert linear([0, 1]).at(math.nan) is None and linear([0, 1]).at(math.inf) is None
    assert logarithmic([1, 10]).at(0) is None and logarithmic([1, 10]).at(-1) is None


@pytest.mark.parametrize("values", [[], [math.nan], [math.inf, -math.inf], [0.0], [5.0, 5.0], [-3.0]])
def test_nothing_and_one_value_have_a_scale_too(values):
    for scale in (linear(values), logarithmic(values), fitting(values)):
        assert len(scale.ticks) >= 1 and (scale.at(5.0) is None or math.isfinite(scale.at(5.0)))


def test_round_ticks():
    assert linear([0.13, 0.97]).ticks == pytest.approx((0, 0.2, 0.4, 0.6, 0.8, 1.0))
    assert linear([1, 500], 6, nice=False).ticks == (100, 200, 300, 400, 500)
    assert logarithmic([0.002, 700]).ticks == pytest.approx((0.01, 0.1, 1, 10, 100))


def test_limits_are_kept():
    scale = linear([0.96, 1.0], limits=(0.0, 1.0))
    assert scale.high == 1.0 and max(scale.ticks) == pytest.approx(1.0)
    assert linear([1.0, 1.0], limits=(0.0, 1.0)).high == 1.0


def test_a_logarithm_is_taken_only_where_sizes_differ_much_and_nothing_is_below_zero():
    assert fitting([1, 100]).kind == "logarithmic"
    assert fitting([1, 3]).kind == "" and fitting([-1, 100]).kind == ""
    assert fitting([5, 6]).low == 0
