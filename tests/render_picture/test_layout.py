"""Laying out: layers, crossings, places; and what repeats."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearprop.render.picture.figures import exact, short, summary
from clearprop.render.picture.layered import APART, arranged, crossings
from clearprop.render.picture.measure import clipped, width, wrapped
from clearprop.render.picture.repeats import best_repeat
from clearprop.render.picture.ways import ports_of


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[tuple[float, float]], list[tuple[int, int]]]:
    count = draw(st.integers(1, 14))
    pairs = [(a, b) for b in range(count) for a in range(b)]
    edges = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=20)) if pairs else []
    sizes = [(float(draw(st.integers(20, 90))), float(draw(st.integers(10, 60)))) for _ in range(count)]
    return sizes, edges


@given(graphs())
def test_nodes_do_not_overlap_and_ways_lead_down(
    graph: tuple[list[tuple[float, float]], list[tuple[int, int]]],
) -> None:
    sizes, edges = graph
    spots, ways = arranged(sizes, edges)
    for one, other in itertools.combinations([*spots, *(bend for way in ways for bend in way.bends)], 2):
        if one.layer == other.layer:
            assert abs(one.x - other.x) >= (one.wide + other.wide) / 2 + APART - 1e-6
    for way in ways:
        layers = [spots[way.start].layer, *(bend.layer for bend in way.bends), spots[way.end].layer]
        assert layers == [*range(layers[0], layers[-1] + 1)] and len(layers) > 1
        assert spots[way.end].y >= spots[way.start].y + spots[way.start].high
    assert min(spot.x - spot.wide / 2 for spot in spots) >= -1e-6


@given(graphs())
def test_lines_do_not_cross_where_they_leave_a_card(
    graph: tuple[list[tuple[float, float]], list[tuple[int, int]]],
) -> None:
    spots, ways = arranged(*graph)
    for (one, (first, _)), (other, (second, _)) in itertools.combinations(
        zip(ways, ports_of(spots, ways), strict=True), 2
    ):
        goals = [way.bends[0].x if way.bends else spots[way.end].x for way in (one, other)]
        if one.start == other.start and goals[0] != goals[1]:
            assert (first < second) == (goals[0] < goals[1])


def test_crossings_are_counted_and_avoided() -> None:
    """Two ladders, given crosswise, can be drawn without a crossing."""
    edges = [(0, 4), (1, 3), (2, 5), (3, 7), (4, 6), (5, 8)]
    spots, _ = arranged([(40.0, 20.0)] * 9, edges)
    rows = [sorted((s for s in spots if s.layer == layer), key=lambda s: s.x) for layer in range(3)]
    assert crossings(rows) == 0
    crossed = [rows[0], rows[1][::-1], rows[2]]
    assert crossings(crossed) == 6


def test_an_input_stands_right_above_what_reads_it() -> None:
    spots, _ = arranged([(40.0, 20.0)] * 5, [(0, 2), (2, 3), (3, 4), (1, 4)])
    assert [spot.layer for spot in spots] == [0, 2, 1, 2, 3]


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ([7, 1, 2, 1, 2, 1, 2, 9], (1, 2, 3)),
        ([1, 1, 1, 1], (0, 1, 4)),
        ([1, 2, 3], None),
        ([], None),
        ([5, 1, 2, 3, 1, 2, 3, 1, 2, 3, 8, 8], (1, 3, 3)),
    ],
)
def test_what_repeats(keys: list[int], found: tuple[int, int, int] | None) -> None:
    assert best_repeat(np.array(keys)) == found


def test_text_is_measured_and_clipped() -> None:
    assert width("mm", 10) > width("ll", 10) > 0
    assert clipped("abcdef", 1000, 11) == "abcdef"
    short_one = clipped("abcdef" * 9, 60, 11)
    assert short_one.endswith("…") and width(short_one, 11) <= 60
    assert wrapped("one two three", 60, 11) == ["one two", "three"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (0.08216704, "0.0822"), (-1.5, "−1.5"), (1234.5, "1230"), (0.000123, "1.23·10⁻⁴"),
        (-2.4e8, "−2.4·10⁸"), (0.99999, "1"), (float("nan"), "NaN"), (float("-inf"), "−∞"), (1.0, "1"), (139.0, "139"),
    ],
)  # fmt: skip
def test_short_numbers(value: float, text: str) -> None:
    assert short(value) == text


def test_exact_numbers_and_arrays() -> None:
    assert exact(-0.0821670407) == "−0.082167"
    assert summary(np.array([1.0, -2.0, 0.3])) == "[1, −2, 0.3]"
    assert summary(np.arange(12.0).reshape(3, 4) - 5) == "−5 … 6"
    assert summary(np.array([True, False, True])) == "2 of 3 hold"
