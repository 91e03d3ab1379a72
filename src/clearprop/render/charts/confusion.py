"""The confusion matrix as a heat map: what was there against what was said, with the share found of each class."""

from collections.abc import Sequence

import numpy as np

from clearprop.render.charts.frame import SIZE, WIDE, percent, room_for, svg
from clearprop.render.picture.markup import element, title, words
from clearprop.render.picture.measure import clipped, width

CELL = 27.0
TALLEST = 46.0
WIDEST_NAME = 110.0
FOUND = "found"


def confusion_chart(identifier: str, heading: str, description: str, counts: np.ndarray, classes: Sequence[str]) -> str:
    """counts: i64[actual, predicted].

    Depth of colour is the share of the row: blue for what is right, orange for what is wrong.
    """
    names = [clipped(name, WIDEST_NAME, SIZE) for name in classes]
    left = max(room_for(names), 20) + 30
    found = room_for([FOUND, "100 %"]) + 10
    figures = room_for([f"{count:,}" for count in counts.ravel().tolist()]) + 8
    cell = max((WIDE - left - found) / len(names), CELL, figures)
    tall = min(cell, TALLEST) if cell >= TALLEST else max(CELL, min(cell, TALLEST))
    upright = any(width(name, SIZE) > cell - 4 for name in names)
    top = 24 + (room_for(names) + 8 if upright else 22)
    wide, high = left + cell * len(names) + found, top + tall * len(names) + 6
    body = [
        words("said", left + cell * len(names) / 2, 14, "name"),
        words("actual", 0, 0, "name").replace(
            'x="0" y="0"', f'transform="translate(13 {top + tall * len(names) / 2:.1f}) rotate(-90)"'
        ),
        words(FOUND, wide, top - 8, "name", "end"),
    ]
    totals = counts.sum(axis=1)
    for k, name in enumerate(names):
        body.append(words(name, left - 8, top + (k + 0.5) * tall + 4.5, "tick", "end"))
        body.append(above(name, left + (k + 0.5) * cell, top - 8, upright))
        share = percent(round(counts[k, k] / totals[k], 2)) if totals[k] else "–"
        body.append(words(share, wide, top + (k + 0.5) * tall + 4.5, "tick", "end"))
    for (row, column), count in np.ndenumerate(counts):
        text = f"{classes[row]}, said {classes[column]}: {count:,} of {totals[row]:,}"
        box = (left + column * cell + 1, top + row * tall + 1, cell - 2, tall - 2)
        body.append(cell_of(box, int(count), count / max(totals[row], 1), row == column, text))
    return svg(
        identifier,
        heading,
        description,
        (max(wide, 200.0), high),
        "\n".join(body),
        "confusion fits" if wide <= WIDE + 1 else "confusion",
    )


def above(name: str, x: float, y: float, upright: bool) -> str:
    if not upright:
        return words(name, x, y, "tick")
    turned = words(name, 0, 0, "tick", "start")
    return turned.replace('x="0" y="0"', f'transform="translate({x + 4.5:.1f} {y:.1f}) rotate(-90)"')


def cell_of(box: tuple[float, float, float, float], count: int, share: float, right: bool, text: str) -> str:
    x, y, wide, high = box
    look = "none" if not count else "right" if right else "wrong"
    # a single mistake is to be seen, too
    depth = f"--depth: {100 * (share if right else max(share, 0.06) ** 0.5):.0f}%" if count else None
    rect = element("rect", class_=look, x=x, y=y, width=wide, height=high, rx=3.0, style=depth)
    figure = words(f"{count:,}" if count else "·", x + wide / 2, y + high / 2 + 4.5, "count" if count else "nothing")
    return element("g", title(text), rect, figure, class_="cell")
