"""A chart of lines: several series over the same axis, each with its name at its end."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from clearprop.render.charts.frame import LINE, SIZE, WIDE, Format, Plot, hover, room_for, svg, texts_of
from clearprop.render.charts.scale import Linear, Scale, fitting, linear
from clearprop.render.charts.thinning import Point, spread, thinned
from clearprop.render.picture.figures import short
from clearprop.render.picture.markup import element, number, words
from clearprop.render.picture.measure import clipped, width

HIGH = 250.0
TOP = 26.0
BELOW = 46.0
WIDEST_NAME = 118.0
STRIPS = 60
FAR = 20.0  # from the end of a line to its name


@dataclass(frozen=True)
class Series:
    """A line through points. ``look``: a class of charts.css, such as ``first``, ``second``, ``thin``.

    ``share``: where it is between the first and the last of many, 0 to 1; its colour follows.
    """

    name: str
    points: Sequence[Point]
    look: str = "first"
    share: float | None = None
    named: bool = True


@dataclass(frozen=True)
class Mark:
    """An upright line with its name."""

    x: float
    text: str


def line_chart(
    identifier: str, heading: str, description: str, series: Sequence[Series], names: tuple[str, str], *,
    up: Scale | None = None, show: Format = short, marks: Sequence[Mark] = (),
) -> str:  # fmt: skip
    """``names`` of the axis across and the axis up; ``show``: how numbers of the latter are written."""
    drawn = [each for each in series if any(map(finite, each.points))]
    xs = [x for each in drawn for x, _ in each.points]
    up = up or fitting(y for each in drawn for _, y in each.points)
    across = linear(xs, 6, nice=False)
    if across.high - across.low > 20 and across.low <= 1:
        across = Linear(0.0, across.high, (0.0, *across.ticks) if across.ticks[:1] != (0.0,) else across.ticks)
    across = Linear(across.low, across.high, whole_ticks(across))
    labels = [each for each in drawn if each.named]
    ticks = None if show is short else show
    left = room_for(texts_of(up, ticks)) + 9
    right = WIDE - min(room_for([each.name for each in labels]) + 12, WIDEST_NAME)
    high = max(HIGH, TOP + BELOW + LINE * len(labels))
    plot = Plot(left, TOP, right, high - BELOW, across, up)
    body = [plot.axes(names, ticks)]
    body += [mark_of(plot, mark) for mark in marks]
    body += [line_of(plot, each) for each in sorted(drawn, key=lambda each: each.named)]
    body += ends(plot, labels)
    body += strips(plot, drawn, names[0], show)
    return svg(identifier, heading, description, (WIDE, high), "\n".join(body), "lines")


def finite(point: Point) -> bool:
    return math.isfinite(point[1])


def whole_ticks(scale: Linear) -> tuple[float, ...]:
    """Epochs are whole."""
    return tuple(tick for tick in scale.ticks if tick == round(tick)) or (round(scale.low),)


def line_of(plot: Plot, series: Series) -> str:
    """The line, broken where a number has no place; a point that stands alone is a dot."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, y in thinned(series.points):
        at = plot.x(x), plot.y(y)
        if at[0] is None or at[1] is None:
            runs.append([])
        else:
            runs[-1].append((at[0], at[1]))
    parts = []
    for run in filter(None, runs):
        if len(run) == 1:
            parts.append(element("circle", class_="dot", cx=run[0][0], cy=run[0][1], r=3.0))
        else:
            parts.append(element("path", d="M" + "L".join(f"{number(x)} {number(y)}" for x, y in run)))
    return element("g", *parts, class_=f"series {series.look}", style=coloured(series))


def coloured(series: Series) -> str | None:
    return None if series.share is None else f"--share: {100 * series.share:.0f}%"


def ends(plot: Plot, labels: Sequence[Series]) -> list[str]:
    """The names at the ends of the lines, moved apart where they would meet, with a thin line to where they belong."""
    wanted = sorted([(*end, series) for series in labels if (end := end_of(plot, series))], key=lambda one: one[0])
    places = moved_apart([y for y, _, _ in wanted], plot.top + 4, plot.bottom)
    parts = []
    for place, (y, x, series) in zip(places, wanted, strict=True):
        name = clipped(series.name, WIDEST_NAME - 10, SIZE)
        text = words(name, plot.right + 10, place + 4.5, "label", "start")
        link = element(
            "path", class_="leader far" if plot.right - x > FAR else "leader",
            d=f"M{number(x + 1.5)} {number(y)}L{number(plot.right + 8)} {number(place)}",
        ) if abs(place - y) > 3 or plot.right - x > 3 else ""  # fmt: skip
        parts.append(element("g", link, text, class_=f"series {series.look}", style=coloured(series)))
    return parts


def end_of(plot: Plot, series: Series) -> tuple[float, float] | None:
    """(y, x) of the last point that has a place."""
    for x, y in reversed(series.points):
        across, up = plot.x(x), plot.y(y)
        if across is not None and up is not None:
            return up, across
    return None


def moved_apart(places: Sequence[float], low: float, high: float, gap: float = LINE - 1) -> list[float]:
    """Places in order, at least ``gap`` from each other and between the ends, near where they were."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + gap) if found else max(place, low))
    last = high
    for k in range(len(found) - 1, -1, -1):
        found[k] = min(found[k], last)
        last = found[k] - gap
    return found


def mark_of(plot: Plot, mark: Mark) -> str:
    x = plot.x(mark.x)
    if x is None:
        return ""
    beyond = x + width(mark.text, SIZE) > plot.right
    text = words(mark.text, x - 5 if beyond else x + 5, plot.top + 12, "name halo", "end" if beyond else "start")
    return element("path", class_="mark", d=f"M{number(x)} {number(plot.top)}V{number(plot.bottom)}") + text


def strips(plot: Plot, series: Sequence[Series], across: str, show: Format) -> list[str]:
    """Upright strips that say the numbers there."""
    xs = sorted({x for each in series for x, _ in each.points})
    chosen = [xs[k] for k in spread(len(xs), STRIPS)]
    half = (plot.right - plot.left) / max(len(chosen), 1) / 2
    values = [(each.name, dict(each.points)) for each in series]
    found = []
    for x in chosen:
        told = [f"{name} {show(at[x])}" for name, at in values if x in at and math.isfinite(at[x])][:12]
        middle = plot.x(x)
        if middle is not None and told:
            text = f"{across} {x:g}: {', '.join(told)}"
            found.append(hover(middle - half, plot.top, 2 * half, plot.bottom - plot.top, text))
    return found
