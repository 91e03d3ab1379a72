"""Michael Nielsen's network for MNIST.

``python -m tests.published.nielsen`` trains it as he did, 30 epochs, for 4 seeds, and writes the page; about two minutes.
"""

import os
from pathlib import Path

import clearprop as cp
from clearprop.train.data import Dataset, load
from tests.published.figures import PAGE, figure, with_tables

STANDARD = cp.Normal(deviation=1)
TRAINED_ON = 50_000
"""He keeps the last 10,000 of the 60,000 images for choosing rates and the like."""


def network(seed: int) -> cp.Network:
    """784-30-10, sigmoid, half the squared error; every number drawn from N(0, 1)."""
    layers = [784, *(cp.Dense(units, bias_init=STANDARD) for units in (30, 10))]
    return cp.Network(
        layers, activation="sigmoid", output="sigmoid", loss="half_squared_error", init=STANDARD, seed=seed
    )


def right_after_each_epoch(data: Dataset, seed: int, epochs: int) -> list[int]:
    """Of the 10,000 test images, how many are right; batches of 10, rate 3."""
    x, y = data.features[:TRAINED_ON], data.targets[:TRAINED_ON]
    assert data.test is not None
    history = network(seed).fit(x, y, epochs=epochs, batch_size=10, optimizer=cp.SGD(3.0), validation=data.test)
    return [round(10_000 * (score or 0)) for score in history.validation_metric]


def main(seeds: int = 4, epochs: int = 30) -> None:
    """Trains, and writes what came out into the page."""
    named = os.environ.get("CLEARPROP_DATA")
    data = load(Path(named) if named else Path(__file__).parents[3] / "shared" / "data")
    figures = []
    for seed in range(seeds):
        right = right_after_each_epoch(data, seed, epochs)
        figures += [
            figure(f"seed {seed}: right, of 10,000, after epochs 0 to 2", "9129 9295 9348", right[:3]),
            figure(f"seed {seed}: the most in {epochs} epochs", "9542", max(right)),
        ]
        print(*(each.row for each in figures[-2:]), sep="\n", flush=True)
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), {"nielsen_in_full": figures}), encoding="utf-8")


if __name__ == "__main__":
    main()
