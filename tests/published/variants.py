"""What the tutorial's readers wrote instead: one row's training step each, in plain NumPy, with one line changed.

A step takes the parameters, a row and its target (the whole training set in the last one), and returns the new parameters.
"""

import numpy as np

from tests.published.tutorial import RATE


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def slope(a):
    return a * (1 - a)


def forward(W1, b1, W2, b2, x):
    a1 = sigmoid(x @ W1 + b1)
    return a1, sigmoid(a1 @ W2 + b2)


def moved(W1, b1, W2, b2, x, a1, delta1, delta2, rate=-RATE):
    return {
        "W1": W1 + rate * np.outer(x, delta1), "b1": b1 + rate * delta1,
        "W2": W2 + rate * np.outer(a1, delta2), "b2": b2 + rate * delta2,
    }  # fmt: skip


def as_published(W1, b1, W2, b2, x, y):
    a1, y_hat = forward(W1, b1, W2, b2, x)
    delta2 = (y_hat - y) * slope(y_hat)
    delta1 = (W2 @ delta2) * slope(a1)
    return moved(W1, b1, W2, b2, x, a1, delta1, delta2)


def old_sign_dialect(W1, b1, W2, b2, x, y):
    a1, y_hat = forward(W1, b1, W2, b2, x)
    delta2 = (y - y_hat) * slope(y_hat)
    delta1 = (W2 @ delta2) * slope(a1)
    return moved(W1, b1, W2, b2, x, a1, delta1, delta2, rate=+RATE)


def half_a_sign_fix(W1, b1, W2, b2, x, y):
    a1, y_hat = forward(W1, b1, W2, b2, x)
    delta2 = (y - y_hat) * slope(y_hat)
    delta1 = (W2 @ delta2) * slope(a1)
    return moved(W1, b1, W2, b2, x, a1, delta1, delta2, rate=-RATE)


def last_weight_never_updated(W1, b1, W2, b2, x, y):
    a1, y_hat = forward(W1, b1, W2, b2, x)
    delta2 = (y_hat - y) * slope(y_hat)
    delta1 = (W2 @ delta2) * slope(a1)
    new = moved(W1, b1, W2, b2, x, a1, delta1, delta2)
    return new | {"W2": np.concatenate([new["W2"][:-1], W2[-1:]])}


def no_slope_anywhere(W1, b1, W2, b2, x, y):
    a1, y_hat = forward(W1, b1, W2, b2, x)
    delta2 = y_hat - y
    delta1 = W2 @ delta2
    return moved(W1, b1, W2, b2, x, a1, delta1, delta2)


def no_slope_at_the_output(W1, b1, W2, b2, x, y):
    a1, y_hat = forward(W1, b1, W2, b2, x)
    delta2 = y_hat - y
    delta1 = (W2 @ delta2) * slope(a1)
    return moved(W1, b1, W2, b2, x, a1, delta1, delta2)


def divided_by_the_slope(W1, b1, W2, b2, x, y):
    W1, b1, W2, b2 = (np.clip(w, -1e100, 1e100) for w in (W1, b1, W2, b2))
    z1 = np.clip(x @ W1 + b1, -700, 700)
    a1 = sigmoid(z1)
    y_hat = sigmoid(np.clip(a1 @ W2 + b2, -700, 700))
    delta2 = (y_hat - y) / (slope(y_hat) + 1e-12)
    delta1 = (W2 @ delta2) / (slope(a1) + 1e-12)
    return moved(W1, b1, W2, b2, x, a1, delta1, delta2)


def slope_of_the_pre_activation(W1, b1, W2, b2, x, y):
    z1 = x @ W1 + b1
    a1 = sigmoid(z1)
    z2 = a1 @ W2 + b2
    delta2 = (sigmoid(z2) - y) * slope(z2)
    delta1 = (W2 @ delta2) * slope(z1)
    return moved(W1, b1, W2, b2, x, a1, delta1, delta2)


def softmax_of_one_number(z):
    return np.exp(z) / np.exp(z)


def mini_batches_as_misread(W1, b1, W2, b2, x, y):
    """32 rows are propagated, then 32 updates made, each with the deltas that the last row left behind.

    An epoch: its batches make it one step.   x: f[rows, features], y: f[rows, outputs].
    """
    for start in range(0, len(x), 32):
        batch = x[start : start + 32]
        a1, y_hat = forward(W1, b1, W2, b2, batch[-1])
        delta2 = (y_hat - y[start : start + 32][-1]) * slope(y_hat)
        delta1 = (W2 @ delta2) * slope(a1)
        times = len(batch)
        W1, b1 = W1 - RATE * np.outer(batch.sum(axis=0), delta1), b1 - times * RATE * delta1
        W2, b2 = W2 - times * RATE * np.outer(a1, delta2), b2 - times * RATE * delta2
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
