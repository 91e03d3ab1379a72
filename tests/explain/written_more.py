"""More functions as people write them: regressions, and weights that are used in several ways at once."""

import numpy as np

from .written import LABELS, RNG, WRITTEN, X, Y, case, drawn


@case("w b", w=drawn(4), b=0.3, x=X, y=Y[:, 0])
def linear_regression(w, b, x, y):
    return np.mean((x @ w + b - y) ** 2)


@case("w b", w=drawn(4), b=-0.2, x=X, y=LABELS)
def logistic_regression(w, b, x, y):
    p = 1 / (1 + np.exp(-(x @ w + b)))
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@case("w unused", w=drawn(4), unused=drawn(2, 3), x=X)
def an_unused_weight(w, unused, x):
    return np.sum(np.tanh(x @ w))


@case("b1", W1=drawn(4, 3), b1=drawn(3), x=X)
def wrt_one_name_only(W1, b1, x):
    return np.mean(np.exp(-(x @ W1 + b1)))


@case("W", W=drawn(4, 3), x=X, y=RNG.integers(0, 3, size=5))
def softmax_written_out(W, x, y):
    scores = x @ W
    e = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    p = e / np.sum(e, axis=1, keepdims=True)
    return -np.log(p[range(len(x)), y]).mean()


@case("w", w=drawn(3), x=X[0, :3])
def probability_of_the_first(w, x):
    e = np.exp(w * x)
    return -np.log((e / np.sum(e))[0])


@case("Q K V", Q=drawn(4, 3), K=drawn(4, 3), V=drawn(4, 2), x=X)
def attention(Q, K, V, x):
    s = (x @ Q) @ (x @ K).T / np.sqrt(3)
    e = np.exp(s)
    return np.mean((e / e.sum(axis=1, keepdims=True) @ (x @ V)) ** 2)


@case("W", W=drawn(4, 3), x=X)
def pooling_and_clip(W, x):
    z = np.clip(x @ W, -1.0, 1.0)
    return np.sum(np.max(z, axis=1) ** 2) + np.sum(W[0] * W[1])


@case("W", W=drawn(4, 3), x=X)
def written_into(W, x):
    a = np.zeros((5, 3))
    for i in range(5):
        for j in range(3):
            a[i, j] = np.tanh(x[i] @ W[:, j])
    return np.mean(a**2)


@case("WB", WB=drawn(5, 3), x=X)
def bias_folded_in(WB, x):
    return np.mean(np.tanh(np.hstack([x, np.ones((5, 1))]) @ WB) ** 2)


@case("a b", a=2.0, b=-0.3)
def a_scalar_twice_in_a_sum(a, b):
    return np.tanh(a * b + a) * (a + b)


@case("a", a=0.7)
def a_scalar_plus_itself(a):
    return (a + a) * a - a * a * a


@case("W", W=drawn(4, 4), x=X)
def a_matrix_twice_in_a_sum(W, x):
    return np.sum(np.tanh(x @ W - x * W[0]) ** 2) + np.sum(np.tanh(W @ W + W))


@case("w", w=drawn(4), x=X)
def a_vector_twice_in_a_sum(w, x):
    return np.sum(np.tanh(x * w - w))


__all__ = ["WRITTEN"]
