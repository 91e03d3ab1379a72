import numpy as np


class Affine:
    def __init__(self, n_inputs, n_units):
        self.W = 0.3 * np.random.randn(n_inputs, n_units)
        self.b = np.zeros((1, n_units))

    def forward(self, inputs):
        self.inputs = inputs
        return inputs @ self.W + self.b

    def backward(self, slope):
        self.dW, self.db = self.inputs.T @ slope, slope.sum(0, keepdims=True)
        return slope @ self.W.T

    def update(self, lr):
        self.W -= lr * self.dW
        self.b -= lr * self.db


class ReLU:
    def forward(self, inputs):
        self.on = inputs > 0
        return inputs * self.on

    def backward(self, slope):
        return slope * self.on
