"""Long curves with fewer points: what is left out would not be seen."""

from collections.abc import Sequence

Point = tuple[float, float]
MOST = 240
ROWS = 25


def thinned(points: Sequence[Point], most: int = MOST) -> list[Point]:
    """At most so many points: of each stretch the first, the lowest, the highest and the last (M4, Jugel 2014)."""
    if len(points) <= most:
        return [*points]
    stretches = max(most // 4, 1)
    found: list[Point] = []
    for k in range(stretches):
        first, last = k * len(points) // stretches, (k + 1) * len(points) // stretches
        order = sorted(range(first, last), key=lambda i: points[i][1])
        found += [points[i] for i in sorted({first, order[0], order[-1], last - 1})]
    return found


def spread(count: int, most: int = ROWS) -> list[int]:
    """At most so many of ``range(count)``, evenly, the first and the last among them."""
    if count <= most:
        return [*range(count)]
    return sorted({round(k * (count - 1) / (most - 1)) for k in range(most)})
