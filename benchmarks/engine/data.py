"""Rows, targets, starting weights and orders: made here once, from the cell alone, and the same for every peer."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits, load_iris, make_moons

from benchmarks.engine.cells import Cell

SEED = 1
ONES = 0.2
"""The share of a made-up picture's points that are not 0, about as in MNIST."""


@dataclass(frozen=True)
class Data:
    """x: [rows, features], y: [rows, outputs] (one-hot for the softmax), and W1, b1, W2, b2, ... to start from."""

    x: np.ndarray
    y: np.ndarray
    parameters: list[np.ndarray]

    def save(self, path: Path) -> None:
        np.savez(path, x=self.x, y=self.y, **{f"p{i}": array for i, array in enumerate(self.parameters)})


def data_of(cell: Cell, seed: int = SEED) -> Data:
    rng = np.random.default_rng(seed)
    x, y = rows_of(cell, rng)
    return Data(x.astype(cell.dtype), y.astype(cell.dtype), [array.astype(cell.dtype) for array in started(cell, rng)])


def rows_of(cell: Cell, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    features, outputs = cell.sizes[0], cell.sizes[-1]
    if cell.data == "made":
        x = rng.uniform(size=(cell.rows, features))
        x *= rng.uniform(size=x.shape) < (ONES if features == 784 else 1.0)
        said = np.tanh(x @ rng.normal(size=(features, outputs)) / np.sqrt(features))
        if cell.output == "identity":
            return x, said
        return x, np.eye(outputs)[np.argmax(said, axis=1)]
    found, classes = shipped(cell.data)
    which = np.resize(rng.permutation(len(found)), cell.rows)  # the set again and again, until an epoch is full
    return (found / np.abs(found).max(axis=0).clip(1e-9))[which], np.eye(outputs)[classes[which]]


def shipped(name: str) -> tuple[np.ndarray, np.ndarray]:
    if name == "moons":
        x, classes = make_moons(1_000, noise=0.1, random_state=SEED)
        return x, classes
    found = {"iris": load_iris, "digits": load_digits}[name]()
    return found.data, found.target


def started(cell: Cell, rng: np.random.Generator) -> list[np.ndarray]:
    """Uniform within ±√(6 / (inputs + outputs)), Glorot and Bengio 2010; biases 0."""
    return [
        rng.uniform(-1, 1, shape) * np.sqrt(6 / sum(shape)) if len(shape) == 2 else np.zeros(shape)
        for shape in cell.shapes
    ]
