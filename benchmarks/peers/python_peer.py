"""Plain Python on lists, as the tutorials write it; for the tutorial's network and its updates only."""

from math import exp

import numpy as np

from benchmarks.engine.roster import CannotTrain
from benchmarks.peers.peer import Peer


class PythonPeer(Peer):
    def begin(self, parameters: list[np.ndarray]) -> None:
        if self.cell.name != "tutorial" or self.cell.optimizer != "sgd":
            raise CannotTrain("plain lists are for the tutorial alone.")
        layers = zip(parameters[::2], parameters[1::2], strict=True)
        self.layers = [
            [[*column, bias] for column, bias in zip(W.T.tolist(), b.tolist(), strict=True)] for W, b in layers
        ]
        self.rows = [*zip(self.x.tolist(), self.y.tolist(), strict=True)]

    def epoch(self, order: np.ndarray | None) -> float:
        total = 0.0
        for row, expected in self.rows:
            outputs = forward(self.layers, row)
            for a, y in zip(outputs[-1], expected):  # noqa: B905  # checking costs time
                total += (a - y) * (a - y) / 2
            update(self.layers, outputs, deltas_of(self.layers, outputs, expected), self.cell.learning_rate)
        return total / len(self.rows)

    def weights(self) -> list[np.ndarray]:
        found = []
        for layer in self.layers:
            table = np.array(layer)
            found += [table[:, :-1].T, table[:, -1]]
        return found


def forward(layers: list[list[list[float]]], row: list[float]) -> list[list[float]]:
    """The row and each layer's outputs; a neuron is its weights, the bias last."""
    outputs = [row]
    for layer in layers:
        inputs = outputs[-1]
        new = []
        for neuron in layer:
            z = neuron[-1]
            for weight, a in zip(neuron, inputs):  # noqa: B905  # the bias has no input
                z += weight * a
            new.append(1.0 / (1.0 + exp(-z)))
        outputs.append(new)
    return outputs


def deltas_of(layers: list[list[list[float]]], outputs: list[list[float]], expected: list[float]) -> list[list[float]]:
    last = [(a - y) * a * (1.0 - a) for a, y in zip(outputs[-1], expected, strict=True)]
    deltas = [last]
    for number in range(len(layers) - 1, 0, -1):
        new = []
        for j, a in enumerate(outputs[number]):
            upstream = 0.0
            for neuron, delta in zip(layers[number], deltas[0], strict=True):
                upstream += neuron[j] * delta
            new.append(upstream * a * (1.0 - a))
        deltas.insert(0, new)
    return deltas


def update(layers: list[list[list[float]]], outputs: list[list[float]], deltas: list[list[float]], rate: float) -> None:
    for layer, inputs, delta in zip(layers, outputs, deltas, strict=False):
        for neuron, d in zip(layer, delta, strict=True):
            step = rate * d
            for i, a in enumerate(inputs):
                neuron[i] -= step * a
            neuron[-1] -= step
