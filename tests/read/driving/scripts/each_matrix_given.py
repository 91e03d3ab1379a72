import numpy as np


def train(X, y, w1, b1, w2, b2, lr, epochs):
    for _ in range(epochs):
        h = np.tanh(X @ w1 + b1)
        d2 = (h @ w2 + b2 - y) / len(X)
        d1 = d2 @ w2.T * (1 - h**2)
        w2 -= lr * h.T @ d2
        b2 -= lr * d2.sum(axis=0, keepdims=True)
        w1 -= lr * X.T @ d1
        b1 -= lr * d1.sum(axis=0, keepdims=True)
