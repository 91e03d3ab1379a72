"""The paths from a weight to the loss: along each the local derivatives multiply, and over all of them the products add up.

The paths that carry most are found backwards from the loss: each element keeps the best of what its successors keep.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from clearprop.explain.bundle import Bundle, Path
from clearprop.explain.factors import Factors
from clearprop.explain.run import Run
from clearprop.explain.wording import element, number, plural, table
from clearprop.nn.choices import is_whole

Index = tuple[int, ...]

ALL = 100_000
"""So many paths are listed one by one."""


@dataclass(frozen=True)
class Paths:
    """The paths that carry most, the largest first; ``total`` is the gradient, ``count`` how many paths there are in all.

    A path is counted in each row; one with a factor of exactly zero carries nothing and is not counted.
    """

    name: str
    index: Index
    paths: tuple[Path, ...]
    total: float
    count: int

    @property
    def rest(self) -> float:
        """What the paths that are not listed carry together."""
        return self.total - sum(path.product for path in self.paths)

    def __str__(self) -> str:
        left = f"∂L/∂{element(self.name, self.index)} = {number(self.total)}, the sum over {plural(self.count, 'path')}"
        lines = table(("product", "path"), [(number(path.product), str(path)) for path in self], words=True)
        others = sum(len(path.rows) for path in self) < self.count
        return "\n".join([left, *lines, *([f"all others together {number(self.rest)}"] if others else [])])

    def __iter__(self) -> Iterator[Path]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, position: int) -> Path:
        return self.paths[position]


def paths(run: Run, factors: Factors, most: int | None = 5) -> Paths:
    """The ``most`` paths with the largest sums over the rows; None for all of them.

    With several rows they are chosen among those that are the largest in some row. ValueError where all are too many.
    """
    if most is not None and not is_whole(most, 1):
        raise ValueError(f"most={most!r}: expected a whole number of at least 1, or None for all paths.")
    reliable = run.reliable
    found: list[Path] = []
    count = 0
    for use in factors.uses:
        rows = [row for row in factors.rows if row.use is use and row.input != 0]
        if rows:
            bundle = Bundle(reliable, use, rows, factors)
            count += bundle.count
            if most is None and count > ALL:
                raise ValueError(
                    f"{factors.name} has {count:,} paths to the loss; ask for the largest, such as most=100."
                )
            with np.errstate(all="ignore"):
                found += bundle.paths(int(most or bundle.count))
    found.sort(key=lambda path: -abs(path.product))
    return Paths(factors.name, factors.index, tuple(found[:most]), factors.product, count)
