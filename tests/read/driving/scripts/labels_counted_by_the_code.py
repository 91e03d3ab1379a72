import numpy as np


class Softmax:
    def __init__(self, learning_rate=0.1, epochs=300):
        self.learning_rate, self.epochs = learning_rate, epochs

    def fit(self, X, y):
        n, d = X.shape
        k = len(np.unique(y))
        Y = np.eye(k)[y]
        self.W = np.zeros((d, k))
        for _ in range(self.epochs):
            e = np.exp(X @ self.W)
            p = e / e.sum(axis=1, keepdims=True)
            self.W -= self.learning_rate * X.T @ (p - Y) / n
