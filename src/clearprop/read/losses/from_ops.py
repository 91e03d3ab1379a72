"""The losses that this package computes with: their values and derivatives are the ops' own."""

from typing import Any

import numpy as np

from clearprop.ops.absolute_error import AbsoluteError
from clearprop.ops.binary_cross_entropy import BinaryCrossEntropy
from clearprop.ops.binary_cross_entropy_with_logits import BinaryCrossEntropyWithLogits
from clearprop.ops.cross_entropy import CrossEntropy
from clearprop.ops.cross_entropy_with_logits import CrossEntropyWithLogits
from clearprop.ops.half_squared_error import HalfSquaredError
from clearprop.ops.hinge import Hinge
from clearprop.ops.huber import Huber
from clearprop.ops.loss import Loss
from clearprop.ops.squared_error import SquaredError
from clearprop.read.losses.base import Array, StandardLoss


def from_op(op: Loss, formula: str, derivative_formula: str, **options: Any) -> StandardLoss:
    """The op is the mean over rows, so its gradient times the rows is each row's."""

    def derivative(a: Array, y: Array) -> Array:
        return np.asarray(op.vjp(np.float64(len(a)), None, a, y)[0])

    return StandardLoss(op.name, formula, derivative_formula, op.rows, derivative, **options)


def binary_with_epsilon(p: Array, y: Array, epsilon: float) -> Array:
    return np.asarray(-np.sum(y * np.log(p + epsilon) + (1 - y) * np.log(1 - p + epsilon), axis=1))


def classes_with_epsilon(p: Array, y: Array, epsilon: float) -> Array:
    return np.asarray(-np.sum(y * np.log(p + epsilon), axis=1))


BINARY = {"predictions": "probability", "targets": "probability", "with_epsilon": binary_with_epsilon}
CLASSES = {"predictions": "probability", "targets": "distribution", "with_epsilon": classes_with_epsilon}

FROM_OPS = (
    from_op(HalfSquaredError(), "½ Σ (a − y)²", "a − y"),
    from_op(SquaredError(), "Σ (a − y)²", "2 (a − y)"),
    from_op(BinaryCrossEntropy(), "−Σ (y ln a + (1 − y) ln(1 − a))", "(1 − y) / (1 − a) − y / a", **BINARY),
    from_op(CrossEntropy(), "−Σ y ln a", "−y / a", **CLASSES),
    from_op(BinaryCrossEntropyWithLogits(), "Σ (ln(1 + e^z) − y z)", "σ(z) − y", targets="probability"),
    from_op(CrossEntropyWithLogits(), "ln Σ e^z − Σ y z", "softmax(z) − y", targets="distribution"),
    from_op(AbsoluteError(), "Σ |a − y|", "sign(a − y)"),
    from_op(Huber(), "Σ ½ (a − y)² where |a − y| ≤ 1, else |a − y| − ½", "a − y, kept within −1 and 1"),
    from_op(Hinge(), "Σ max(0, 1 − y a)", "−y where y a < 1, else 0", targets="sign"),
)
