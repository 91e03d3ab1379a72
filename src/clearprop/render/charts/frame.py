"""What charts share: the SVG with its title and description, the plot's rectangle, axes with ticks and their names."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from clearprop.render.charts.scale import Scale
from clearprop.render.picture.figures import RAISED, short
from clearprop.render.picture.markup import element, number, title, words
from clearprop.render.picture.measure import width

WIDE = 376.0
"""The width that charts are drawn for; narrow enough for a phone to show them at nearly their size."""
SIZE = 13.5
"""The size of text: at least 11 pixels on a phone."""
LINE = 17.0

Format = Callable[[float], str]


def tick_texts(ticks: Sequence[float]) -> list[str]:
    """All as powers of ten where they are such and one would be long without."""
    powers = [round(math.log10(tick)) if tick > 0 else 0 for tick in ticks]
    alike = all(math.isclose(tick, 10.0**power) for tick, power in zip(ticks, powers, strict=True))
    if alike and powers and (min(powers) < -4 or max(powers) > 5):
        return [f"10{str(power).translate(RAISED)}" for power in powers]
    return [*map(tick_text, ticks)]


def tick_text(value: float) -> str:
    """0.0005, 20, 10⁻⁷: without a power of ten where a few digits do."""
    if value and not 1e-5 <= abs(value) < 1e6:
        return short(value).removeprefix("1·")
    return (
        f"{value:.6f}".rstrip("0").rstrip(".").replace("-", "−")
        if value != round(value)
        else f"{value:,.0f}".replace("-", "−")
    )


def percent(share: float) -> str:
    """``85 %``, ``97.5 %``."""
    return f"{100 * share:.3g}\N{NO-BREAK SPACE}%".replace("-", "−")


def svg(identifier: str, heading: str, description: str, size: tuple[float, float], body: str, kind: str) -> str:
    """The whole chart. ``description`` says in words what is to be seen."""
    wide, high = (number(length) for length in size)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart {kind}" role="img" viewBox="0 0 {wide} {high}" '
        f'width="{wide}" height="{high}" aria-labelledby="{identifier}-title {identifier}-desc">'
        f'<title id="{identifier}-title">{escape(heading, quote=False)}</title>'
        f'<desc id="{identifier}-desc">{escape(description, quote=False)}</desc>\n{body}</svg>'
    )


@dataclass(frozen=True)
class Plot:
    """The rectangle that data is drawn in, with its two scales."""

    left: float
    top: float
    right: float
    bottom: float
    across: Scale
    up: Scale

    def x(self, value: float) -> float | None:
        """The place of a number across; None where it has none."""
        share = self.across.at(value)
        return None if share is None else self.left + share * (self.right - self.left)

    def y(self, value: float) -> float | None:
        """The place of a number up."""
        share = self.up.at(value)
        return None if share is None else self.bottom - share * (self.bottom - self.top)

    def axes(self, names: tuple[str, str], up: Format | None = None) -> str:
        """Lines at the ticks, what they stand for, and the names of both axes."""
        parts = []
        for tick, text in zip(self.up.ticks, texts_of(self.up, up), strict=True):
            y = self.y(tick)
            assert y is not None
            parts.append(element("path", class_="grid", d=f"M{number(self.left)} {number(y)}H{number(self.right)}"))
            parts.append(words(text, self.left - 7, y + 4.5, "tick", "end"))
        shown = [(x, tick_text(tick)) for tick in self.across.ticks if (x := self.x(tick)) is not None]
        for x, text in apart(shown):
            parts.append(element("path", class_="axis", d=f"M{number(x)} {number(self.bottom)}v4"))
            parts.append(words(text, x, self.bottom + 18, "tick"))
        parts.append(
            element("path", class_="axis", d=f"M{number(self.left)} {number(self.bottom)}H{number(self.right)}")
        )
        kind = f", {self.up.kind}" if self.up.kind else ""
        parts.append(words(f"{names[1]}{kind}", 0, 13, "name", "start"))
        parts.append(words(names[0], (self.left + self.right) / 2, self.bottom + 37, "name"))
        return "\n".join(parts)


def texts_of(scale: Scale, show: Format | None) -> list[str]:
    """What stands beside the ticks; ``show`` None: plain numbers."""
    return [*map(show, scale.ticks)] if show else tick_texts(scale.ticks)


def apart(labels: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """The labels that fit beside each other: all, or every second, third, ..."""
    for every in range(1, len(labels) + 1):
        kept = labels[::every]
        if all(b - a >= (width(s, SIZE) + width(t, SIZE)) / 2 + 6 for (a, s), (b, t) in pairwise(kept)):
            return [*kept]
    return []


def room_for(texts: Sequence[str]) -> float:
    """The width that the widest of them takes."""
    return max((width(text, SIZE) for text in texts), default=0.0)


def hover(x: float, y: float, wide: float, high: float, text: str) -> str:
    """A place that says the text when it is pointed at."""
    return element("rect", title(text), class_="hover", x=x, y=y, width=max(wide, 0.5), height=max(high, 0.5))
