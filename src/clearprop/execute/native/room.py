"""Where the arrays of a step lie in one room: places are used again by what lives later."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

ALIGNED = 64
"""Borders in bytes on which arrays begin: those of the longest vectors, and of what a core fetches at once."""


@dataclass(frozen=True)
class Lodger:
    """An array of so many bytes, from the line that declares it to the last one that names it."""

    name: str
    size: int
    first: int
    last: int

    def meets(self, other: "Lodger") -> bool:
        return self.first <= other.last and other.first <= self.last


def lodgers(lines: list[str], sizes: Mapping[str, int]) -> list[Lodger]:
    """Who lives when. A declaration stands before every loop that writes the array, so lines are as good as time."""
    seen: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        for word in set(re.findall(r"\w+", line.partition("//")[0])) & sizes.keys():
            seen.setdefault(word, []).append(number)
    return [Lodger(name, aligned(sizes[name]), found[0], found[-1]) for name, found in seen.items()]


def places(found: list[Lodger]) -> dict[str, int]:
    """The offset in bytes of each, the largest placed first, each as low as those that it meets allow."""
    placed: list[tuple[int, Lodger]] = []
    for lodger in sorted(found, key=lambda one: -one.size):
        offset = 0
        for taken, other in sorted((p for p in placed if p[1].meets(lodger)), key=lambda pair: pair[0]):
            if offset + lodger.size <= taken:
                break
            offset = max(offset, taken + other.size)
        placed.append((offset, lodger))
    return {lodger.name: offset for offset, lodger in placed}


def aligned(size: int) -> int:
    """So many bytes, and what is left to the next border."""
    return -(-size // ALIGNED) * ALIGNED
