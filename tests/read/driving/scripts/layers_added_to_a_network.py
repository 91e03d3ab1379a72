import numpy as np


def bump(z):
    return np.tanh(z)


def tanh_deriv(z):
    return 1 - np.tanh(z) ** 2


def squared_loss(p, t):
    return 0.5 * np.sum((p - t) ** 2)


def squared_loss_prime(p, t):
    return p - t


class Linear:
    def __init__(self, n_in, n_out):
        self.matrix = np.random.uniform(-0.5, 0.5, (n_in, n_out))

    def forward(self, x):
        self.x = x
        return x @ self.matrix

    def backward(self, slope, rate):
        below = slope @ self.matrix.T
        self.matrix -= rate * self.x.T @ slope
        return below


class Activation:
    def __init__(self):
        self.z = None

    def forward(self, z):
        self.z = z
        return bump(z)

    def backward(self, slope, rate):
        return slope * tanh_deriv(self.z)


class Chain:
    def __init__(self):
        self.parts = []

    def add(self, part):
        self.parts.append(part)

    def use(self, loss, loss_prime):
        self.loss, self.loss_prime = loss, loss_prime

    def fit(self, x_train, y_train, epochs, learning_rate):
        for _ in range(epochs):
            for x, t in zip(x_train, y_train):
                for part in self.parts:
                    x = part.forward(x)
                self.loss(x, t)
                slope = self.loss_prime(x, t)
                for part in self.parts[::-1]:
                    slope = part.backward(slope, learning_rate)
