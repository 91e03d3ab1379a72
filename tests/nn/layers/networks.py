"""What the tests of layers share: networks with every layer, their rows, and differences to judge gradients by."""

from typing import Any

import numpy as np

from clearprop.execute.interpret import interpret
from clearprop.network import Network
from clearprop.nn import Activation, BatchNorm, Dense, Dropout, LayerNorm, Residual

GENERATOR = np.random.default_rng(5)
X = GENERATOR.normal(size=(6, 4)) * [1, 3, 0.2, 1] + [0, 5, -1, 0]
LABELS = np.array([0, 1, 2, 1, 0, 2])
NUMBERS = GENERATOR.normal(size=(6, 2))

NETWORKS: dict[str, dict[str, Any]] = {
    "dropout": {"layers": [4, Dense(5, "tanh"), Dropout(0.3), 3], "output": "softmax"},
    "layer_norm": {"layers": [4, Dense(5, "tanh"), LayerNorm(), 3], "output": "softmax"},
    "batch_norm": {"layers": [4, Dense(5, "identity"), BatchNorm(), Activation("tanh"), 3], "output": "softmax"},
    "residual": {"layers": [4, Residual([Dense(5, "tanh"), Dense(4)], project=False), 3], "output": "softmax"},
    "projection": {"layers": [4, Residual([Dense(5, "tanh")], project=True), 2], "activation": "tanh"},
    "first": {"layers": [4, BatchNorm(), Dropout(0.2), LayerNorm(), 2]},
    "last": {"layers": [4, Dense(3, "tanh"), Dense(2, "identity"), BatchNorm()]},
    "nested": {
        "layers": [4, Residual([LayerNorm(), Residual([Dense(4, "silu"), Dropout(0.25)]), 4, BatchNorm(0.2)]), 2],
        "activation": "sigmoid",
    },
}
"""By the name of what they are there for; sizes are never equal where the layers let them differ."""


def network(name: str, **options: Any) -> Network:
    """A network whose every parameter and statistic has moved from where it starts."""
    given = dict(NETWORKS[name])
    net = Network(given.pop("layers"), seed=3, **given, **options)
    generator = np.random.default_rng(8)
    for mapping in (net.parameters, net.statistics):
        for key, array in mapping.items():
            mapping[key] = array + generator.uniform(0.1, 0.6, array.shape)
    return net


def targets(net: Network) -> np.ndarray:
    return LABELS if net.architecture.loss.classifies else NUMBERS


def differences(net: Network, training: bool, name: str, step: float = 1e-6) -> np.ndarray:
    """∂L/∂parameter by central differences of the objective's Program; the mask stays the same."""
    program = net.architecture.objective(len(X), training)
    x, y, _ = net.data_of(X, targets(net))
    given = {**net.arrays, "step": 1, "key": net.seed, "x": x, "y": y}
    found = np.empty_like(net.parameters[name])
    for at in np.ndindex(*found.shape):
        moved = []
        for sign in (1, -1):
            array = net.parameters[name].copy()
            array[at] += sign * step
            moved.append(float(interpret(program, {**given, name: array})["L"]))
        found[at] = (moved[0] - moved[1]) / (2 * step)
    return found
