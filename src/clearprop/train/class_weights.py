"""How much each class counts: from "balanced", a mapping or a sequence to one number for each class."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from clearprop.train.outcomes import Outcome

ClassWeight = str | Mapping[Any, float] | Sequence[float]


def class_weights(choice: ClassWeight, y: np.ndarray, outcome: Outcome) -> tuple[float, ...]:
    """One weight for each class; of one output, for no and yes.   y: f[rows, outputs], as the loss sees it.

    "balanced": rows / (classes · rows of the class), so that every class counts the same and the weights of all rows have
    the mean 1. A mapping from class numbers: 1 for those it leaves out. ValueError for anything that does not fit.
    """
    if outcome.kind not in ("classes", "binary"):
        raise ValueError(f"class_weight={choice!r}: these targets are {outcome.kind}; expected one class for each row.")
    shares = ((y - outcome.no) / (1 - outcome.no)).mean(axis=0)
    names = [*range(len(shares))]
    if outcome.kind == "binary":
        shares, names = np.array([1 - shares[0], shares[0]]), [outcome.says_no, 1]
    if isinstance(choice, str):
        if choice != "balanced":
            raise ValueError(f"class_weight={choice!r}: expected 'balanced', a mapping from classes, or a sequence.")
        return balanced(shares)
    weights = in_order(choice, names) if isinstance(choice, Mapping) else tuple(map(float, choice))
    if len(weights) != len(names):
        raise ValueError(f"class_weight has {len(weights)} numbers; expected one for each of {len(names)} classes.")
    if not all(0 <= weight < math.inf for weight in weights) or not np.dot(weights, shares) > 0:
        raise ValueError(f"class_weight={choice!r}: expected numbers of at least 0, and more for a class that occurs.")
    return weights


def balanced(shares: np.ndarray) -> tuple[float, ...]:
    """1 / (classes that occur · share of the class); 1 for a class without rows."""
    present = shares > 0
    return tuple(np.where(present, 1 / (present.sum() * np.where(present, shares, 1)), 1.0).tolist())


def in_order(choice: Mapping[Any, float], names: list[int]) -> tuple[float, ...]:
    """The weights of the classes as they are numbered."""
    if unknown := [name for name in choice if name not in names]:
        raise ValueError(f"class_weight has the class {unknown[0]!r}; the classes are {', '.join(map(str, names))}.")
    return tuple(float(choice.get(name, 1.0)) for name in names)
