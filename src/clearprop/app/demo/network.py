"""A network learns to tell irises apart, and the gradient of one of its weights."""

import numpy as np
from rich.table import Table

from clearprop.app.demo.console import console, heading
from clearprop.app.settings import Settings
from clearprop.app.training import HELD_OUT
from clearprop.network import Network
from clearprop.nn import Adam
from clearprop.train.data import Scaler, hold_out, load


def train_iris() -> tuple[Network, np.ndarray, np.ndarray]:
    """A small network on iris; returns it with rows that it has not seen."""
    heading("A network learns to tell irises apart")
    data = load("iris")
    train, test = hold_out(data.rows, HELD_OUT, Settings("iris").seed, data.targets.astype(np.int64))
    scaler = Scaler("standard").fit(data.features[train])
    x, held = scaler.transform(data.features[train]), scaler.transform(data.features[test])
    network = Network([4, 5, 3], activation="tanh", output="softmax", seed=1)
    console.print(str(network), markup=False)
    network.fit(x, data.targets[train], epochs=150, optimizer=Adam(0.01), progress=True)
    found = network.evaluate(held, data.targets[test])
    console.print(
        f"accuracy {found['accuracy']:.3f} on the {len(test)} flowers that it has not seen", style="bold green"
    )
    return network, held, data.targets[test]


def show_one_weight(network: Network, x: np.ndarray, y: np.ndarray) -> None:
    """dW1[0, 2] as derived, and by moving the weight a little to both sides."""
    heading("One weight's gradient: by moving the weight, and why it is what it is")
    derivation, at, h = network.derive(x, y), (0, 2), 1e-6
    losses = []
    for side in (1, -1):
        network.parameters["W1"][at] += side * h
        losses.append(network.evaluate(x, y)["loss"])
        network.parameters["W1"][at] -= side * h
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_row("∂L/∂W1\\[0,2], derived", f"{derivation.gradients['W1'][at]: .12f}")
    table.add_row("(L(w + h) - L(w - h)) / 2h", f"{(losses[0] - losses[1]) / (2 * h): .12f}")
    console.print(table)
    console.print()
    console.print(derivation.why("W1", at).text, markup=False)
