import math
from itertools import pairwise

import pytest

from clearprop.render.charts.lines import Mark, Series, line_chart, moved_apart
from clearprop.render.charts.scale import logarithmic
from clearprop.render.charts.thinning import spread, thinned
from tests.render_charts.svg import SVG, apart, parsed, points, texts

FALLING = Series("training", [(k, 1 / k) for k in range(1, 41)])


def drawn(*series, **options):
    return parsed(line_chart("c", "Loss <by> epoch", "falls & rises", series, ("epoch", "loss"), **options))


def test_a_line_goes_through_its_points_in_proportion():
    (line,) = points(drawn(FALLING), "first")
    assert len(line) == 40
    (x0, y0), (x1, y1), (x2, y2) = line[0], line[1], line[-1]
    assert (x1 - x0) / (x2 - x0) == pytest.approx(1 / 39, abs=0.01)
    # logarithmic, since the loss falls to a fortieth
    assert (y1 - y0) / (y2 - y0) == pytest.approx(math.log(2) / math.log(40), abs=0.01)


def test_names_stand_at_the_ends_and_keep_clear_of_each_other():
    series = [Series(f"z{k}", [(1, k), (9, 5 + k / 100)], "ranked", k / 9) for k in range(10)]
    root = drawn(*series)
    assert set(texts(root)) >= {f"z{k}" for k in range(10)}
    assert apart(root)


def test_the_check_for_overlaps_would_find_one():
    chart = line_chart("c", "h", "d", [FALLING], ("epoch", "loss"))
    assert apart(parsed(chart))
    assert not apart(parsed(chart.replace("</svg>", '<text x="5" y="14" text-anchor="start">loss</text></svg>')))


@pytest.mark.parametrize("values", [[0.5], [1.0, 1.0, 1.0], [1e-12, 1e3], [0, 0, 0], [-5, 3], [1e9, 2e9], [0.999, 1.0]])
def test_texts_keep_clear_whatever_the_numbers(values):
    root = drawn(Series("held out", [*enumerate(values, 1)]), Series("training", [*enumerate(values, 1)], "second"))
    assert apart(root)


def test_what_is_no_number_breaks_the_line_and_a_lone_point_is_a_dot():
    root = drawn(Series("a", [(1, 1.0), (2, 2.0), (3, math.nan), (4, 1.5), (5, math.inf), (6, 1.0), (7, 2.0)]))
    assert [len(line) for line in points(root, "first")] == [2, 2]
    assert len([*root.iter(f"{SVG}circle")]) == 1


def test_a_series_without_a_number_is_left_out():
    root = drawn(FALLING, Series("nothing", [(1, math.nan)], "second"))
    assert "nothing" not in texts(root) and "training" in texts(root)


def test_zero_has_no_place_on_a_logarithmic_scale():
    root = drawn(Series("a", [(1, 0.0), (2, 1.0), (3, 10.0)]), up=logarithmic([1, 10]))
    assert [len(line) for line in points(root, "first")] == [2]


def test_hovering_says_the_numbers_and_a_mark_its_name():
    root = drawn(FALLING, marks=[Mark(7, "best")])
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert "epoch 4: training 0.25" in titles and "best" in texts(root)


def test_a_long_curve_keeps_its_peaks():
    curve = [(float(k), 0.0) for k in range(5000)]
    curve[1234], curve[4321] = (1234.0, 9.0), (4321.0, -9.0)
    few = thinned(curve)
    assert len(few) <= 240 and {curve[0], curve[-1], curve[1234], curve[4321]} <= set(few)
    assert thinned(curve[:100]) == curve[:100]


def test_spread_has_both_ends():
    assert spread(4, 10) == [0, 1, 2, 3]
    assert spread(1000, 5) == [0, 250, 500, 749, 999] and len(spread(26, 25)) == 25


def test_moved_apart_stays_within_and_in_order():
    found = moved_apart([5, 100, 100, 101], 0, 110)
    assert found == sorted(found) and found[-1] <= 110
    assert all(b - a >= 16 for a, b in pairwise(found))
