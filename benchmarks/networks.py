"""Networks as people write them in NumPy, and the same gradient by hand."""

from itertools import pairwise
from typing import Any

import numpy as np


def mnist_sized(seed: int = 0) -> dict[str, Any]:
    """Parameters and a batch of 128 for 784-512-256-10."""
    rng = np.random.default_rng(seed)
    sizes = (784, 512, 256, 10)
    arrays: dict[str, Any] = {}
    for layer, (before, after) in enumerate(pairwise(sizes), 1):
        arrays[f"W{layer}"] = rng.normal(size=(before, after)) * np.sqrt(2 / before)
        arrays[f"b{layer}"] = np.zeros(after)
    arrays["x"] = rng.uniform(size=(128, 784))
    arrays["y"] = np.eye(10)[rng.integers(10, size=128)]
    return arrays


def relu_softmax(W1, b1, W2, b2, W3, b3, x, y):
    """The loss, forward only: cross-entropy of a softmax."""
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    z2 = a1 @ W2 + b2
    a2 = np.maximum(z2, 0)
    z3 = a2 @ W3 + b3
    shifted = z3 - np.max(z3, axis=1, keepdims=True)
    log_probabilities = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    return -np.sum(y * log_probabilities) / x.shape[0]


def relu_softmax_by_hand(W1, b1, W2, b2, W3, b3, x, y):
    """The same loss and its gradient, as a good programmer writes it."""
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    z2 = a1 @ W2 + b2
    a2 = np.maximum(z2, 0)
    z3 = a2 @ W3 + b3
    shifted = z3 - np.max(z3, axis=1, keepdims=True)
    e = np.exp(shifted)
    total = np.sum(e, axis=1, keepdims=True)
    loss = -np.sum(y * (shifted - np.log(total))) / x.shape[0]
    delta3 = (e / total - y) / x.shape[0]
    dW3 = a2.T @ delta3
    db3 = np.sum(delta3, axis=0)
    delta2 = delta3 @ W3.T * (z2 > 0)
    dW2 = a1.T @ delta2
    db2 = np.sum(delta2, axis=0)
    delta1 = delta2 @ W2.T * (z1 > 0)
    dW1 = x.T @ delta1
    db1 = np.sum(delta1, axis=0)
    return loss, {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2, "W3": dW3, "b3": db3}


def sigmoid_squares(W1, b1, W2, b2, x, y):
    """Two layers of sigmoids and half the squared error, as in a first course."""
    a1 = 1 / (1 + np.exp(-(x @ W1 + b1)))
    a2 = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    return 0.5 * np.sum((a2 - y) ** 2) / x.shape[0]


def tanh_deep(weights, x, y):
    """Six layers of tanh in a loop, the parameters in a list."""
    a = x
    for W, b in weights:
        a = np.tanh(a @ W + b)
    return np.mean((a - y) ** 2)
