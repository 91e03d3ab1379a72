"""The cross-entropy of classes, from logits: the softmax is inside."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.logsumexp import Logsumexp
from clearprop.ops.loss import Loss
from clearprop.ops.softmax import Softmax


class CrossEntropyWithLogits(Loss):
    """r = mean over rows of ln Σ e^z - Σ y z, ∂L/∂z = g (softmax(z) - y) / rows.   z, y: f[rows, classes] -> r: f[].

    For rows of y that sum to 1 (one-hot or smoothed) this is -Σ y ln softmax(z).
    """

    examples = (
        (np.array([[0.5, -1.2, 2.0], [0.0, 1.5, -30.0]]), np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])),
        (np.array([[0.5, 0.5], [-0.25, 0.75], [0.3, 4.0]]), np.array([[0.0, 1.0], [0.9, 0.1], [0.0, 1.0]])),
    )

    def rows(self, z: Any, y: Any) -> Any:
        return Logsumexp(1)(z) - np.sum(y * z, axis=1)

    def evaluate(self, z: Any, y: Any) -> Any:
        largest = np.max(z, axis=1, keepdims=True)
        logsumexp = largest[:, 0] + np.log(np.sum(np.exp(z - largest), axis=1))
        return np.mean(logsumexp - np.sum(y * z, axis=1))

    def vjp(self, g: Any, r: Any, z: Any, y: Any) -> tuple[Any, ...]:
        return g * (Softmax(1)(z) - y) / z.shape[0], -g * z / z.shape[0]

    def jvp(self, r: Any, operands: tuple[Any, ...], tangents: tuple[Any, ...]) -> Any:
        (z, y), (dz, dy) = operands, tangents
        moves = -z * dy if dz is None else (Softmax(1)(z) - y) * dz
        return np.sum(moves if dz is None or dy is None else moves - z * dy) / z.shape[0]

    def definition(self, z: Any, y: Any) -> Any:
        return np.sum(np.log(np.sum(np.exp(z), axis=1)) - np.sum(y * z, axis=1)) / z.shape[0]

    def numpy(self, z: Expression, y: Expression) -> Expression:
        logsumexp = Call("logaddexp.reduce", (z,), (("axis", 1),))
        return Call("mean", (logsumexp - Call("sum", (y * z,), (("axis", 1),)),))

    def loops(self, result: Any, z: Any, y: Any) -> None:
        loss = 0.0
        for n in range(z.shape[0]):
            largest = z[n, 0]
            for i in range(1, z.shape[1]):
                if z[n, i] > largest:
                    largest = z[n, i]
            total = 0.0
            for i in range(z.shape[1]):
                total += math.exp(z[n, i] - largest)
                loss -= y[n, i] * z[n, i]
            loss += largest + math.log(total)
        result[()] = loss / z.shape[0]
