import numpy as np


class Classifier:
    def __init__(self, inputs, hidden, classes, rate):
        rng = np.random.default_rng(33)
        self.U = rng.normal(0, 0.8, (hidden, inputs))
        self.bu = np.zeros(hidden)
        self.V = rng.normal(0, 0.8, (classes, hidden))
        self.bv = np.zeros(classes)
        self.rate = rate

    def forward(self, X):
        self.h = 1.0 / (1.0 + np.exp(-(X @ self.U.T + self.bu)))
        s = self.h @ self.V.T + self.bv
        s = np.exp(s - s.max(axis=1, keepdims=True))
        return s / s.sum(axis=1, keepdims=True)

    def cost(self, X, T):
        return -np.sum(T * np.log(self.forward(X))) / len(X)

    def train(self, X, T):
        p = self.forward(X)
        d_out = (p - T) / len(X)
        # remember the old weights, the hidden layer needs them
        old_V = self.V
        self.V -= self.rate * (d_out.T @ self.h)
        self.bv -= self.rate * d_out.sum(axis=0)
        d_hid = (d_out @ old_V) * self.h * (1 - self.h)
        self.U -= self.rate * (d_hid.T @ X)
        self.bu -= self.rate * d_hid.sum(axis=0)


rng = np.random.default_rng(34)
group = rng.integers(0, 3, 75)
X = rng.normal(size=(75, 2)) + np.array([[2, 0], [-1, 1.7], [-1, -1.7]])[group]
T = np.eye(3)[group]
c = Classifier(2, 6, 3, rate=1.0)
for epoch in range(200):
    c.train(X, T)
    if epoch % 40 == 0:
        print(epoch, c.cost(X, T), np.mean(c.forward(X).argmax(axis=1) == group))
