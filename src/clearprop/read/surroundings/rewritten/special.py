"""Functions of scipy.special that networks are made of, where scipy is not installed."""

from typing import Any

import numpy as np


def expit(x: Any) -> Any:
    return 1.0 / (1.0 + np.exp(-x))


def logit(p: Any) -> Any:
    return np.log(p / (1.0 - p))


def xlogy(x: Any, y: Any) -> Any:
    return x * np.log(y)


def logsumexp(a: Any, axis: Any = None, keepdims: Any = False) -> Any:
    largest = np.max(a, axis=axis, keepdims=True)
    total = np.log(np.sum(np.exp(a - largest), axis=axis, keepdims=True)) + largest
    return total if keepdims else np.squeeze(total, axis=axis)


def softmax(x: Any, axis: Any = None) -> Any:
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
