"""What explaining a network of 100,000 parameters costs, in units of its gradient written by hand in NumPy."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from benchmarks.networks import relu_softmax_by_hand
from benchmarks.timing import alternating, line
from clearprop.explain.derivation import Derivation
from clearprop.network import Network

SIZES = [784, 100, 100, 10]
ROWS = 32
AT = ("W1", (2, 4))

ASKED: dict[str, Callable[[Derivation], Any]] = {
    "derivation": lambda d: d.gradients,
    "derivation and factors": lambda d: d.factors(*AT),
    "derivation and why": lambda d: d.why(*AT),
    "derivation and paths": lambda d: d.paths(*AT),
    "derivation and picture": lambda d: d.picture(),
    "derivation and page": lambda d: d.to_html(),
}


def main() -> None:
    """Each asked of a derivation of its own: nothing is kept from the time before."""
    rng = np.random.default_rng(0)
    network = Network(list(SIZES), output="softmax")
    X, Y = rng.normal(size=(ROWS, SIZES[0])), np.arange(ROWS) % SIZES[-1]
    given = {**network.parameters, "x": X, "y": np.eye(SIZES[-1])[Y]}
    runs: dict[str, Callable[[], Any]] = {
        name: partial(asked, network, X, Y, question) for name, question in ASKED.items()
    }
    times = alternating({**runs, "by hand": lambda: relu_softmax_by_hand(**given)})
    for name in ASKED:
        line(name, times[name], times["by hand"], "one gradient by hand")


def asked(network: Network, X: np.ndarray, Y: np.ndarray, question: Callable[[Derivation], Any]) -> Any:
    return question(network.derive(X, Y))


if __name__ == "__main__":
    main()
