"""Layered drawing of a directed graph without cycles: layers from top to bottom, few crossings, short ways.

Longest paths give the layers; ways past a layer get a place in it; sweeps of barycentres order each layer; then each
layer's places come as near to their neighbours' mean as the order allows (least squares, by pooling).
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

SWEEPS = 8
APART = 26.0  # between neighbours in a layer
WAY = 14.0  # the width that a way past a layer takes
BELOW = 46.0  # between layers


@dataclass(eq=False)
class Spot:
    """A node, or a bend of a way past a layer; ``x`` is its middle, ``y`` its top."""

    wide: float
    high: float
    layer: int = 0
    x: float = 0.0
    y: float = 0.0
    above: list["Spot"] = field(default_factory=list)
    below: list["Spot"] = field(default_factory=list)


@dataclass(frozen=True)
class Way:
    """An edge from spot to spot, with its bends."""

    start: int
    end: int
    bends: list[Spot]


def arranged(sizes: Sequence[tuple[float, float]], edges: Sequence[tuple[int, int]]) -> tuple[list[Spot], list[Way]]:
    """The places of nodes of these sizes, numbered so that every edge goes from a lower number to a higher one."""
    spots = [Spot(wide, high) for wide, high in sizes]
    give_layers(spots, edges)
    ways = [with_bends(spots, start, end) for start, end in edges]
    rows: list[list[Spot]] = [[] for _ in range(1 + max((spot.layer for spot in spots), default=0))]
    for spot in [*spots, *(bend for way in ways for bend in way.bends)]:
        rows[spot.layer].append(spot)
    rows = ordered(rows)
    place(rows)
    return spots, ways


def give_layers(spots: list[Spot], edges: Sequence[tuple[int, int]]) -> None:
    """As far down as the longest way leads; what nothing leads to stands right above what reads it."""
    below: dict[int, list[int]] = {}
    led_to = {end for _, end in edges}
    for start, end in sorted(edges, key=lambda edge: edge[1]):
        below.setdefault(start, []).append(end)
    for start in range(len(spots)):
        for end in below.get(start, ()):
            spots[end].layer = max(spots[end].layer, spots[start].layer + 1)
    for start in range(len(spots)):
        if start not in led_to and below.get(start):
            spots[start].layer = min(spots[end].layer for end in below[start]) - 1


def with_bends(spots: list[Spot], start: int, end: int) -> Way:
    bends = [Spot(WAY, 0.0, layer) for layer in range(spots[start].layer + 1, spots[end].layer)]
    way = [spots[start], *bends, spots[end]]
    for upper, lower in pairwise(way):
        upper.below.append(lower)
        lower.above.append(upper)
    return Way(start, end, bends)


def ordered(rows: list[list[Spot]]) -> list[list[Spot]]:
    """The order with the fewest crossings of those that sweeping down and up goes through."""
    best, fewest = [row[:] for row in rows], crossings(rows)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        down = sweep % 2 == 0
        for row in rows[1:] if down else rows[-2::-1]:
            number = {spot: k for one in rows for k, spot in enumerate(one)}
            middles = {
                spot: barycentre([number[other] for other in (spot.above if down else spot.below)], number[spot])
                for spot in row
            }
            row.sort(key=lambda spot: middles[spot])
        found = crossings(rows)
        if found < fewest:
            best, fewest = [row[:] for row in rows], found
    return best


def barycentre(places: list[int], own: int) -> float:
    return sum(places) / len(places) if places else own


def crossings(rows: list[list[Spot]]) -> int:
    """How often ways cross between neighbouring layers."""
    total = 0
    for upper, lower in pairwise(rows):
        number = {spot: k for k, spot in enumerate(lower)}
        seen: list[int] = []
        for spot in upper:
            ends = sorted(number[other] for other in spot.below)
            for end in ends:
                total += len(seen) - bisect_right(seen, end)
            for end in ends:
                seen.insert(bisect_right(seen, end), end)
    return total


def place(rows: list[list[Spot]]) -> None:
    """Gives x and y."""
    y = 0.0
    for row in rows:
        tallest = max((spot.high for spot in row), default=0.0)
        for spot in row:
            spot.y = y
            spot.high = spot.high or tallest
        y += tallest + BELOW
        settle(row, [0.0] * len(row))
    for sweep in range(SWEEPS):
        for row in rows[1:] if sweep % 2 == 0 else rows[-2::-1]:
            near = [spot.above if sweep % 2 == 0 else spot.below for spot in row]
            wanted = [
                sum(other.x for other in others) / len(others) if others else spot.x
                for spot, others in zip(row, near, strict=True)
            ]
            settle(row, wanted)
    left = min((spot.x - spot.wide / 2 for row in rows for spot in row), default=0)
    for row in rows:
        for spot in row:
            spot.x -= left


def settle(row: list[Spot], wanted: Sequence[float]) -> None:
    """The places nearest to the wanted ones with room between neighbours: pooled where they would overlap."""
    offsets, offset = [], 0.0
    for before, spot in zip([None, *row], row, strict=False):
        offset += 0.0 if before is None else (before.wide + spot.wide) / 2 + APART
        offsets.append(offset)
    pools: list[tuple[float, int]] = []  # the sum of what is wanted, and of how many
    for want, shift in zip(wanted, offsets, strict=True):
        total, count = want - shift, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            before_total, before_count = pools.pop()
            total, count = total + before_total, count + before_count
        pools.append((total, count))
    places = [total / count for total, count in pools for _ in range(count)]
    for spot, x, shift in zip(row, places, offsets, strict=True):
        spot.x = x + shift
