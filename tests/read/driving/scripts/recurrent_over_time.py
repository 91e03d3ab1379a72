"""A recurrent network that is trained on one sequence after another."""

import numpy as np


class Carried:
    def __init__(self, input_size, hidden_size, output_size):
        self.U = np.random.randn(hidden_size, input_size) * 0.3
        self.Whh = np.random.randn(hidden_size, hidden_size) * 0.3
        self.V = np.random.randn(output_size, hidden_size) * 0.3

    def forward(self, inputs):
        states = [np.zeros((self.Whh.shape[0], 1))]
        for x in inputs:
            states.append(np.tanh(self.U @ x.reshape(-1, 1) + self.Whh @ states[-1]))
        return states

    def train(self, inputs, targets, epochs=5):
        for epoch in range(epochs):
            for sequence, wanted in zip(inputs, targets):
                states = self.forward(sequence)
                dU, dW, dV = np.zeros_like(self.U), np.zeros_like(self.Whh), np.zeros_like(self.V)
                back = np.zeros_like(states[0])
                for t in reversed(range(len(sequence))):
                    error = self.V @ states[t + 1] - wanted[t].reshape(-1, 1)
                    dV += error @ states[t + 1].T
                    delta = (self.V.T @ error + back) * (1 - states[t + 1] ** 2)
                    dU += delta @ sequence[t].reshape(1, -1)
                    dW += delta @ states[t].T
                    back = self.Whh.T @ delta
                self.U -= 0.1 * dU
                self.Whh -= 0.1 * dW
                self.V -= 0.1 * dV
