"""The legend: signs with what they mean, in rows that fit the picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from clearprop.render.picture.markup import element, words
from clearprop.render.picture.measure import width, wrapped

SIGN = 40.0
GAP = 22.0
LINE = 16.0
SIZE = 11.0


@dataclass(frozen=True)
class Item:
    """``sign``: SVG around (0, 0), at most 30 wide and 14 high."""

    sign: str
    text: str
    shows: str | None = None


def line_sample(class_: str, wide: float) -> str:
    """A line as in the picture."""
    return element("path", class_=class_, d="M-14 0H14", stroke_width=f"{wide:.2f}")


def legend(items: Sequence[Item], x: float, y: float, room: float) -> tuple[str, float]:
    """The legend as SVG, and the height that it takes."""
    drawn: list[str] = []
    left, top, tallest = x, y, 0.0
    for item in items:
        lines = wrapped(item.text, room - SIGN, SIZE)
        wide = SIGN + max(width(line, SIZE) for line in lines)
        if left > x and left + wide > x + room:
            left, top, tallest = x, top + tallest + 6, 0.0
        drawn.append(f'<g transform="translate({left + 16:.1f} {top + 8:.1f})">{item.sign}</g>')
        drawn += [
            words(text, left + SIGN, top + 12 + k * LINE, "small", "start", item.shows) for k, text in enumerate(lines)
        ]
        left += wide + GAP
        tallest = max(tallest, LINE * len(lines))
    return "".join(drawn), top + tallest - y
