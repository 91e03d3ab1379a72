import numpy as np


class DropoutNet:
    def __init__(self, n_in, n_hidden, n_out, keep=0.8, lr=0.2, seed=0):
        self.rng = np.random.default_rng(seed)
        self.W1 = self.rng.normal(0, np.sqrt(2 / n_in), (n_in, n_hidden))
        self.b1 = np.zeros(n_hidden)
        self.W2 = self.rng.normal(0, np.sqrt(1 / n_hidden), (n_hidden, n_out))
        self.b2 = np.zeros(n_out)
        self.keep, self.lr = keep, lr
        self.history = []

    def fit(self, X, Y, epochs):
        n = X.shape[0]
        for _ in range(epochs):
            Z1 = X @ self.W1 + self.b1
            A1 = np.maximum(0, Z1)
            mask = self.rng.random(A1.shape) < self.keep
            D1 = A1 * mask / self.keep
            Z2 = D1 @ self.W2 + self.b2
            E = np.exp(Z2 - Z2.max(axis=1, keepdims=True))
            P = E / E.sum(axis=1, keepdims=True)
            loss = -np.sum(Y * np.log(P + 1e-300)) / n
            dZ2 = (P - Y) / n
            dW2 = D1.T @ dZ2
            db2 = dZ2.sum(axis=0)
            dD1 = dZ2 @ self.W2.T
            dA1 = dD1 * mask / self.keep
            dZ1 = dA1 * (Z1 > 0)
            dW1 = X.T @ dZ1
            db1 = dZ1.sum(axis=0)
            self.W1 -= self.lr * dW1
            self.b1 -= self.lr * db1
            self.W2 -= self.lr * dW2
            self.b2 -= self.lr * db2
            self.history.append(loss)
        return self


draw = np.random.default_rng(2)
data = draw.normal(size=(30, 4))
kinds = np.eye(3)[np.argmax(data[:, :3], axis=1)]
net = DropoutNet(4, 10, 3).fit(data, kinds, 12)
print(net.history[0], net.history[-1])
