"""A chart of bars that lie: a name, a bar that may have several parts, and what it comes to."""

from collections.abc import Sequence
from dataclasses import dataclass

from clearprop.render.charts.frame import SIZE, WIDE, room_for, svg
from clearprop.render.picture.markup import element, title, words
from clearprop.render.picture.measure import clipped

BAR = 26.0
WIDEST_NAME = 120.0


@dataclass(frozen=True)
class Bar:
    """``parts``: (look, length, what it says), one after another; ``value`` is written at the end."""

    name: str
    parts: Sequence[tuple[str, float, str]]
    value: str


def bar_chart(identifier: str, heading: str, description: str, bars: Sequence[Bar], whole: float | None = None) -> str:
    """``whole``: the length that fills the chart; else that of the longest bar."""
    names = [clipped(bar.name, WIDEST_NAME, SIZE) for bar in bars]
    left = room_for(names) + 10
    right = WIDE - room_for([bar.value for bar in bars]) - 10
    longest = whole or max((sum(length for _, length, _ in bar.parts) for bar in bars), default=1.0) or 1.0
    body = []
    for k, (name, bar) in enumerate(zip(names, bars, strict=True)):
        y = 4 + k * BAR
        body.append(words(name, left - 8, y + BAR / 2 + 4.5, "tick", "end"))
        x = left
        for look, length, text in bar.parts:
            wide = (right - left) * length / longest
            if wide > 0:
                body.append(
                    element("rect", title(text), class_=look, x=x, y=y + 4, width=max(wide, 1.0), height=BAR - 8)
                )
            x += wide
        body.append(words(bar.value, x + 7 if whole is None else right + 8, y + BAR / 2 + 4.5, "tick", "start"))
    return svg(identifier, heading, description, (WIDE, 8 + BAR * len(bars)), "\n".join(body), "bars")
