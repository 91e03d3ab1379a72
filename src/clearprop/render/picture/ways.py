"""Lines of a layered graph: where they leave and arrive, and their curves."""

from collections import defaultdict
from collections.abc import Sequence

from clearprop.render.picture.layered import Spot, Way

PORTS = 0.7  # the part of a card's side on which lines end
Ports = tuple[float, float]


def ports_of(spots: Sequence[Spot], ways: Sequence[Way]) -> list[Ports]:
    """Where each way leaves and arrives: side by side, in the order of where they lead."""
    leaving: dict[int, list[tuple[float, int]]] = defaultdict(list)
    arriving: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for k, way in enumerate(ways):
        leaving[way.start].append((way.bends[0].x if way.bends else spots[way.end].x, k))
        arriving[way.end].append((way.bends[-1].x if way.bends else spots[way.start].x, k))
    starts, ends = spread(spots, leaving), spread(spots, arriving)
    return [(starts[k], ends[k]) for k in range(len(ways))]


def spread(spots: Sequence[Spot], towards: dict[int, list[tuple[float, int]]]) -> dict[int, float]:
    """The places by way."""
    found = {}
    for number, goals in towards.items():
        for place, (_, k) in enumerate(sorted(goals)):
            share = (place + 1) / (len(goals) + 1) - 0.5
            found[k] = spots[number].x + PORTS * spots[number].wide * share
    return found


def curve(spots: Sequence[Spot], way: Way, ports: Ports) -> str:
    """The path: straight down past the layers between, curved from layer to layer."""
    start, end = spots[way.start], spots[way.end]
    x, y = ports[0], start.y + start.high
    path = f"M{x:.1f} {y:.1f}"
    for goal, top, high in [*((bend.x, bend.y, bend.high) for bend in way.bends), (ports[1], end.y, 0.0)]:
        half = (top - y) / 2
        path += f"C{x:.1f} {y + half:.1f} {goal:.1f} {top - half:.1f} {goal:.1f} {top:.1f}"
        x, y = goal, top + high
        path += f"V{y:.1f}" if high else ""
    return path
