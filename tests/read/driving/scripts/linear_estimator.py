import numpy as np


class Line:
    def __init__(self, lr=0.05, n_iters=400):
        self.lr, self.n_iters = lr, n_iters

    def fit(self, X, y):
        rows, columns = X.shape
        self.slope, self.height = np.zeros(columns), 0.0
        for _ in range(self.n_iters):
            off = X @ self.slope + self.height - y
            self.slope = self.slope - self.lr * (off @ X) / rows
            self.height = self.height - self.lr * off.mean()
        return self
