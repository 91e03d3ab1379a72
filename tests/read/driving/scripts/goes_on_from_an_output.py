"""Training takes what the forward pass gave, and what it should have given."""

import numpy as np


class Pair:
    INPUT_SIZE = 2
    HIDDEN_SIZE = 3
    OUTPUT_SIZE = 1

    def __init__(self):
        self.first = np.random.randn(self.INPUT_SIZE, self.HIDDEN_SIZE)
        self.second = np.random.randn(self.HIDDEN_SIZE, self.OUTPUT_SIZE)

    def get_output(self, inputs):
        self.inputs = inputs
        self.hidden = np.tanh(inputs @ self.first)
        return np.tanh(self.hidden @ self.second)

    def train(self, net_output, right_output):
        delta = (right_output - net_output) * (1 - net_output**2)
        inner = delta @ self.second.T * (1 - self.hidden**2)
        self.second += 0.1 * self.hidden.T @ delta
        self.first += 0.1 * self.inputs.T @ inner
