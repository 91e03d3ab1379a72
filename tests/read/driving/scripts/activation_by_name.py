import numpy as np


class Bent:
    def __init__(self, layers, activation="tanh"):
        if activation == "sigmoid":
            self.bend, self.slope = lambda z: 1 / (1 + np.exp(-z)), lambda a: a * (1 - a)
        elif activation == "relu":
            self.bend, self.slope = lambda z: np.maximum(z, 0), lambda a: (a > 0) * 1.0
        else:
            self.bend, self.slope = np.tanh, lambda a: 1 - a * a
        self.W = [np.random.randn(n, m) / np.sqrt(n) for n, m in zip(layers[:-1], layers[1:])]

    def fit(self, X, Y, learning_rate=0.1, epochs=5000):
        for _ in range(epochs):
            values = [X]
            for W in self.W:
                values.append(self.bend(values[-1] @ W))
            d = (values[-1] - Y) / len(X) * self.slope(values[-1])
            for i in range(len(self.W) - 1, -1, -1):
                below = d @ self.W[i].T * self.slope(values[i])
                self.W[i] -= learning_rate * values[i].T @ d
                d = below
