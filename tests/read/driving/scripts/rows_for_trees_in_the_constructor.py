"""The constructor takes rows besides sizes, for something that it fits beforehand."""

import numpy as np


class Middle:
    def fit(self, rows, answers):
        self.row = rows.mean(axis=0)
        return self


class Network:
    def __init__(self, input_dim, hidden_dim, output_dim, X_train, y_train):
        self.middle = Middle().fit(X_train, y_train)
        self.first = np.random.randn(input_dim, hidden_dim) * 0.5
        self.second = np.random.randn(hidden_dim, output_dim) * 0.5

    def train(self, X, y, epochs, rate):
        rows = X - self.middle.row
        for turn in range(epochs):
            hidden = np.tanh(rows @ self.first)
            gap = (hidden @ self.second - y) / len(rows)
            inner = gap @ self.second.T * (1 - hidden**2)
            self.second -= rate * hidden.T @ gap
            self.first -= rate * rows.T @ inner
