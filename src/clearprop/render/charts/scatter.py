"""A chart of points: predicted against actual, or what is left over against what was predicted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from clearprop.render.charts.frame import WIDE, Plot, room_for, svg, texts_of
from clearprop.render.charts.scale import linear
from clearprop.render.picture.markup import element, number, title, words

TOP = 26.0
BELOW = 46.0
HIGH = 330.0


@dataclass(frozen=True)
class Dot:
    """A point; ``text`` is said when it is pointed at, ``marked`` ones stand out."""

    x: float
    y: float
    text: str = ""
    marked: bool = False


def scatter_chart(
    identifier: str, heading: str, description: str, dots: Sequence[Dot], names: tuple[str, str],
    guide: Literal["diagonal", "zero"], said: str,
) -> str:  # fmt: skip
    """``guide``: the line that perfect predictions would lie on, with ``said`` beside it."""
    xs, ys = [dot.x for dot in dots], [dot.y for dot in dots]
    if guide == "diagonal":
        across = up = linear([*xs, *ys], 5)
    else:
        across, up = linear(xs, 5), linear([*ys, 0.0], 5)
    left = room_for(texts_of(up, None)) + 9
    right = WIDE - 14
    high = TOP + BELOW + (right - left) if guide == "diagonal" else HIGH
    plot = Plot(left, TOP, right, high - BELOW, across, up)
    body = [plot.axes(names), guide_of(plot, guide, said)]
    body += [dot_of(plot, dot) for dot in sorted(dots, key=lambda dot: dot.marked)]
    return svg(identifier, heading, description, (WIDE, high), "\n".join(body), "scatter")


def guide_of(plot: Plot, guide: str, said: str) -> str:
    if guide == "diagonal":
        path = f"M{number(plot.left)} {number(plot.bottom)}L{number(plot.right)} {number(plot.top)}"
        text = words(said, plot.right - 26, plot.top + 9, "name", "end")
    else:
        y0 = plot.y(0.0)
        assert y0 is not None
        path = f"M{number(plot.left)} {number(y0)}H{number(plot.right)}"
        text = words(said, plot.right - 2, y0 - 6, "name halo", "end")
    return element("path", class_="guide", d=path) + text


def dot_of(plot: Plot, dot: Dot) -> str:
    x, y = plot.x(dot.x), plot.y(dot.y)
    if x is None or y is None:
        return ""
    inner = title(dot.text) if dot.text else ""
    return element(
        "circle", inner, class_="dot marked" if dot.marked else "dot", cx=x, cy=y, r=4.5 if dot.marked else 3.2
    )
