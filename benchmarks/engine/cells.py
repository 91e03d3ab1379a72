"""The networks that are trained, each with its batch, its data's shape and its optimisers: one cell of the table each."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from math import prod
from typing import Any

OPTIMIZERS = ("sgd", "adam")


@dataclass(frozen=True)
class Cell:
    """A network of dense layers, and how it is trained: one epoch of so many updates, each on a whole batch.

    ``output`` "softmax" goes with the cross-entropy, any other with half the squared error, summed over outputs; both are
    means over rows. ``small``: plain loops in C, by hand, are a peer; ``shuffled``: each epoch has an order of its own.
    """

    name: str
    sizes: tuple[int, ...]
    batch: int
    updates: int
    hidden: str = "relu"
    output: str = "softmax"
    dtype: str = "float32"
    data: str = "made"
    small: bool = False
    shuffled: bool = True
    rates: tuple[float, float] = (0.02, 0.001)  # of each optimiser
    optimizer: str = "sgd"

    @property
    def rows(self) -> int:
        return self.batch * self.updates

    @property
    def learning_rate(self) -> float:
        return self.rates[OPTIMIZERS.index(self.optimizer)]

    @property
    def title(self) -> str:
        """``iris 4-16-3, batch 16, sgd``; the type of its numbers where it is float64."""
        sizes = "-".join(map(str, self.sizes))
        if len({*self.sizes}) == 1 and len(self.sizes) > 4:
            sizes = f"{len(self.sizes) - 1} layers of {self.sizes[0]}"
        batch = "one row at a time" if self.batch == 1 else f"batch {self.batch}"
        return f"{self.name} {sizes}, {batch}, {self.optimizer}"

    @property
    def id(self) -> str:
        return f"{self.name}-{self.optimizer}"

    @property
    def shapes(self) -> list[tuple[int, ...]]:
        """Of W1, b1, W2, b2, ..."""
        return [shape for before, after in pairwise(self.sizes) for shape in ((before, after), (after,))]

    @property
    def parameters(self) -> int:
        return sum(map(prod, self.shapes))

    @property
    def products(self) -> list[tuple[int, int, int]]:
        """(rows, inner, columns) of one step's products: forward, then each weight's gradient and each layer's input's."""
        layers = [*pairwise(self.sizes)]
        forward = [(self.batch, before, after) for before, after in layers]
        weights = [(before, self.batch, after) for before, after in layers]
        return [*forward, *weights, *((self.batch, after, before) for before, after in layers[1:])]

    @property
    def work(self) -> int:
        """Multiplications and additions of one step's products."""
        return sum(2 * prod(product) for product in self.products)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Cell":
        return cls(**{name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()})

    def of_updates(self, updates: int) -> "Cell":
        return replace(self, updates=updates)

    def trained_by(self, optimizer: str) -> "Cell":
        return replace(self, optimizer=optimizer)


CALM, CALMEST = (0.02, 1e-4), (0.002, 1e-5)
"""Rates for networks with so many kinks that, with larger ones, rounding alone leads float32 weights apart."""
TUTORIAL = Cell("tutorial", (7, 5, 3), 1, 20_000, "sigmoid", "sigmoid", "float64", small=True, shuffled=False)
NETWORKS = (
    TUTORIAL,
    replace(TUTORIAL, name="tutorial-f32", dtype="float32"),
    Cell("iris", (4, 16, 3), 16, 2_000, data="iris", small=True),
    Cell("moons", (2, 16, 16, 2), 50, 1_000, "tanh", data="moons", small=True),
    Cell("digits", (64, 128, 10), 32, 1_000, data="digits", small=True, rates=CALM),
    Cell("mnist", (784, 128, 10), 32, 400, small=True, rates=CALM),
    Cell("mnist-rows", (784, 128, 10), 1, 4_000, small=True, rates=CALM),
    Cell("deep", (64,) * 17, 64, 100, output="identity", rates=CALMEST),
    Cell("wide-512", (784, 512, 256, 10), 128, 100, rates=CALMEST),
    Cell("wide-1024", (784, 1024, 1024, 10), 256, 30, rates=CALMEST),
)
"""Shapes matter here and not accuracy: what is not ``data`` of a name is made up, with as many noughts as MNIST has."""


def cells(names: list[str] | None = None, optimizers: tuple[str, ...] = OPTIMIZERS) -> list[Cell]:
    """Those of these names, each with each optimiser; ValueError for a name that is none."""
    known = {network.name: network for network in NETWORKS}
    if unknown := [name for name in names or () if name not in known]:
        raise ValueError(f"there is no cell {', '.join(unknown)}; there are {', '.join(known)}.")
    if unknown := [name for name in optimizers if name not in OPTIMIZERS]:
        raise ValueError(f"there is no optimiser {', '.join(unknown)} here; there are {', '.join(OPTIMIZERS)}.")
    return [known[name].trained_by(optimizer) for name in names or known for optimizer in optimizers]


def growing() -> Iterator[tuple[str, int, Cell]]:
    """(what grows, how large it is, the network): depth, width and batch, the rest as it is."""
    base = Cell("growth", (64, 64, 64), 64, 1, output="identity", rates=CALMEST)
    for depth in (1, 2, 4, 8, 16):
        yield "depth", depth, long_enough(replace(base, name=f"depth-{depth}", sizes=(64,) * (depth + 1)))
    for width in (8, 16, 32, 64, 128, 256, 512, 1024):
        yield "width", width, long_enough(replace(base, name=f"width-{width}", sizes=(width,) * 3))
    for batch in (1, 4, 16, 64, 256, 1024):
        yield "batch", batch, long_enough(replace(base, name=f"batch-{batch}", batch=batch))


def long_enough(cell: Cell) -> Cell:
    """With as many updates as take about as long for every size, but neither very few nor very many."""
    return cell.of_updates(max(20, min(1_000, 10**9 // cell.work)))
