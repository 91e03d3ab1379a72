"""The paths from a weight to the loss: along each the local derivatives multiply, and over all of them the products add up.

The paths that carry most are found backwards from the loss: each element keeps the best of what its successors keep.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from clearprop.explain.bundle import Bundle, Path, places_of
from clearprop.explain.edges import graph
from clearprop.explain.factors import Factors
from clearprop.explain.run import Run
from clearprop.explain.wording import element, number, plural, table
from clearprop.ir import Variable
from clearprop.nn.choices import is_whole

Index = tuple[int, ...]

ALL = 100_000
"""So many paths are listed one by one."""


@dataclass(frozen=True, repr=False)
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

    def __repr__(self) -> str:
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
    with np.errstate(all="ignore"):
        bundles = bundled(run.reliable, factors)
        count = sum(bundle.count for bundle in bundles)
        if most is None and count > ALL:
            raise ValueError(f"{factors.name} has {count:,} paths to the loss; ask for the largest, such as most=100.")
        found = largest(bundles, count if most is None else int(most)) if count else []
    found.sort(key=lambda path: -abs(path.product))
    return Paths(factors.name, factors.index, tuple(found[:most]), factors.product, count)


def largest(bundles: list[Bundle], most: int) -> list[Path]:
    """The largest paths of all uses; of uses in a single row only those that can be among them."""
    best = bundles[0].graph.best(most)
    sizes = np.sort(np.concatenate([bundle.sizes(best).ravel() for bundle in bundles]))
    return [path for bundle in bundles for path in bundle.paths(best, sizes[-most:][0])]


def bundled(run: Run, factors: Factors) -> list[Bundle]:
    """The paths of each use, in one graph."""
    rows = {use: [row for row in factors.rows if row.use is use and row.input != 0] for use in factors.uses}
    sources = {use: use.z if use.z in run.values else run.named(use.z.name) for use in factors.uses if rows[use]}
    starts: dict[Variable, list[int]] = {}
    for use, source in sources.items():
        starts.setdefault(source, []).extend(places_of(rows[use], source).tolist())
    if not starts:
        return []
    shared = graph(run, {source: np.array(places) for source, places in starts.items()})
    return [Bundle(run, shared, source, rows[use], factors) for use, source in sources.items()]
