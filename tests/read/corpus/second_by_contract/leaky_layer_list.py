import numpy as np


class Linear:
    def __init__(self, n, m, gen):
        self.M = gen.normal(0, np.sqrt(2 / n), (n, m))
        self.c = np.zeros(m)

    def forward(self, x):
        self.inp = x
        return x @ self.M + self.c

    def backward(self, up, rate):
        down = up @ self.M.T
        self.M -= rate * (self.inp.T @ up)
        self.c -= rate * up.sum(axis=0)
        return down


class LeakyReLU:
    slope = 0.1

    def forward(self, x):
        self.factor = np.where(x > 0, 1.0, self.slope)
        return x * self.factor

    def backward(self, up, rate):
        return up * self.factor


def batches(X, Y, size, gen):
    idx = gen.permutation(len(X))
    while len(idx):
        take, idx = idx[:size], idx[size:]
        yield X[take], Y[take]


gen = np.random.default_rng(6)
X = gen.uniform(-1, 1, (90, 3))
Y = np.column_stack([np.abs(X[:, 0]) - X[:, 1], X[:, 1] * X[:, 2]])
stack = [Linear(3, 8, gen), LeakyReLU(), Linear(8, 5, gen), LeakyReLU(), Linear(5, 2, gen)]


def predict(X):
    for part in stack:
        X = part.forward(X)
    return X


def fit_batch(xb, yb, rate):
    up = (predict(xb) - yb) / len(xb)
    sse = 0.5 * np.sum((up * len(xb)) ** 2)
    for part in stack[::-1]:
        up = part.backward(up, rate)
    return sse


for epoch in range(40):
    total = sum(fit_batch(xb, yb, 0.1) for xb, yb in batches(X, Y, 15, gen))
    if epoch % 10 == 0:
        print(epoch, total / len(X))
