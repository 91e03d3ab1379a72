"""The tutorial's network and its data: neurons as it lists them, folds as it draws them."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

import clearprop as cp
from clearprop.train.data import Scaler
from tests.published.emitted import Training

RATE = 0.3
ORDER = (2, 1, 3)
"""The page's figures hang on the order in which a set of class names was run through; this one gives them."""

Parameters = Mapping[str, np.ndarray]
Draw = Callable[[], float]
Train = Callable[[Parameters, np.ndarray, np.ndarray], Parameters]


def network(*sizes: int, activation: str = "sigmoid", output: str | None = None) -> cp.Network:
    return cp.Network(list(sizes), activation=activation, output=output or activation, loss="half_squared_error")


def drawn(sizes: Sequence[int], draw: Draw = random.random) -> dict[str, np.ndarray]:
    """Neuron after neuron, each with its bias last: W1, b1, W2, ..."""
    found = {}
    for layer, (inputs, units) in enumerate(pairwise(sizes), 1):
        found |= layer_of([[draw() for _ in range(inputs + 1)] for _ in range(units)], layer)
    return found


def layer_of(neurons: Sequence[Sequence[float]], layer: int) -> dict[str, np.ndarray]:
    """The tutorial's list of neurons as W and b."""
    columns = np.array(neurons).T
    return {f"W{layer}": columns[:-1], f"b{layer}": columns[-1]}


def neurons_of(W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """One row for each neuron, its bias last: what the tutorial prints."""
    return np.column_stack([W.T, b])


@dataclass(frozen=True)
class Wheat:
    """The 210 rows, each column brought to [0, 1] over all of them, and the classes numbered in an order."""

    x: np.ndarray
    classes: np.ndarray

    @staticmethod
    def load(folder: Path, order: Sequence[int] = ORDER) -> "Wheat":
        raw = np.loadtxt(folder / "wheat-seeds.raw.csv", delimiter=",")
        x = Scaler("minmax").fit(raw[:, :-1]).transform(raw[:, :-1])
        return Wheat(x, np.array([order.index(int(label)) for label in raw[:, -1]]))

    @property
    def y(self) -> np.ndarray:
        return np.eye(3)[self.classes]

    def folds(self) -> list[tuple[list[int], list[int]]]:
        """Five times (the rows to train on, the rows to test on), drawn without replacement from random's stream."""
        left = list(range(len(self.x)))
        parts = [[left.pop(random.randrange(len(left))) for _ in range(len(self.x) // 5)] for _ in range(5)]
        return [([row for part in parts if part is not held for row in part], held) for held in parts]

    def scores(self, model: cp.Network, train: Train, draw: Draw = random.random) -> list[float]:
        """Percent right in each fold; seed(1) draws the folds, and then the weights of each."""
        random.seed(1)
        found = []
        for trained_on, held in self.folds():
            sizes = [7, len(model.parameters["b1"]), 3]
            model.parameters.update(train(drawn(sizes, draw), self.x[trained_on], self.y[trained_on]))
            chosen = model.predict_proba(self.x[held]).argmax(axis=1)
            found.append(100 * float(np.mean(chosen == self.classes[held])))
        return found


def row_by_row(training: Training, epochs: int) -> Train:
    """Every row in its order, an update after each."""
    return lambda parameters, x, y: training(parameters, x, y, np.tile(np.arange(len(x)), epochs))


def step_of(model: cp.Network, rate: float = RATE) -> Training:
    """The network's own training step, one row at a time, as compiled C."""
    return Training(model.step_program(1, cp.SGD(rate)))
